import { dayValues } from '../day-values.js';
import { explainUncovered } from '../explain-plan.js';
import type { IntegerProblem } from '../integer-problem.js';
import type { CoverageLevel, Plan, PlanMatch, UncoveredCase } from '../plan.js';
import type { Problem } from '../problem.js';
import { scoreFromThousandths } from '../thousandths.js';
import { jointBounds } from './joint-bounds.js';
import { SettledPart, type SolvedPart } from './settled-part.js';
import type { PreparedPlan } from './prepare-plan.js';

/**
 * The plan that the solved parts make together; of pins that contradict each other, the infeasible one that names them.
 *
 * @param solved by part, in the order of `prepared.parts`
 */
export function finishPlan(prepared: PreparedPlan, solved: readonly SolvedPart[], seconds: number): Plan {
  const { problem, integers, settings, conflict, engine } = prepared;
  const header = { engine, seed: settings.seed, seconds: Math.round(seconds * 1000) / 1000 };
  if (conflict !== null) return { ...infeasiblePlan(integers, conflict), ...header };
  const levels = integers.priorities.length;
  const parts = prepared.parts.map(({ component }, index) => {
    const one = solved[index];
    if (one === undefined) throw new RangeError(`part ${String(index)} was not solved`);
    return new SettledPart(component, levels, one);
  });
  return { ...planFrom(problem, integers, parts), ...header, dayValues: dayValues(integers, parts) };
}

type Unsigned = Omit<Plan, 'engine' | 'seed' | 'seconds'>;

function infeasiblePlan(problem: IntegerProblem, conflict: readonly number[]): Unsigned {
  return {
    version: 1,
    status: 'infeasible',
    matches: [],
    uncovered: problem.cases.map((one) => ({ case: one.id, reason: 'pins-contradict' })),
    coverage: problem.priorities.map((priority, level) => ({
      priority,
      cases: problem.cases.filter((one) => one.level === level).length,
      covered: 0,
      bound: 0,
    })),
    score: 0,
    scoreBound: 0,
    gap: 0,
    conflict: conflict.map((index) => {
      const pair = problem.pairs[index];
      return { leader: idAt(problem.leaders, pair?.leader), case: idAt(problem.cases, pair?.case) };
    }),
  };
}

function planFrom(problem: Problem, integers: IntegerProblem, parts: readonly SettledPart[]): Unsigned {
  const bounds = jointBounds(parts, integers.priorities.length);
  const matched = [
    ...integers.pins,
    ...parts.flatMap(({ best, component }) =>
      best.matchedPairs().map((pair) => component.pairs[pair]?.source ?? -1),
    ),
  ].sort((left, right) => left - right);
  const pairs = matched.flatMap((index) => integers.pairs[index] ?? []);
  const matches = pairs.map((pair): PlanMatch => ({
    leader: idAt(integers.leaders, pair.leader),
    case: idAt(integers.cases, pair.case),
    days: pair.halfDays / 2,
    score: scoreFromThousandths(pair.score),
  }));
  const pinned = integers.pins.flatMap((pin) => integers.pairs[pin] ?? []);
  const atLevel = (level: number) => (pair: { readonly case: number }) =>
    integers.cases[pair.case]?.level === level;
  const coverage = integers.priorities.map((priority, level): CoverageLevel => ({
    priority,
    cases: integers.cases.filter((one) => one.level === level).length,
    covered: pairs.filter(atLevel(level)).length,
    bound: pinned.filter(atLevel(level)).length + (bounds.coverage[level] ?? 0),
  }));
  const score = pairs.reduce((sum, pair) => sum + pair.score, 0);
  const scoreBound = pinned.reduce((sum, pair) => sum + pair.score, 0) + bounds.score;
  const isOptimal = score === scoreBound && coverage.every((level) => level.covered === level.bound);
  const used = integers.leaders.map(() => 0);
  for (const pair of pairs) used[pair.leader] = (used[pair.leader] ?? 0) + pair.halfDays;
  return {
    version: 1,
    status: isOptimal ? 'optimal' : 'feasible',
    matches,
    uncovered: uncoveredCases(problem, matches, coverage),
    coverage,
    score: scoreFromThousandths(score),
    scoreBound: scoreFromThousandths(scoreBound),
    gap: score === 0 ? 0 : (score - scoreBound) / score,
    largestShare: integers.leaders.reduce(
      (largest, leader, index) =>
        leader.halfDays === 0 ? largest : Math.max(largest, (used[index] ?? 0) / leader.halfDays),
      0,
    ),
  };
}

function uncoveredCases(
  problem: Problem,
  matches: readonly PlanMatch[],
  coverage: readonly CoverageLevel[],
): UncoveredCase[] {
  return explainUncovered(problem, { matches, coverage }).map(({ remedy, ...uncovered }) => ({
    case: uncovered.case,
    reason: uncovered.reason,
    facts: { ...uncovered.facts, ...(remedy === null ? {} : { remedy: { ...remedy } }) },
  }));
}

function idAt(items: readonly { readonly id: string }[], index: number | undefined): string {
  const item = index === undefined ? undefined : items[index];
  if (item === undefined) throw new RangeError(`no item ${String(index)}`);
  return item.id;
}
