import { ConflictDeclarationRow } from './conflict-declaration.entity.js';
import { MatchRow } from './match.entity.js';

export {
  AcceptMatch,
  type AcceptMatchInput,
  type AcceptMatchRefusal,
  type AnsweredMatch,
} from './accept-match.use-case.js';
export {
  DeclineMatch,
  REASON_LENGTH,
  type DeclineMatchInput,
  type DeclineMatchRefusal,
} from './decline-match.use-case.js';
export { LapseMatches } from './lapse-matches.use-case.js';
export { type MatchFacts } from './match-facts.js';
export { MatchesModule } from './matches.module.js';
export {
  MatchesQueries,
  type MatchFilter,
  type MatchPage,
  type MatchView,
  type WrongReservation,
} from './matches.queries.js';
export {
  engagementsOfLeaders,
  insertProposals,
  liveMatchesOfOffer,
  type LiveMatch,
} from './matches.repository.js';
export { publishMatches, type MatchesMoved, type PublishMatchesRefusal } from './publish-matches.js';
export { type EngagementLimits } from './publish-obstacles.js';
export { unpublishMatches, type UnpublishMatchesRefusal } from './unpublish-matches.js';
export { VerifyMatches } from './verify-matches.use-case.js';
export { WriteReminders } from './write-reminders.use-case.js';

/** For the data source of a process that uses this feature. */
export const MATCHES_ENTITIES = [MatchRow, ConflictDeclarationRow] as const;
