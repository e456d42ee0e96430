export { type BarredPair, barredPair, LIFTABLE_RULES, type LiftableRule } from './barred-pair.js';
export type { Candidate, PairRefusal, ScoreParts } from './candidate.js';
export {
  OVERRIDE_REASON_CODES,
  type OverrideReasonCode,
  PAIR_REFUSAL_CODES,
  type PairRefusalCode,
  PARAMS_FAULT_CODES,
  type ParamsFaultCode,
} from './codes.js';
export { type ExpertiseFit, expertiseFit } from './expertise-fit.js';
export { judgePair, mayBecomeCandidate, type PairJudgement } from './judge-pair.js';
export type { LeaderForMatching } from './leader.js';
export {
  matchingContext,
  type MatchingContext,
  type MatchingContextInput,
  type Pair,
  pairKey,
  type PairPolicy,
} from './pair.js';
export { pairScore } from './pair-score.js';
export {
  type DeclaredConflict,
  DEFAULT_RUN_PARAMS,
  type DeclinedPair,
  type EarlierMatch,
  type MatchingTerms,
  type PairRuling,
  type RunParams,
} from './params.js';
export { paramsFaults, type ParamsFault, parseRunParams } from './parse-run-params.js';
export { runPriority } from './priority.js';
export type { CaseInResult, LeaderUsage, ProposedMatch, RefusalCount } from './run-result.js';
export { PAIR_RULES, pairRule } from './rules/pair-rules.js';
export type { PairRule } from './rules/rule.js';
export { canonicalJson, canonicalSnapshot, orderedSnapshot, type RunSnapshot } from './snapshot.js';
export { contextOfSnapshot, whyNot, type WhyNot } from './why-not.js';
