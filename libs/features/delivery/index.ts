import { ClaimLineRow, ClaimRow } from './claim.entity.js';
import { CompletionRow } from './completion.entity.js';
import { SignOffLinkRow, SignOffNoteRow, SignOffRow } from './sign-off.entity.js';
import { VisitNoteRow, VisitRow } from './visit.entity.js';

export {
  ChangeVisit,
  type ChangedVisit,
  type ChangeVisitRefusal,
  type EditVisitRefusal,
  type VisitToChange,
} from './change-visit.use-case.js';
export { ClaimsQueries, type ClaimLine, type ClaimView, type Unclaimed } from './claims.queries.js';
export {
  DaySummaryQueries,
  type DaySummary,
  type LedgerLine,
  type RegionDays,
} from './day-summary.queries.js';
export { type BookDifference } from './book-difference.js';
export { DeliveryModule } from './delivery.module.js';
export {
  EndDelivery,
  REPORT_LENGTH,
  type EndDeliveryInput,
  type EndDeliveryRefusal,
  type EndedDelivery,
} from './end-delivery.use-case.js';
export {
  EngagementsQueries,
  type CompletionView,
  type EngagementView,
  type SignOffView,
  type VisitView,
} from './engagements.queries.js';
export {
  LogVisit,
  type GivenVisit,
  type LoggedVisit,
  type LogVisitInput,
  type LogVisitRefusal,
} from './log-visit.use-case.js';
export {
  MakeClaim,
  type MadeClaim,
  type MakeClaimInput,
  type MakeClaimRefusal,
  type WithdrawClaimInput,
  type WithdrawClaimRefusal,
} from './make-claim.use-case.js';
export { MakeSignOffLink, SIGN_OFF_LINK_DAYS, type MadeSignOffLink } from './make-sign-off-link.use-case.js';
export { ReconcileDays, type DaysReconciled } from './reconcile-days.use-case.js';
export { RemindOfSignOffs } from './remind-of-sign-offs.use-case.js';
export { type SignOffLinkRefusal } from './sign-off-link-state.js';
export {
  SIGN_OFF_TEXT_LENGTHS,
  SignOffVisits,
  type SignedOff,
  type SignOffAnswer,
  type SignOffRefusal,
  type SignOffVisitsInput,
} from './sign-off-visits.use-case.js';
export { VISIT_TEXT_LENGTHS } from './visit-text.js';

/** For the data source of a process that uses this feature. */
export const DELIVERY_ENTITIES = [
  ...[VisitRow, VisitNoteRow, SignOffLinkRow, SignOffRow, SignOffNoteRow],
  ...[CompletionRow, ClaimRow, ClaimLineRow],
] as const;
