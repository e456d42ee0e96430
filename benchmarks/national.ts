import type { Problem, ProblemCandidate } from '../libs/domain/planning/index.js';

/** What one fictional national instance is made from; the same figures give the same problem on every machine. */
export interface NationalShape {
  readonly seed: number;
  readonly cases: number;
  /** Days that all leaders offer together, divided by the days that all cases need. */
  readonly ratio: number;
  /** `mixed`: 3, 5, 8 or 10 days a case, the last twice as often; `equal`: 10 days each. */
  readonly days: 'equal' | 'mixed';
}

const CASES_PER_LEADER = 2.5;
const MOST_CANDIDATES = 30;
const MIXED_DAYS = [3, 5, 8, 10, 10] as const;
const EQUAL_DAYS = 10;
const POINTS_PER_MISSED_NEED = 15;
/** Area codes stand for what leaders know and cases need. */
const AREAS = 12;
const WIDTH_MILES = 250;
const HEIGHT_MILES = 350;
const TOWN_SPREAD_MILES = 9;
const SHARE_IN_TOWNS = 0.75;
const SHARE_WITH_ENGAGEMENT_LIMIT = 0.3;
const SHARE_OF_PRIORITY_1 = 0.35;

/**
 * Leaders and schools in and around towns of very different size, so that some regions have days to spare where others
 * lack them. A candidate offers the case's phase and is among the thirty nearest who do; the score is the distance in
 * miles and 15 for every need that the leader does not meet. Leaders' days are whole and add up to the ratio.
 */
export function nationalProblem(shape: NationalShape): Problem {
  const random = numbers(shape.seed * 7919 + shape.cases);
  const towns = townsOf(Math.max(3, Math.min(60, Math.round(shape.cases / 12))), random);
  const leaders = Array.from({ length: Math.max(1, Math.round(shape.cases / CASES_PER_LEADER)) }, () => ({
    place: placeIn(towns, random),
    phases: phasesOf(random, 0.35),
    expertise: areasOf(3 + Math.floor(random() * 5), random),
    weight: 0.4 + 1.2 * random(),
    hasLimit: random() < SHARE_WITH_ENGAGEMENT_LIMIT,
  }));
  const cases = Array.from({ length: shape.cases }, () => ({
    place: placeIn(towns, random),
    phase: phasesOf(random, 0),
    needs: areasOf(1 + Math.floor(random() * 3), random),
    days: shape.days === 'equal' ? EQUAL_DAYS : (MIXED_DAYS[Math.floor(random() * 5)] ?? EQUAL_DAYS),
    priority: random() < SHARE_OF_PRIORITY_1 ? 1 : 2,
  }));
  const needed = cases.reduce((sum, one) => sum + one.days, 0);
  const days = shares(
    leaders.map((leader) => leader.weight),
    Math.round(needed * shape.ratio),
  );
  return {
    version: 1,
    leaders: leaders.map((leader, index) => ({
      id: `leader-${padded(index)}`,
      days: days[index] ?? 0,
      ...(leader.hasLimit ? { maxEngagements: Math.max(1, Math.round((days[index] ?? 0) / 7)) } : {}),
    })),
    cases: cases.map(({ days: own, priority }, index) => ({
      id: `case-${padded(index)}`,
      days: own,
      priority,
    })),
    candidates: cases.flatMap((one, caseIndex) =>
      leaders
        .flatMap((leader, index) => ((leader.phases & one.phase) === 0 ? [] : [{ leader, index }]))
        .map(({ leader, index }) => ({ leader, index, miles: milesBetween(leader.place, one.place) }))
        .sort((a, b) => a.miles - b.miles || a.index - b.index)
        .slice(0, MOST_CANDIDATES)
        .map(({ leader, index, miles }): ProblemCandidate => {
          const missed = POINTS_PER_MISSED_NEED * bitsIn(one.needs & ~leader.expertise);
          const score = Math.round((miles + missed) * 1000) / 1000;
          return { leader: `leader-${padded(index)}`, case: `case-${padded(caseIndex)}`, score };
        }),
    ),
  };
}

/** By island, largest first: so much of the cases. */
const SHARES_OF_ISLANDS = [0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.05];

/** Regions too far apart for anybody to serve two of them: each a small nation of its own, in one problem. */
export function islandsProblem(shape: NationalShape): Problem {
  const islands = SHARES_OF_ISLANDS.map((share, index) => {
    const cases = Math.max(1, Math.round(shape.cases * share));
    const own = nationalProblem({ ...shape, cases, seed: shape.seed * 100 + index });
    const named = (id: string): string => `island-${String(index)}-${id}`;
    return {
      leaders: own.leaders.map((one) => ({ ...one, id: named(one.id) })),
      cases: own.cases.map((one) => ({ ...one, id: named(one.id) })),
      candidates: own.candidates.map((one) => ({
        ...one,
        ...{ leader: named(one.leader), case: named(one.case) },
      })),
    };
  });
  return {
    version: 1,
    leaders: islands.flatMap((one) => one.leaders),
    cases: islands.flatMap((one) => one.cases),
    candidates: islands.flatMap((one) => one.candidates),
  };
}

interface Place {
  readonly east: number;
  readonly north: number;
}

/** Towns of falling size: the k-th is chosen with weight 1 / k. */
function townsOf(count: number, random: () => number): readonly (Place & { readonly upTo: number })[] {
  const total = Array.from({ length: count }, (_, k) => 1 / (k + 1)).reduce((sum, weight) => sum + weight, 0);
  let upTo = 0;
  return Array.from({ length: count }, (_, k) => {
    upTo += 1 / (k + 1) / total;
    return { ...anywhere(random), upTo };
  });
}

function placeIn(towns: readonly (Place & { readonly upTo: number })[], random: () => number): Place {
  if (random() > SHARE_IN_TOWNS) return anywhere(random);
  const draw = random();
  const town = towns.find((one) => draw <= one.upTo) ?? anywhere(random);
  // The sum of four even draws is near enough to a bell.
  const bell = (): number => (random() + random() + random() + random() - 2) * TOWN_SPREAD_MILES * 1.7;
  return { east: town.east + bell(), north: town.north + bell() };
}

function anywhere(random: () => number): Place {
  return { east: random() * WIDTH_MILES, north: random() * HEIGHT_MILES };
}

function milesBetween(from: Place, to: Place): number {
  return Math.sqrt((from.east - to.east) ** 2 + (from.north - to.north) ** 2);
}

/** Bits: 1 primary, 2 secondary, 4 special; a second one with the given chance. */
function phasesOf(random: () => number, second: number): number {
  const draw = (): number => {
    const value = random();
    return value < 0.6 ? 1 : value < 0.92 ? 2 : 4;
  };
  const first = draw();
  return random() < second ? first | draw() : first;
}

function areasOf(count: number, random: () => number): number {
  let areas = 0;
  while (bitsIn(areas) < count) areas |= 1 << Math.floor(random() * AREAS);
  return areas;
}

function bitsIn(areas: number): number {
  let count = 0;
  for (let left = areas; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Whole numbers in proportion to the weights that add up to `total`. */
function shares(weights: readonly number[], total: number): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let before = 0;
  let given = 0;
  return weights.map((weight) => {
    before += weight;
    const own = Math.round((before / sum) * total) - given;
    given += own;
    return own;
  });
}

function padded(index: number): string {
  return String(index).padStart(5, '0');
}

/** From 0 to 1, repeated by a seed on every machine (mulberry32, T. Ettinger 2017, public domain). */
function numbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
