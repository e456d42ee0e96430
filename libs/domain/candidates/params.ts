import type { IsoDate, OfferYear } from '../kernel/index.js';

/** The settings of one run (contracts: params.json), every default filled in. */
export interface RunParams {
  /** Miles; null: no limit of the run's own. */
  readonly maxMiles: number | null;
  /** GIAS region name; null: all of England. */
  readonly region: string | null;
  readonly weights: {
    readonly distanceMile: number;
    readonly missedNeed: number;
    readonly change: number;
  };
  /** Criterion or `tier-N` to priority (1 first), where the offer's own order is to be changed. */
  readonly priorities: Readonly<Record<string, number>>;
  readonly timeLimitSeconds: number;
  /** Relative gap at which a solve may stop. */
  readonly gap: number;
  readonly seed: number;
  /** Only when set: work is counted instead of timed, so that the same run makes the same plan everywhere. */
  readonly deterministic?: true;
}

export const DEFAULT_RUN_PARAMS: RunParams = {
  maxMiles: null,
  region: null,
  weights: { distanceMile: 1, missedNeed: 15, change: 10 },
  priorities: {},
  timeLimitSeconds: 60,
  gap: 0,
  seed: 1,
};

/** A pair of an earlier published plan: keeping it costs nothing, changing it costs `weights.change`. */
export interface EarlierMatch {
  readonly leaderRef: string;
  readonly caseId: string;
}

/** A reviewer's ruling on a pair for the next run. */
export interface PairRuling {
  readonly kind: 'pin' | 'forbid';
  readonly leaderRef: string;
  readonly caseId: string;
}

/** A declared tie of a pair, beside those that a leader's survey answer names. */
export interface DeclaredConflict {
  readonly leaderRef: string;
  readonly caseId: string;
  /** `case`, also where it is left out: the school, its trust or another responsible body. */
  readonly declaredBy?: 'leader' | 'case';
}

/** A pair that its leader turned down, without saying that other dates would work. */
export interface DeclinedPair {
  readonly leaderRef: string;
  readonly caseId: string;
  readonly on: IsoDate;
}

/** What the candidate rules need to know about the offer and the run. */
export interface MatchingTerms {
  readonly offer: OfferYear;
  readonly params: RunParams;
}
