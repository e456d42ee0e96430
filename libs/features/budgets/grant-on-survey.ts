import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, assert, type LeaderRef, type OfferYear } from '../../domain/kernel/index.js';
import {
  OfferedDaysKeepers,
  type OfferedDays,
  type OfferedDaysKeeper,
  type OfferedDaysRefusal,
  type WithdrawnDays,
} from '../survey/index.js';
import { budgetKey, daysHeld, holdBudgets, lockBudgets } from './budgets.repository.js';
import { grantBudget, grantBudgets } from './grant-budgets.js';

/** Grants and adjusts budgets as surveys are stored, in the importer's transaction. */
@Injectable()
export class GrantOnSurvey implements OfferedDaysKeeper, OnModuleInit {
  constructor(private readonly keepers: OfferedDaysKeepers) {}

  onModuleInit(): void {
    this.keepers.register(this);
  }

  /** A cut below what is reserved and delivered is refused for its leader alone; anything else refused is a bug. */
  async keep(
    manager: EntityManager,
    actor: Actor,
    offered: readonly OfferedDays[],
  ): Promise<readonly OfferedDaysRefusal[]> {
    const outcomes = await grantBudgets(
      manager,
      actor,
      offered.map(({ offer, leaderRef, halfDays, importId }) => ({
        offer,
        leaderRef,
        halfDays,
        idempotencyKey: `survey:${importId}:${offer}:${leaderRef}`,
      })),
    );
    const refusals: OfferedDaysRefusal[] = [];
    for (const [at, outcome] of outcomes.entries()) {
      const asked = offered[at];
      if (outcome.ok || asked === undefined) continue;
      const { code, facts } = outcome.refusal;
      if (code !== 'grant-below-reserved') {
        throw new Error(`A survey's grant was refused: ${code} ${JSON.stringify(facts)}`);
      }
      const heldBy = (await daysHeld(manager, asked)).map((held) => ({ ...held }));
      refusals.push({ leaderRef: asked.leaderRef, code: 'days-below-reserved', facts: { ...facts, heldBy } });
    }
    return refusals;
  }

  async hold(manager: EntityManager, offer: OfferYear, leaderRefs: readonly LeaderRef[]): Promise<void> {
    await holdBudgets(
      manager,
      leaderRefs.map((leaderRef) => ({ offer, leaderRef })),
    );
  }

  async takeBack(manager: EntityManager, actor: Actor, withdrawn: WithdrawnDays): Promise<void> {
    const { offer, leaderRef, withdrawalId } = withdrawn;
    const budget = (await lockBudgets(manager, [withdrawn])).get(budgetKey(withdrawn));
    if (budget === undefined || budget.statement.lastN === 0) return;
    const { reservedHalfDays, deliveredHalfDays } = budget.statement;
    const granted = await grantBudget(manager, actor, {
      ...{ offer, leaderRef, halfDays: reservedHalfDays + deliveredHalfDays, reason: 'withdrawn' },
      idempotencyKey: `withdrawal:${withdrawalId}`,
    });
    assert(granted.ok, 'what is promised is never more than what was granted');
  }
}
