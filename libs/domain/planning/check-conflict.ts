import { groupBy } from './group-by.js';
import type { Plan } from './plan.js';
import { pairKey } from './pair-key.js';
import { type PlanViolation, violation } from './plan-violation.js';
import type { Problem, ProblemPair } from './problem.js';

/** An infeasible plan names pins that no plan can honour, and none of them could be left out; other plans name none. */
export function conflictViolations(problem: Problem, plan: Plan): PlanViolation[] {
  if (plan.status !== 'infeasible') {
    return plan.conflict === undefined
      ? []
      : [violation('conflict-wrong', { why: 'plan-is-not-infeasible' })];
  }
  const conflict = plan.conflict ?? [];
  const pins = new Set((problem.pins ?? []).map(pairKey));
  if (conflict.some((pair) => !pins.has(pairKey(pair)))) {
    return [violation('conflict-wrong', { why: 'not-all-are-pins' })];
  }
  if (!contradicts(problem, conflict)) return [violation('conflict-wrong', { why: 'no-contradiction' })];
  const canShrink = conflict.some((_pair, index) => contradicts(problem, conflict.toSpliced(index, 1)));
  return canShrink ? [violation('conflict-wrong', { why: 'not-minimal' })] : [];
}

/** Whether the pins break a ruling, give a case two leaders, or ask more of a leader than there is. */
function contradicts(problem: Problem, pins: readonly ProblemPair[]): boolean {
  const forbidden = new Set((problem.forbids ?? []).map(pairKey));
  if (pins.some((pin) => forbidden.has(pairKey(pin)))) return true;
  if (new Set(pins.map((pin) => pin.case)).size < pins.length) return true;
  const daysOfCase = new Map(problem.cases.map((one) => [one.id, one.days]));
  const candidates = new Map(problem.candidates.map((candidate) => [pairKey(candidate), candidate]));
  const leaders = new Map(problem.leaders.map((leader) => [leader.id, leader]));
  return [...groupBy(pins, (pin) => pin.leader)].some(([id, own]) => {
    const leader = leaders.get(id);
    const days = own.reduce(
      (sum, pin) => sum + (candidates.get(pairKey(pin))?.days ?? daysOfCase.get(pin.case) ?? 0),
      0,
    );
    return leader === undefined || days > leader.days || own.length > (leader.maxEngagements ?? Infinity);
  });
}
