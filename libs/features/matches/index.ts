import { ConflictDeclarationRow } from './conflict-declaration.entity.js';
import { MatchRow } from './match.entity.js';
import { RulingRow } from './ruling.entity.js';

export { caseNames } from './cases.repository.js';
export {
  AcceptMatch,
  type AcceptMatchInput,
  type AcceptMatchRefusal,
  type AnsweredMatch,
} from './accept-match.use-case.js';
export { changeMatches } from './change-matches.js';
export {
  CONFLICT_SIDES,
  CONFLICT_SUBJECTS,
  type ConflictSide,
  type ConflictSubject,
} from './conflict-declaration.entity.js';
export { ConflictsQueries, type ConflictView } from './conflicts.queries.js';
export { declaredConflicts } from './conflicts.repository.js';
export {
  DeclareConflict,
  type DeclareConflictInput,
  type DeclareConflictRefusal,
  type DeclaredNow,
  type WithdrawConflictInput,
} from './declare-conflict.use-case.js';
export {
  DeclineMatch,
  REASON_LENGTH,
  type DeclineMatchInput,
  type DeclineMatchRefusal,
} from './decline-match.use-case.js';
export { EndWaiting, type EndWaitingInput, type EndWaitingRefusal } from './end-waiting.use-case.js';
export { LapseMatches } from './lapse-matches.use-case.js';
export { type AnswerRefusal, lockForAnswer, type MatchToAnswer } from './locked-match.js';
export { isUuid, type MatchFacts } from './match-facts.js';
export { MatchesModule } from './matches.module.js';
export {
  MatchesQueries,
  proposalOfCase,
  wrongReservations,
  type MatchFilter,
  type MatchPage,
  type MatchView,
  type RunMatchView,
  type WrongReservation,
} from './matches.queries.js';
export {
  declinedPairs,
  engagementsOfLeaders,
  insertProposals,
  liveMatchesOfOffer,
  lockMatch,
  lockMatches,
  lockMatchesOfRun,
  type LiveMatch,
  type LockedMatch,
} from './matches.repository.js';
export { type Placement, placementOf, placeProposals, placing, superseding } from './place-matches.js';
export {
  publishAmong,
  publishLocked,
  publishMatches,
  type MatchesMoved,
  type PublishMatchesRefusal,
  type SelectionRefusal,
} from './publish-matches.js';
export { RecordConflictCheck, type RecordConflictCheckInput } from './record-conflict-check.use-case.js';
export { refusedForDays } from './refuse-early.js';
export { insertRuling, liftRuling, type Ruling, rulingsInForce, rulingsNamed } from './rulings.repository.js';
export {
  UnpublishMatch,
  type UnpublishMatchInput,
  type UnpublishMatchRefusal,
} from './unpublish-match.use-case.js';
export {
  endUndelivered,
  SAID_YES,
  unpublishMatches,
  type UnpublishMatchesRefusal,
} from './unpublish-matches.js';
export { VerifyMatches } from './verify-matches.use-case.js';
export { WriteReminders } from './write-reminders.use-case.js';

/** For the data source of a process that uses this feature. */
export const MATCHES_ENTITIES = [MatchRow, ConflictDeclarationRow, RulingRow] as const;
