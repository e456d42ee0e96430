import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, Facts, HalfDays, LeaderRef, OfferYear } from '../../domain/kernel/index.js';

/** What one row of a survey offers, in all. */
export interface OfferedDays {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  readonly halfDays: HalfDays;
  /** What brings the answer, an import or `online:` and an id: part of a key that makes a repetition harmless. */
  readonly importId: string;
}

/** An answer that must not be stored, because of its days: the earlier answer stands. */
export interface OfferedDaysRefusal {
  readonly leaderRef: LeaderRef;
  /** `days-below-reserved`, with `reservedHalfDays` and `deliveredHalfDays` among the facts. */
  readonly code: string;
  readonly facts: Facts;
}

/** A leader who gives no more days in an offer. */
export interface WithdrawnDays {
  readonly offer: OfferYear;
  readonly leaderRef: LeaderRef;
  /** Part of a key that makes a repetition harmless. */
  readonly withdrawalId: string;
}

/**
 * Keeps days in step with the survey. Called once for each survey file, inside the transaction that stores it, after
 * the leaders and before the answers; a thrown error undoes the whole import.
 */
export interface OfferedDaysKeeper {
  keep(
    manager: EntityManager,
    actor: Actor,
    offered: readonly OfferedDays[],
  ): Promise<readonly OfferedDaysRefusal[]>;

  /** Locks the budgets of these leaders: who goes on to lock their answers does so after it, as everybody else. */
  hold(manager: EntityManager, offer: OfferYear, leaderRefs: readonly LeaderRef[]): Promise<void>;

  /** Takes back every day that is not promised to a school or trust; those that are stay promised. */
  takeBack(manager: EntityManager, actor: Actor, withdrawn: WithdrawnDays): Promise<void>;
}

/** Filled by the feature that keeps the budgets (`onModuleInit`), which the survey itself may not know. */
@Injectable()
export class OfferedDaysKeepers {
  private readonly keepers: OfferedDaysKeeper[] = [];

  register(keeper: OfferedDaysKeeper): void {
    this.keepers.push(keeper);
  }

  /** Throws when nobody keeps days: answers without budgets would be useless and go unnoticed. */
  async keep(
    manager: EntityManager,
    actor: Actor,
    offered: readonly OfferedDays[],
  ): Promise<ReadonlyMap<LeaderRef, OfferedDaysRefusal>> {
    const refusals = new Map<LeaderRef, OfferedDaysRefusal>();
    for (const keeper of this.registered()) {
      for (const refusal of await keeper.keep(manager, actor, offered))
        refusals.set(refusal.leaderRef, refusal);
    }
    return refusals;
  }

  async hold(manager: EntityManager, offer: OfferYear, leaderRefs: readonly LeaderRef[]): Promise<void> {
    for (const keeper of this.registered()) await keeper.hold(manager, offer, leaderRefs);
  }

  async takeBack(manager: EntityManager, actor: Actor, withdrawn: WithdrawnDays): Promise<void> {
    for (const keeper of this.registered()) await keeper.takeBack(manager, actor, withdrawn);
  }

  private registered(): readonly OfferedDaysKeeper[] {
    if (this.keepers.length === 0) throw new Error('No feature keeps the days that a survey offers');
    return this.keepers;
  }
}
