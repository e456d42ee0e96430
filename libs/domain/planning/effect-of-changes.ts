import { accepted, type Outcome } from '../kernel/index.js';
import { changedProblem, consistentPins, type EffectRefusal, type PlanChange } from './effect-change.js';
import { EFFECT_NEIGHBOURHOOD, neighbourhoodOf, type NeighbourhoodSize } from './effect-neighbourhood.js';
import { compareWorth, coverAgain, type Judge, makeRoomForPins, worthOf } from './effect-repair.js';
import { type Effect, effectOf } from './effect-report.js';
import { PlanState, type StatePair } from './explain-state.js';
import type { Plan } from './plan.js';
import type { Problem } from './problem.js';

export interface EffectSettings {
  /** Points that it costs to give a case another leader than the plan gives it. */
  readonly stability: number;
  readonly size?: NeighbourhoodSize;
}

/** Solves a small problem: `makePlan` with its tools; null when it cannot. */
export type SmallSolve = (problem: Problem) => Plan | null;

/**
 * What changes would do to a plan, before anybody makes them. The plan is not solved afresh: pins are placed, whoever lost a
 * leader is covered again by ways past others, and then the neighbourhood of the change is solved again as a problem of its
 * own, moving a case costing `stability`. The best of these is told; hard limits hold in each of them. `isBest` says that the
 * neighbourhood held everything that hangs together with the change and was solved to the proof.
 *
 * @param problem accepted by `parseProblem`
 * @param plan a sound plan of it that is not infeasible
 */
export function effectOfChanges(
  problem: Problem,
  plan: Plan,
  changes: readonly PlanChange[],
  settings: EffectSettings,
  solve: SmallSolve,
): Outcome<Effect, EffectRefusal> {
  const changed = changedProblem(problem, changes);
  if (!changed.ok) return changed;
  const state = PlanState.of(changed.value, []);
  const pins = consistentPins(state.integers);
  if (!pins.ok) return pins;
  const given = plan.matches.flatMap((match) => pairOf(state, match.case, match.leader) ?? []);
  for (const pair of given) if (!pair.forbidden) state.place(pair);
  const judge = judgeOf(state, given, changes, settings);
  const seeds = seedsOf(state, given, changes);

  makeRoomForPins(state);
  const simple = state.copy();
  const freed = given.map((pair) => pair.case).filter((index) => state.matchOf(index) === undefined);
  coverAgain(state, [...freed, ...nearby(state, seeds.leaders)], judge);
  const repaired = compareWorth(worthOf(state, judge), worthOf(simple, judge)) <= 0 ? state : simple;
  const { best, isBest } = solvedAround(repaired, { ...seeds, cases: [...seeds.cases, ...freed] }, judge, {
    size: settings.size ?? EFFECT_NEIGHBOURHOOD,
    solve,
  });
  return accepted(effectOf({ problem: changed.value, before: plan, after: best, changes, isBest }));
}

function pairOf(state: PlanState, caseId: string, leader: string): StatePair | undefined {
  return state.pairBetween(state.caseIndex.get(caseId) ?? -1, state.leaderIndex.get(leader) ?? -1);
}

function judgeOf(
  state: PlanState,
  given: readonly StatePair[],
  changes: readonly PlanChange[],
  { stability }: EffectSettings,
): Judge {
  const before = state.integers.cases.map(() => -1);
  for (const pair of given) before[pair.case] = pair.leader;
  return {
    before,
    stability: Math.round(stability * 1000),
    named: new Set(changes.map((change) => state.caseIndex.get(change.case) ?? -1)),
  };
}

/** The leaders whose days the changes free or ask for, and the cases that they name. */
function seedsOf(
  state: PlanState,
  given: readonly StatePair[],
  changes: readonly PlanChange[],
): { readonly leaders: readonly number[]; readonly cases: readonly number[] } {
  const cases = changes.map((change) => state.caseIndex.get(change.case) ?? -1);
  const asked = changes.flatMap((change) =>
    change.kind === 'pin' ? [state.leaderIndex.get(change.leader) ?? -1] : [],
  );
  const had = given.filter((pair) => cases.includes(pair.case)).map((pair) => pair.leader);
  return { leaders: [...new Set([...asked, ...had])], cases };
}

/** Uncovered cases that one of the leaders could take. */
function nearby(state: PlanState, leaders: readonly number[]): readonly number[] {
  return state
    .uncovered()
    .filter((index) => leaders.some((leader) => state.pairBetween(index, leader)?.forbidden === false));
}

/** The neighbourhood of the change solved again, where that is better. */
function solvedAround(
  start: PlanState,
  seeds: { readonly leaders: readonly number[]; readonly cases: readonly number[] },
  judge: Judge,
  { size, solve }: { readonly size: NeighbourhoodSize; readonly solve: SmallSolve },
): { readonly best: PlanState; readonly isBest: boolean } {
  const near = neighbourhoodOf(start, seeds, judge, size);
  const plan = solve(near.problem);
  if (plan === null || plan.status === 'infeasible') return { best: start, isBest: false };
  const next = start.copy();
  for (const index of near.cases) {
    const pair = next.matchOf(index);
    if (pair !== undefined) next.remove(pair);
  }
  for (const match of plan.matches) {
    const pair = pairOf(next, match.case, match.leader);
    if (pair !== undefined) next.place(pair);
  }
  const isBetter = compareWorth(worthOf(next, judge), worthOf(start, judge)) < 0;
  return { best: isBetter ? next : start, isBest: near.isWhole && plan.status === 'optimal' };
}
