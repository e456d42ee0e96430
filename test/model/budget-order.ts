import { type BudgetModel, type BudgetStep, noBudget, take } from './budget-model.js';

/** A step that somebody asked for, and what they were told. */
export interface BudgetCall {
  readonly key: string;
  readonly step: BudgetStep;
  /** False: refused. */
  readonly isDone: boolean;
  /** On one clock that only goes forward. */
  readonly began: number;
  readonly ended: number;
}

/**
 * The ledger says in which order steps had their effect: `keysInOrder`, the keys of its rows. Every answer must be right at
 * some moment of that order between the call and its answer. Empty: they all are, and the budget is a linearizable register.
 */
export function unexplained(
  calls: readonly BudgetCall[],
  keysInOrder: readonly string[],
): readonly BudgetCall[] {
  const byKey = new Map(calls.map((call) => [call.key, call]));
  const effects = [...new Set(keysInOrder)].flatMap((key) => byKey.get(key) ?? []);
  const states: BudgetModel[] = [noBudget()];
  const wrong = new Set<BudgetCall>();
  for (const [place, call] of effects.entries()) {
    const state = { ...(states[place] ?? noBudget()) };
    const isAllowed = take(state, call.step);
    const [earliest, latest] = boundsOf(call, effects);
    if (!isAllowed || !call.isDone || place < earliest || place > latest) wrong.add(call);
    states.push(state);
  }
  for (const call of calls) {
    if (effects.includes(call)) continue;
    const [earliest, latest] = boundsOf(call, effects);
    const between = states.slice(earliest, latest + 1);
    if (!between.some((state) => explains(state, call))) wrong.add(call);
  }
  return [...wrong];
}

/** A call without any row was refused, or changed nothing. */
function explains(state: BudgetModel, { step, isDone }: BudgetCall): boolean {
  const after = { ...state };
  if (!take(after, step)) return !isDone;
  return isDone && JSON.stringify(after) === JSON.stringify(state);
}

/** How many effects came before it at least, and at most. */
function boundsOf(call: BudgetCall, effects: readonly BudgetCall[]): readonly [number, number] {
  const before = effects.findLastIndex((other) => other.ended < call.began) + 1;
  const after = effects.findIndex((other) => other.began > call.ended);
  return [before, after === -1 ? effects.length : after];
}
