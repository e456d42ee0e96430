import type { PairRefusal } from '../../domain/candidates/index.js';
import type { CaseId, HalfDays, LeaderRef, Metres, Refusal } from '../../domain/kernel/index.js';
import type { MatchState } from '../../domain/lifecycle/index.js';
import type { MatchFacts } from '../matches/index.js';
import type { OverrideKind } from './override-change.js';

/** A pair with what speaks for and against it. */
export interface ForeseenPair extends Pick<MatchFacts, 'needsMet' | 'needsMissed' | 'score'> {
  readonly leaderRef: LeaderRef;
  readonly halfDays: HalfDays;
  readonly distanceMetres: Metres;
}

/** What one change would do. */
export interface ForeseenItem {
  readonly kind: OverrideKind;
  readonly caseId: CaseId | null;
  readonly caseName: string | null;
  readonly priority: number | null;
  /** The match that ends. */
  readonly matchId: string | null;
  readonly rulingId: string | null;
  readonly leaderBefore: LeaderRef | null;
  readonly leaderAfter: LeaderRef | null;
  readonly stateBefore: MatchState | null;
  /** Null: no match comes of it. */
  readonly stateAfter: 'proposed' | 'published' | null;
  readonly before: ForeseenPair | null;
  /** Null also where a rule refuses the pair. */
  readonly after: ForeseenPair | null;
  /** Broken, and set aside by name. */
  readonly overruled: readonly PairRefusal[];
  /** Broken, and may be set aside by naming them. */
  readonly toOverrule: readonly PairRefusal[];
  /** Broken, and never set aside. */
  readonly refusals: readonly PairRefusal[];
  /** What else stands in the way of this change; null: nothing. */
  readonly problem: Refusal | null;
}

/** A leader whom the changes concern. Days are half-days. */
export interface ForeseenLeader {
  readonly leaderRef: LeaderRef;
  /** In the ledger. */
  readonly budgetLeftBefore: HalfDays;
  readonly budgetLeftAfter: HalfDays;
  /** Once every proposal of the run were published; below 0: not all of them can be. */
  readonly daysLeftBefore: HalfDays;
  readonly daysLeftAfter: HalfDays;
  /** Live ones, and the run's proposals. */
  readonly engagementsBefore: number;
  readonly engagementsAfter: number;
  /** Of the latter, without any proposals. */
  readonly liveAfter: number;
  /** Null: no limit. */
  readonly maxEngagements: number | null;
  /** The run's other proposals that hold the leader's days. */
  readonly heldBy: readonly {
    readonly matchId: string;
    readonly caseId: CaseId;
    readonly caseName: string;
    readonly halfDays: HalfDays;
  }[];
}

export interface ForeseenCoverage {
  readonly priority: number;
  readonly cases: number;
  readonly before: number;
  readonly after: number;
}

/** What changes to a run would do, before anybody makes them. */
export interface Foreseen {
  /** In the order of the changes. */
  readonly items: readonly ForeseenItem[];
  readonly leaders: readonly ForeseenLeader[];
  readonly coverage: readonly ForeseenCoverage[];
  readonly isPossible: boolean;
}
