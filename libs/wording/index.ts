export {
  CERTAINTY_NAMES,
  CONTACT_NAMES,
  CRITERION_NAMES,
  EXPERTISE_NAMES,
  EXPORT_PURPOSE_NAMES,
  EXTRA_NAMES,
  LIST_NAMES,
  MISSING_NAMES,
  nameIn,
  needList,
  OFFER_NAMES,
  PHASE_NAMES,
  phaseList,
  ROLE_NAMES,
  STANDING_NAMES,
  UNIT_NAMES,
} from './code-names.js';
export { CHANGE_REASON_WORDS, whyChange, whyChangeReason } from './change-words.js';
export { CONTACT_PROBLEM_WORDS, contactProblemSentence } from './contact-words.js';
export {
  bookDifferenceText,
  CLAIM_STATE_NAMES,
  OUTCOME_NAMES,
  poundsText,
  VISIT_STATE_NAMES,
} from './delivery-words.js';
export {
  begun,
  codeWords,
  dateText,
  dayInEngland,
  daysText,
  type LeaderCalled,
  leaderCalled,
  listText,
  milesText,
  plural,
  pointsText,
  sentence,
} from './format.js';
export { concernName, gradeName } from './grades.js';
export { LEDGER_KIND_NAMES, ledgerSentence, type LedgerMovement } from './ledger-words.js';
export {
  compareSentence,
  effectSentence,
  insightSentences,
  marginalSentence,
  regionSentence,
  whyNotInstead,
} from './insight-words.js';
export {
  leaderUsageText,
  MATCH_STATE_NAMES,
  movesText,
  remedySentence,
  UNCOVERED_REASONS_WITH_WORDS,
  uncoveredGroupName,
  uncoveredReason,
  whyMatch,
  whyUncovered,
} from './match-words.js';
export {
  MESSAGE_TEMPLATES,
  type MessageNames,
  messageText,
  type MessageTemplate,
  type MessageText,
} from './message-words.js';
export { PAIR_REFUSAL_NAMES, whyPairRefused } from './pair-refusal-words.js';
export { type PlacedCode, type PlaceKnown, placeSentence } from './place-words.js';
export { paramsFaultSentence, REFUSALS_WITH_WORDS, refusalSentence } from './refusal-words.js';
export { inspectionsEndSentence, unreadRowsSentence } from './unread-rows-words.js';
export { unknownSubjectSentence } from './unknown-subject-words.js';
export { certaintySentence, offeredDaysText, RULE_WORDS, whyDecision, whyFinding } from './why-decision.js';
