import type { RunSnapshot } from '../../domain/candidates/index.js';
import type { CaseId, HalfDays, LeaderRef, Metres, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState, MatchState, RunState } from '../../domain/lifecycle/index.js';
import type { SupportCase } from '../../domain/offers/index.js';
import type { Balance } from '../budgets/index.js';
import type { MatchFacts, Ruling } from '../matches/index.js';

/** A match as a decision looks at it. */
export interface SceneMatch {
  readonly id: string;
  readonly runId: string;
  readonly caseId: CaseId;
  readonly caseName: string;
  readonly leaderRef: LeaderRef;
  readonly halfDays: HalfDays;
  readonly state: MatchState;
  readonly version: number;
  readonly distanceMetres: Metres;
  readonly facts: MatchFacts;
}

export interface SceneCase {
  readonly caseId: CaseId;
  readonly state: CaseState;
  readonly version: number;
  readonly eligible: boolean;
  readonly priority: number;
  readonly supportCase: SupportCase;
}

/** What a run's proposals would take of one leader. */
export interface HeldByRun {
  readonly matches: number;
  readonly halfDays: HalfDays;
}

/** Everything that decides what changes to a run would do, as of one moment. */
export interface Scene {
  readonly run: { readonly id: string; readonly offer: OfferYear; readonly state: RunState };
  /** Cases of the run's plan by priority; empty: it has none. */
  readonly levels: readonly { readonly priority: number; readonly cases: number }[];
  /** Open matches of the run, proposed or live, by the priority that it serves their cases with. */
  readonly open: ReadonlyMap<number, number>;
  /**
   * Of the cases and leaders concerned the run's open ones, of the cases the live ones wherever they are from, and whatever
   * the changes name.
   */
  readonly matches: readonly SceneMatch[];
  readonly cases: ReadonlyMap<CaseId, SceneCase>;
  /** The cases and leaders concerned as they stand now, with the run's own settings. */
  readonly snapshot: RunSnapshot;
  readonly budgets: ReadonlyMap<LeaderRef, Balance>;
  /** In force on the cases concerned, and those that the changes name. */
  readonly rulings: readonly Ruling[];
  /** Whether the offer asks for a second person. */
  readonly needsApproval: boolean;
}
