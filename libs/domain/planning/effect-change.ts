import { accepted, type Outcome, refused } from '../kernel/index.js';
import type { IntegerProblem } from './integer-problem.js';
import { pinConflict } from './pin-conflict.js';
import type { Problem, ProblemCandidate, ProblemPair } from './problem.js';

/**
 * One thing that a reviewer thinks of doing to a plan. `pin`: the case goes to this leader, whoever has it now; a pair that
 * is no candidate (placed by hand, soft rules overruled) brings its figures along. `forbid`: this leader does not take the
 * case. `unassign`: nobody takes it for now.
 */
export type PlanChange =
  | {
      readonly kind: 'pin';
      readonly leader: string;
      readonly case: string;
      readonly placed?: { readonly score: number; readonly days?: number };
    }
  | { readonly kind: 'forbid'; readonly leader: string; readonly case: string }
  | { readonly kind: 'unassign'; readonly case: string };

export type EffectRefusal =
  'leader-not-in-run' | 'case-not-in-run' | 'not-a-candidate' | 'pins-contradict' | 'no-change-named';

/** The problem as the changes would leave it; the later of two rulings on one pair holds. */
export function changedProblem(
  problem: Problem,
  changes: readonly PlanChange[],
): Outcome<Problem, EffectRefusal> {
  if (changes.length === 0) return refused('no-change-named');
  let changed = problem;
  for (const change of changes) {
    const next = applied(changed, change);
    if (!next.ok) return next;
    changed = next.value;
  }
  return accepted(changed);
}

/**
 * Refused as `pins-contradict`, with the smallest contradicting set, where no plan could honour the pins: days and
 * engagements are never overruled.
 */
export function consistentPins(integers: IntegerProblem): Outcome<null, EffectRefusal> {
  const conflict = pinConflict(integers);
  if (conflict === null) return accepted(null);
  return refused('pins-contradict', {
    conflict: conflict.map((index) => {
      const pair = integers.pairs[index];
      return {
        leaderRef: integers.leaders[pair?.leader ?? -1]?.id ?? '',
        caseId: integers.cases[pair?.case ?? -1]?.id ?? '',
      };
    }),
  });
}

function applied(problem: Problem, change: PlanChange): Outcome<Problem, EffectRefusal> {
  if (!problem.cases.some((one) => one.id === change.case)) {
    return refused('case-not-in-run', { caseId: change.case });
  }
  if (change.kind === 'unassign') return accepted(unassigned(problem, change.case));
  if (!problem.leaders.some((one) => one.id === change.leader)) {
    return refused('leader-not-in-run', { leaderRef: change.leader });
  }
  const pair: ProblemPair = { leader: change.leader, case: change.case };
  const isPair = (one: ProblemPair): boolean => one.leader === pair.leader && one.case === pair.case;
  if (change.kind === 'forbid') {
    const pins = (problem.pins ?? []).filter((pin) => !isPair(pin));
    return accepted({ ...problem, pins, forbids: [...(problem.forbids ?? []), pair] });
  }
  const pins = [...(problem.pins ?? []).filter((pin) => pin.case !== pair.case), pair];
  if (problem.candidates.some(isPair)) return accepted({ ...problem, pins });
  if (change.placed === undefined) {
    return refused('not-a-candidate', { leaderRef: pair.leader, caseId: pair.case });
  }
  const candidate: ProblemCandidate = { ...pair, ...change.placed };
  return accepted({ ...problem, pins, candidates: [...problem.candidates, candidate] });
}

function unassigned(problem: Problem, id: string): Problem {
  const own = problem.candidates.filter((one) => one.case === id);
  return {
    ...problem,
    pins: (problem.pins ?? []).filter((pin) => pin.case !== id),
    forbids: [...(problem.forbids ?? []), ...own.map(({ leader }) => ({ leader, case: id }))],
  };
}
