import { ScorePartsResource } from './matches.dto.js';

export class BrokenRuleResource {
  code!: string;
  why!: string;
}

export class ForeseenPairResource {
  leaderRef!: string;
  days!: number;
  distanceMiles!: number;
  needsMet!: string[];
  needsMissed!: string[];
  score!: ScorePartsResource;
}

export class ForeseenItemResource {
  kind!: string;
  caseId!: string | null;
  caseName!: string | null;
  priority!: number | null;
  matchId!: string | null;
  rulingId!: string | null;
  leaderBefore!: string | null;
  leaderAfter!: string | null;
  stateBefore!: string | null;
  /** proposed or published; null: no match comes of it. */
  stateAfter!: string | null;
  before!: ForeseenPairResource | null;
  after!: ForeseenPairResource | null;
  /** Broken, and set aside by name. */
  overruled!: BrokenRuleResource[];
  /** Broken: to be named before this can be done. */
  toOverrule!: BrokenRuleResource[];
  /** Broken, and never set aside. */
  refusals!: BrokenRuleResource[];
  /** What else stands in the way. */
  problem!: BrokenRuleResource | null;
}

export class HeldDaysResource {
  matchId!: string;
  caseId!: string;
  caseName!: string;
  days!: number;
}

export class ForeseenLeaderResource {
  leaderRef!: string;
  budgetLeftBefore!: number;
  budgetLeftAfter!: number;
  /** Days left were every proposal of the run published; below 0: not all of them can be. */
  daysLeftBefore!: number;
  daysLeftAfter!: number;
  engagementsBefore!: number;
  engagementsAfter!: number;
  maxEngagements!: number | null;
  /** The run's other proposals that hold the leader's days. */
  heldBy!: HeldDaysResource[];
}

export class ForeseenCoverageResource {
  priority!: number;
  cases!: number;
  before!: number;
  after!: number;
}

export class ForeseenResource {
  items!: ForeseenItemResource[];
  leaders!: ForeseenLeaderResource[];
  coverage!: ForeseenCoverageResource[];
  isPossible!: boolean;
}

export class OverrideEffectResource extends ForeseenResource {
  /** The ETag without its quotes: what If-Match has to name. */
  tag!: string;
  /** The changes themselves, with those that an effect of the planner stands for. */
  changes!: Record<string, unknown>[];
  /** Why it cannot be done, in plain words; null: it can. */
  why!: string | null;
}

export class MadeOverrideResource {
  decisionId!: string;
  /** done, or awaiting-approval where the offer asks for a second person. */
  state!: string;
}

export class DoneChangeResource {
  kind!: string;
  caseId!: string;
  leaderBefore!: string | null;
  leaderAfter!: string | null;
  matchBefore!: string | null;
  matchAfter!: string | null;
  rulingId!: string | null;
  rulingKind!: string | null;
}

export class OverrideResource {
  id!: string;
  offer!: string;
  runId!: string;
  runLabel!: string;
  /** awaiting-approval, done, rejected or undone. */
  state!: string;
  changes!: Record<string, unknown>[];
  /** As it was shown to whoever decided. */
  effect!: ForeseenResource;
  /** Null: nothing has been done. */
  outcome!: DoneChangeResource[] | null;
  reasonCode!: string;
  reason!: string;
  undoes!: string | null;
  undoneBy!: string | null;
  decidedBy!: string;
  decidedAt!: string;
  answeredBy!: string | null;
  answeredAt!: string | null;
  answerReason!: string | null;
}

export class OverrideListResource {
  items!: OverrideResource[];
}

export class RulingResource {
  id!: string;
  offer!: string;
  /** The run in which it was ruled, and can be lifted as a change. */
  runId!: string;
  /** pin or forbid. */
  kind!: string;
  leaderRef!: string;
  caseId!: string;
  caseName!: string;
  reasonCode!: string;
  reason!: string;
  ruledBy!: string;
  ruledAt!: string;
}

export class RulingListResource {
  items!: RulingResource[];
}
