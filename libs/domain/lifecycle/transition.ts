import { accepted, refused, type Outcome } from '../kernel/index.js';
import { CASE_TABLE, type CaseEvent, type CaseState } from './case-lifecycle.js';
import { CLAIM_TABLE, type ClaimEvent, type ClaimState } from './claim-lifecycle.js';
import { DECISION_TABLE, type DecisionEvent, type DecisionState } from './decision-lifecycle.js';
import { IMPORT_TABLE, type ImportEvent, type ImportState } from './import-lifecycle.js';
import { MATCH_TABLE, type MatchEvent, type MatchState } from './match-lifecycle.js';
import { RUN_TABLE, type RunEvent, type RunState } from './run-lifecycle.js';
import { VISIT_TABLE, type VisitEvent, type VisitState } from './visit-lifecycle.js';

interface Machines {
  readonly case: { readonly state: CaseState; readonly event: CaseEvent };
  readonly run: { readonly state: RunState; readonly event: RunEvent };
  readonly match: { readonly state: MatchState; readonly event: MatchEvent };
  readonly decision: { readonly state: DecisionState; readonly event: DecisionEvent };
  readonly import: { readonly state: ImportState; readonly event: ImportEvent };
  readonly visit: { readonly state: VisitState; readonly event: VisitEvent };
  readonly claim: { readonly state: ClaimState; readonly event: ClaimEvent };
}
export type MachineName = keyof Machines;
export type StateOf<M extends MachineName> = Machines[M]['state'];
export type EventOf<M extends MachineName> = Machines[M]['event'];

type Tables = {
  readonly [M in MachineName]: Readonly<
    Record<StateOf<M>, Readonly<Partial<Record<EventOf<M>, StateOf<M>>>>>
  >;
};
const TABLES: Tables = {
  ...{ case: CASE_TABLE, run: RUN_TABLE, match: MATCH_TABLE },
  ...{ decision: DECISION_TABLE, import: IMPORT_TABLE },
  ...{ visit: VISIT_TABLE, claim: CLAIM_TABLE },
};

/**
 * The state that `event` leads to from `state`, or the refusal `not-possible-in-this-state` with the facts
 * `machine`, `state`, `event` and `possible` (the events that are possible there). Every state change of a case, a
 * run, a match, an import, a visit or a claim goes through here (domain: lifecycles).
 */
export function transition<M extends MachineName>(
  machine: M,
  state: StateOf<M>,
  event: EventOf<M>,
): Outcome<StateOf<M>, 'not-possible-in-this-state'> {
  const table: Tables[M] = TABLES[machine];
  const row: Readonly<Partial<Record<EventOf<M>, StateOf<M>>>> = table[state];
  const next = row[event];
  return next === undefined
    ? refused('not-possible-in-this-state', { machine, state, event, possible: Object.keys(row) })
    : accepted(next);
}

/** States that nothing leads out of. */
export function isFinal<M extends MachineName>(machine: M, state: StateOf<M>): boolean {
  const table: Tables[M] = TABLES[machine];
  return Object.keys(table[state]).length === 0;
}
