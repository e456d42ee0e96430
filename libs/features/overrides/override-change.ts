import type { PairRefusalCode } from '../../domain/candidates/index.js';
import type { CaseId, LeaderRef } from '../../domain/kernel/index.js';

/**
 * One thing that a reviewer decides. `reassign`: the match goes to another leader, as what it is now (a proposal, or
 * published again). `unassign`: nobody serves the case. `place`: a case without a leader gets one by hand; `publish` says
 * whether at once or as a proposal (absent: as the run stands). `pin`, `forbid`: a ruling on the pair for every run to
 * come. `lift`: a ruling no longer holds. `overrule` names the rules that the reviewer sets aside for this pair.
 */
export type OverrideChange =
  | {
      readonly kind: 'reassign';
      readonly matchId: string;
      readonly leaderRef: LeaderRef;
      readonly overrule?: readonly PairRefusalCode[];
    }
  | { readonly kind: 'unassign'; readonly matchId: string }
  | {
      readonly kind: 'place';
      readonly caseId: CaseId;
      readonly leaderRef: LeaderRef;
      readonly overrule?: readonly PairRefusalCode[];
      readonly publish?: boolean;
    }
  | {
      readonly kind: 'pin';
      readonly caseId: CaseId;
      readonly leaderRef: LeaderRef;
      readonly overrule?: readonly PairRefusalCode[];
    }
  | { readonly kind: 'forbid'; readonly caseId: CaseId; readonly leaderRef: LeaderRef }
  | { readonly kind: 'lift'; readonly rulingId: string };

export type OverrideKind = OverrideChange['kind'];

/** Most changes that one decision makes. */
export const MOST_CHANGES = 200;
