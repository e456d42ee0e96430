import type {
  CaseId,
  IsoDate,
  LeaderRef,
  LeaderRole,
  Metres,
  OfferYear,
  SupportUnit,
} from '../kernel/index.js';
import type { SupportCase } from '../offers/index.js';
import type { LeaderForMatching } from './leader.js';
import type { DeclaredConflict, DeclinedPair, EarlierMatch, PairRuling, RunParams } from './params.js';

/** The part of an offer's policy that decides about pairs. */
export interface PairPolicy {
  readonly leaderRolesByUnit: Readonly<Record<SupportUnit, readonly LeaderRole[]>>;
  readonly briefingRequired: boolean;
  /** Both days included. */
  readonly supportWindow: { readonly from: IsoDate; readonly to: IsoDate };
}

/** What every pair of one run is judged by; made once a run by `matchingContext`. */
export interface MatchingContext {
  readonly offer: OfferYear;
  readonly policy: PairPolicy;
  readonly params: RunParams;
  readonly pinned: ReadonlySet<string>;
  readonly forbidden: ReadonlySet<string>;
  /** Who declared it, by `pairKey`. */
  readonly conflicts: ReadonlyMap<string, 'leader' | 'case'>;
  /** The day of the leader's no, by `pairKey`. */
  readonly declined: ReadonlyMap<string, IsoDate>;
  /** The leader of each case's earlier published match. */
  readonly earlierLeader: ReadonlyMap<CaseId, LeaderRef>;
}

export interface MatchingContextInput {
  readonly offer: OfferYear;
  readonly policy: PairPolicy;
  readonly params: RunParams;
  readonly rulings?: readonly PairRuling[];
  readonly earlier?: readonly EarlierMatch[];
  readonly conflicts?: readonly DeclaredConflict[];
  readonly declined?: readonly DeclinedPair[];
}

/** One leader beside one case. `distanceMetres` is null when either of them cannot be placed. */
export interface Pair {
  readonly leader: LeaderForMatching;
  readonly supportCase: SupportCase;
  readonly distanceMetres: Metres | null;
  readonly context: MatchingContext;
}

interface NamedPair {
  readonly leaderRef: LeaderRef;
  readonly caseId: CaseId;
}

/** A key that no two different pairs share (no id holds a line break). */
export function pairKey(pair: NamedPair): string {
  return `${pair.leaderRef}\n${pair.caseId}`;
}

/** Indexes rulings, conflicts and earlier matches so that a pair is judged without searching. */
export function matchingContext(input: MatchingContextInput): MatchingContext {
  const rulings = input.rulings ?? [];
  const keysOf = (kind: PairRuling['kind']): Set<string> =>
    new Set(rulings.filter((ruling) => ruling.kind === kind).map(pairKey));
  return {
    offer: input.offer,
    policy: input.policy,
    params: input.params,
    pinned: keysOf('pin'),
    forbidden: keysOf('forbid'),
    conflicts: new Map((input.conflicts ?? []).map((tie) => [pairKey(tie), tie.declaredBy ?? 'case'])),
    declined: new Map((input.declined ?? []).map((pair) => [pairKey(pair), pair.on])),
    earlierLeader: new Map((input.earlier ?? []).map((match) => [match.caseId, match.leaderRef])),
  };
}
