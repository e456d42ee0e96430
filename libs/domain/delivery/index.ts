export { claimPence } from './claim-amount.js';
export { COMPLETION_OUTCOMES, type CompletionOutcome } from './completion.js';
export {
  type EngagementTerms,
  earliestVisitDate,
  halfDaysLeftToLog,
  type PlannedVisit,
  VISIT_LENGTHS,
  type VisitRefusal,
  visitRefusal,
} from './visit-rules.js';
