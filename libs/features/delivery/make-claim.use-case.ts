import { Injectable } from '@nestjs/common';
import { claimPence } from '../../domain/delivery/index.js';
import {
  accepted,
  type Actor,
  type HalfDays,
  type LeaderRef,
  type OfferYear,
  type Outcome,
  parseIsoDate,
  refused,
} from '../../domain/kernel/index.js';
import { type ClaimState, transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { cleanText, givenReason, offerSettings } from '../offers/index.js';
import { claimableVisits, insertClaim, lockClaim, withdrawClaim } from './claims.repository.js';

export interface MakeClaimInput {
  readonly offer: OfferYear;
  /** Absent: every leader. */
  readonly leaderRef?: LeaderRef;
  /** Days of the visits, YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
}

export interface MadeClaim {
  readonly claimId: string;
  readonly visits: number;
  readonly halfDays: HalfDays;
  readonly amountPence: number;
}

export type MakeClaimRefusal = 'bad-date' | 'bad-period' | 'nothing-to-claim';

export interface WithdrawClaimInput {
  readonly claimId: string;
  /** The version that the person saw. */
  readonly version: number;
  readonly reason: string;
}

export type WithdrawClaimRefusal =
  'unknown-claim' | 'overtaken' | 'not-possible-in-this-state' | 'reason-needed' | 'reason-too-long';

/** Claims signed days at the offer's day rate, each visit once, and takes a claim back. */
@Injectable()
export class MakeClaim {
  constructor(private readonly database: Database) {}

  /** Every signed visit of the period that no claim in force has; `nothing-to-claim` where there is none. */
  async execute(actor: Actor, input: MakeClaimInput): Promise<Outcome<MadeClaim, MakeClaimRefusal>> {
    const from = parseIsoDate(input.from);
    const to = parseIsoDate(input.to);
    if (from === undefined || to === undefined)
      return refused('bad-date', { from: input.from, to: input.to });
    if (from > to) return refused('bad-period', { from, to });
    const scope = { offer: input.offer, leaderRef: cleanText(input.leaderRef) || null, from, to };
    return this.database.transaction<Outcome<MadeClaim, MakeClaimRefusal>>(actor, async (manager) => {
      const visits = await claimableVisits(manager, scope);
      if (visits.length === 0) return refused('nothing-to-claim', { ...scope });
      const { dayRatePence } = (await offerSettings(manager, input.offer)).settings;
      const halfDays = visits.reduce((sum, visit) => sum + visit.halfDays, 0);
      const amountPence = claimPence(halfDays, dayRatePence);
      const claimId = await insertClaim(
        manager,
        { ...scope, dayRatePence, halfDays, amountPence, madeBy: actor.id },
        visits.map((visit) => ({ ...visit, amountPence: claimPence(visit.halfDays, dayRatePence) })),
      );
      const made = { visits: visits.length, halfDays, amountPence };
      await append(manager, actor, {
        action: 'claim.make',
        subjectKind: 'claim',
        subjectId: claimId,
        after: { ...scope, dayRatePence, ...made },
      });
      return accepted({ claimId, ...made });
    });
  }

  /** The claim stays readable; its visits can be claimed again. */
  async withdraw(
    actor: Actor,
    input: WithdrawClaimInput,
  ): Promise<
    Outcome<
      { readonly claimId: string; readonly state: ClaimState; readonly version: number },
      WithdrawClaimRefusal
    >
  > {
    const reason = givenReason(input.reason);
    if (!reason.ok) return reason;
    return this.database.transaction(actor, async (manager) => {
      const claim = await lockClaim(manager, input.claimId);
      if (claim === undefined) return refused('unknown-claim', { claimId: input.claimId });
      if (claim.version !== input.version) {
        return refused('overtaken', { version: input.version, now: claim.version, state: claim.state });
      }
      const state = transition('claim', claim.state, 'withdraw');
      if (!state.ok) return state;
      await withdrawClaim(manager, claim, state.value, reason.value);
      await append(manager, actor, {
        action: 'claim.withdraw',
        subjectKind: 'claim',
        subjectId: claim.id,
        before: { state: claim.state },
        after: { state: state.value },
        reason: reason.value,
      });
      return accepted({ claimId: claim.id, state: state.value, version: claim.version + 1 });
    });
  }
}
