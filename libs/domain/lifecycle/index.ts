export {
  CASE_EVENTS,
  CASE_STATES,
  caseReturnEvent,
  type CaseEvent,
  type CaseState,
  type MatchableCaseState,
} from './case-lifecycle.js';
export { CLAIM_EVENTS, CLAIM_STATES, type ClaimEvent, type ClaimState } from './claim-lifecycle.js';
export {
  DECISION_EVENTS,
  DECISION_STATES,
  type DecisionEvent,
  type DecisionState,
} from './decision-lifecycle.js';
export {
  IMPORT_EVENTS,
  IMPORT_STATES,
  STORED_IMPORT_STATES,
  type ImportEvent,
  type ImportState,
} from './import-lifecycle.js';
export {
  LIVE_MATCH_STATES,
  MATCH_EVENTS,
  MATCH_STATES,
  type MatchEvent,
  type MatchState,
} from './match-lifecycle.js';
export { RUN_EVENTS, RUN_STATES, type RunEvent, type RunState } from './run-lifecycle.js';
export { isFinal, transition, type EventOf, type MachineName, type StateOf } from './transition.js';
export { VISIT_EVENTS, VISIT_STATES, type VisitEvent, type VisitState } from './visit-lifecycle.js';
