import fc from 'fast-check';
import { certifiedBounds } from './certificate.js';
import { coverageOf, type FlowNetwork, scoreOf, UNCOVERED } from './flow-network.js';
import { type FlowCertificate, solveFlow } from './solve-flow.js';

/** Networks small enough to try every choice, with leaders of no capacity and ties in plenty. */
const networks = fc
  .record({
    capacity: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
    levels: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 }),
  })
  .chain(({ capacity, levels }) =>
    fc
      .array(
        fc.option(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 900 })), { freq: 3 }),
        {
          minLength: capacity.length * levels.length,
          maxLength: capacity.length * levels.length,
        },
      )
      .map((scores): FlowNetwork => {
        const pairs = scores.flatMap((score, index) =>
          score === null
            ? []
            : [{ score, leader: index % capacity.length, index: Math.floor(index / capacity.length) }],
        );
        const firstPair = [...levels, 0].map(
          (_level, index) => pairs.filter((pair) => pair.index < index).length,
        );
        return {
          leaders: capacity.length,
          cases: levels.length,
          levels: 3,
          capacity: Int32Array.from(capacity),
          level: Int32Array.from(levels),
          firstPair: Int32Array.from(firstPair),
          leaderOf: Int32Array.from(pairs, (pair) => pair.leader),
          caseOf: Int32Array.from(pairs, (pair) => pair.index),
          score: Float64Array.from(pairs, (pair) => pair.score),
        };
      }),
  );

interface Found {
  readonly covered: readonly number[];
  readonly score: number;
}

/** Every choice that keeps the capacities. */
function everyChoice(network: FlowNetwork): Found[] {
  const left = Int32Array.from(network.capacity);
  const choice = new Int32Array(network.cases).fill(UNCOVERED);
  const all: Found[] = [];
  const visit = (index: number): void => {
    if (index === network.cases) {
      all.push({ covered: coverageOf(network, choice), score: scoreOf(network, choice) });
      return;
    }
    visit(index + 1);
    for (let pair = network.firstPair[index] ?? 0; pair < (network.firstPair[index + 1] ?? 0); pair++) {
      const leader = network.leaderOf[pair] ?? -1;
      if ((left[leader] ?? 0) === 0) continue;
      left[leader] = (left[leader] ?? 0) - 1;
      choice[index] = pair;
      visit(index + 1);
      left[leader] = (left[leader] ?? 0) + 1;
      choice[index] = UNCOVERED;
    }
  };
  visit(0);
  return all;
}

it('the flow keeps every capacity, and its certificate proves it the best at each level and in score', () => {
  fc.assert(
    fc.property(networks, (network) => {
      const { choice, certificate } = solveFlow(network);
      const held = network.capacity.map(() => 0);
      choice.forEach((pair, index) => {
        if (pair === UNCOVERED) return;
        expect(network.caseOf[pair]).toBe(index);
        const leader = network.leaderOf[pair] ?? -1;
        held[leader] = (held[leader] ?? 0) + 1;
      });
      expect(held.every((count, leader) => count <= (network.capacity[leader] ?? 0))).toBe(true);
      const covered = coverageOf(network, choice);
      expect(certifiedBounds(network, certificate, covered)).toEqual({
        coverage: covered,
        score: scoreOf(network, choice),
      });
    }),
    { numRuns: 1000, seed: 31 },
  );
});

function holds(network: FlowNetwork, certificate: FlowCertificate, covered: readonly number[]): boolean {
  const bounds = certifiedBounds(network, certificate, covered);
  if (bounds === null) return true;
  return everyChoice(network).every((other) => {
    const reaches = (upTo: number): boolean =>
      covered.slice(0, upTo).every((count, level) => (other.covered[level] ?? 0) >= count);
    return (
      bounds.coverage.every((bound, level) => !reaches(level) || (other.covered[level] ?? 0) <= bound) &&
      (!reaches(covered.length) || bounds.score <= other.score)
    );
  });
}

it('what a certificate proves holds, even where it is a wrong one', () => {
  let allowed = 0;
  fc.assert(
    fc.property(
      networks,
      fc.array(fc.integer({ min: -2, max: 400 }), { minLength: 13, maxLength: 13 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 13, maxLength: 13 }),
      (network, changes, sets) => {
        const { choice, certificate } = solveFlow(network);
        const changed = (prices: Float64Array, from: number): Float64Array =>
          prices.map(
            (price, index) => price + ((changes[from + index] ?? 0) > 200 ? 0 : (changes[from + index] ?? 0)),
          );
        const wrong: FlowCertificate = {
          leaderPrice: changed(certificate.leaderPrice, 0),
          casePrice: certificate.casePrice.map(
            (price, index) => price - Math.max(0, (changes[index + 4] ?? 0) % 7),
          ),
          poolPrice: changed(certificate.poolPrice, 10),
          closedAt: certificate.closedAt.map((set, leader) => sets[leader] ?? set),
        };
        const covered = coverageOf(network, choice);
        allowed += Number(certifiedBounds(network, wrong, covered) !== null);
        expect(holds(network, wrong, covered)).toBe(true);
        const fewer = covered.map((count) => Math.max(0, count - 1));
        expect(holds(network, certificate, fewer)).toBe(true);
      },
    ),
    { numRuns: 250, seed: 32 },
  );
  expect(allowed).toBeGreaterThan(100);
});

describe('prices that are not allowed prove nothing', () => {
  // One leader with one place, two cases at 5 and 8: the place is worth 3.
  const network: FlowNetwork = {
    leaders: 1,
    cases: 2,
    levels: 1,
    capacity: Int32Array.of(1),
    level: Int32Array.of(0, 0),
    firstPair: Int32Array.of(0, 1, 2),
    leaderOf: Int32Array.of(0, 0),
    caseOf: Int32Array.of(0, 1),
    score: Float64Array.of(5, 8),
  };
  const { certificate } = solveFlow(network);

  it('as they are they prove 5', () => {
    expect(certifiedBounds(network, certificate, [1])).toEqual({ coverage: [1], score: 5 });
  });

  it.each<[string, Partial<FlowCertificate>]>([
    ['a case priced above its cheapest pair', { casePrice: certificate.casePrice.map((price) => price + 1) }],
    ['a leader below 0', { leaderPrice: Float64Array.of(-1) }],
    ['a level below its cases', { poolPrice: certificate.poolPrice.map((price) => price - 1) }],
    ['a fraction', { leaderPrice: certificate.leaderPrice.map((price) => price + 0.5) }],
    ['no number', { poolPrice: Float64Array.of(NaN) }],
    ['too few prices', { casePrice: certificate.casePrice.slice(1) }],
  ])('%s', (_what, wrong) => {
    expect(certifiedBounds(network, { ...certificate, ...wrong }, [1])).toBeNull();
  });
});
