import fc from 'fast-check';
import { bestPlanOf } from '../../../test/support/planning-best-plan.js';
import { allPlans, compareCoverage } from '../../../test/support/planning-brute-force.js';
import { type ProblemShape, smallProblems } from '../../../test/support/planning-problems.js';
import { greedyMatches } from '../../../test/support/planning-greedy.js';
import { explainUncovered, type Problem, type ProblemPair, type Remedy } from './index.js';

const SHAPE: ProblemShape = { leaders: 3, cases: 6, halfDays: [1, 2, 3, 5, 10], pins: true };

/** The problem once the remedy was followed. */
function followed(problem: Problem, remedy: Remedy, caseId: string): Problem {
  return {
    ...problem,
    leaders: problem.leaders.map((leader) =>
      leader.id === remedy.leader
        ? {
            ...leader,
            days: leader.days + remedy.days,
            ...(leader.maxEngagements === undefined
              ? {}
              : { maxEngagements: leader.maxEngagements + remedy.engagements }),
          }
        : leader,
    ),
    forbids: (problem.forbids ?? []).filter(
      (pair) => remedy.code !== 'lift-forbid' || pair.case !== caseId || pair.leader !== remedy.leader,
    ),
  };
}

/** Only the pairs of `matches` are left, each pinned: a plan exists when nobody is asked for too much. */
function isPlan(problem: Problem, matches: readonly ProblemPair[]): boolean {
  const isOf = (pair: ProblemPair) => (other: ProblemPair) =>
    other.leader === pair.leader && other.case === pair.case;
  const only: Problem = {
    ...problem,
    candidates: problem.candidates.filter((one) => matches.some(isOf(one))),
    pins: matches,
  };
  return only.candidates.length === matches.length && allPlans(only).leastScore.size > 0;
}

it('a remedy covers its case, and nobody else is given up', () => {
  fc.assert(
    fc.property(smallProblems(SHAPE), fc.nat(), (problem, seed) => {
      const before = greedyMatches(problem, seed);
      if (before === null) return;
      for (const { case: id, remedy } of explainUncovered(problem, { matches: before, coverage: [] })) {
        if (remedy === null) continue;
        const moves = remedy.moves ?? [{ case: id, from: null, to: remedy.leader }];
        const moved = new Set(moves.map((move) => move.case));
        const after = [
          ...before.filter((match) => !moved.has(match.case)),
          ...moves.map((move) => ({ leader: move.to, case: move.case })),
        ];
        expect(after).toHaveLength(before.length + 1);
        expect(isPlan(followed(problem, remedy, id), after)).toBe(true);
      }
    }),
    { numRuns: 400, seed: 21 },
  );
});

it('a remedy followed on the best plan makes a better one', () => {
  let seen = 0;
  fc.assert(
    fc.property(smallProblems(SHAPE), (problem) => {
      const best = bestPlanOf(problem);
      if (best === null) return;
      for (const { case: id, remedy, reason } of explainUncovered(problem, { ...best, coverage: [] })) {
        if (remedy === null) continue;
        expect(reason).not.toBe('not-reached-in-time');
        const after = bestPlanOf(followed(problem, remedy, id));
        expect(compareCoverage(after?.coverage ?? [], best.coverage)).toBeGreaterThan(0);
        seen += 1;
      }
    }),
    { numRuns: 200, seed: 22 },
  );
  expect(seen).toBeGreaterThan(50);
});

it('the days asked for are never more than the nearest leader lacks', () => {
  fc.assert(
    fc.property(smallProblems({ ...SHAPE, pins: false }), (problem) => {
      const matches = greedyMatches(problem, 3) ?? [];
      for (const { case: id, remedy } of explainUncovered(problem, { matches, coverage: [] })) {
        const lacks = problem.candidates
          .filter((one) => one.case === id)
          .filter(
            (one) => !(problem.forbids ?? []).some((ban) => ban.leader === one.leader && ban.case === id),
          )
          .map((one) => {
            const used = matches.filter((match) => match.leader === one.leader);
            const days = problem.leaders.find((leader) => leader.id === one.leader)?.days ?? 0;
            const needed = one.days ?? problem.cases.find((other) => other.id === id)?.days ?? 0;
            return Math.max(0, needed - days + used.reduce((sum, match) => sum + match.days, 0));
          });
        expect(lacks.every((lack) => (remedy?.days ?? Infinity) <= lack)).toBe(true);
      }
    }),
    { numRuns: 200, seed: 23 },
  );
});
