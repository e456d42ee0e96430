import fc from 'fast-check';
import { compactsIn, everyPlanOf } from '../../../../../test/support/planning-compacts.js';
import { smallProblems } from '../../../../../test/support/planning-problems.js';
import type { Compact } from '../compact.js';
import { countedClock, Effort } from '../effort.js';
import { Roster } from '../roster.js';
import { Decision, type Verdict } from './decision.js';
import { withUncovered } from './with-uncovered.js';

const SHAPE = { leaders: 4, cases: 6, halfDays: [1, 3, 5, 10], pins: false };
const SPARE = fc.array(fc.constantFrom(0, 0, 1, Infinity), { minLength: 3, maxLength: 3 });

/** Of all plans that leave no more uncovered; infinite where there is none. */
function leastCost(compact: Compact, mostUncovered: readonly number[]): number {
  let least = Infinity;
  everyPlanOf(compact, (roster) => {
    const isAllowed = mostUncovered.every(
      (most, level) => (compact.casesAtLevel[level] ?? 0) - (roster.covered[level] ?? 0) <= most,
    );
    if (isAllowed) least = Math.min(least, roster.cost);
  });
  return least;
}

interface Asked {
  readonly verdict: Verdict;
  /** The plan, put on a roster: what it costs, and how many days and places leaders lack. */
  readonly cost: number;
  readonly lacking: number;
  readonly uncovered: readonly number[];
}

function ask(decision: Decision, compact: Compact, source: Int32Array, most: number): Asked {
  const limits = { effort: new Effort(countedClock(), Infinity), mostNodes: Infinity };
  const verdict = decision.decide(most, new Float64Array(compact.cases), limits);
  const roster = new Roster(compact);
  roster.become(decision.plan.map((pair) => source[pair] ?? -1));
  return {
    verdict,
    cost: roster.cost,
    lacking: [...roster.room, ...roster.places].filter((left) => left < 0).length,
    uncovered: [...compact.casesAtLevel].map((cases, level) => cases - (roster.covered[level] ?? 0)),
  };
}

it('finds a plan of the least cost, and none below, with engagement limits and cases that may stay uncovered', () => {
  let found = 0;
  let without = 0;
  fc.assert(
    fc.property(smallProblems(SHAPE), SPARE, (problem, mostUncovered) => {
      for (const compact of compactsIn(problem, 3)) {
        const least = leastCost(compact, mostUncovered);
        const { compact: whole, source } = withUncovered(compact, { level: null, mostUncovered });
        const decision = new Decision(whole);
        const isThere = Number.isFinite(least);
        found += Number(isThere);
        without += Number(!isThere);
        const below = isThere ? least - 1 : 1e9;
        expect(ask(decision, compact, source, below).verdict).toBe('refuted');
        if (!isThere) continue;
        const asked = ask(decision, compact, source, least);
        expect(asked).toMatchObject({ verdict: 'found', cost: least, lacking: 0 });
        expect(asked.uncovered.every((count, level) => count <= (mostUncovered[level] ?? 0))).toBe(true);
        expect(ask(decision, compact, source, least + 3).cost).toBeLessThanOrEqual(least + 3);
      }
    }),
    { numRuns: 400, seed: 34 },
  );
  expect(Math.min(found, without)).toBeGreaterThan(10);
});

const [TIGHT] = compactsIn(
  {
    version: 1,
    leaders: ['ann', 'bea', 'cat'].map((id) => ({ id, days: 23 })),
    cases: Array.from({ length: 12 }, (_, index) => ({ id: `c${index}`, days: 3 + ((index * 5) % 7) })),
    candidates: Array.from({ length: 36 }, (_, index) => ({
      leader: ['ann', 'bea', 'cat'][index % 3] ?? '',
      case: `c${Math.floor(index / 3)}`,
      score: 10 + ((index * index * 7) % 23),
    })),
  },
  1,
);
if (TIGHT === undefined) throw new Error('no component');

describe('where days are scarce', () => {
  const whole = withUncovered(TIGHT, { level: null, mostUncovered: [0] });
  const decision = new Decision(whole.compact);
  const least = leastCost(TIGHT, [0]);

  it('needs a tree to refute what is just too cheap', () => {
    expect(ask(decision, TIGHT, whole.source, least - 1).verdict).toBe('refuted');
    expect(decision.nodes).toBeGreaterThan(1);
  });

  it('says that it stopped where its nodes are spent', () => {
    const limits = { effort: new Effort(countedClock(), Infinity), mostNodes: 1 };
    expect(decision.decide(least - 1, new Float64Array(TIGHT.cases), limits)).toBe('stopped');
  });

  it('stops when its time is over', () => {
    const limits = { effort: new Effort(countedClock(), 0), mostNodes: Infinity };
    expect(decision.decide(least - 1, new Float64Array(TIGHT.cases), limits)).toBe('stopped');
  });
});
