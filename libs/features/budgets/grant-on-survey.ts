import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/kernel/index.js';
import {
  OfferedDaysKeepers,
  type OfferedDays,
  type OfferedDaysKeeper,
  type OfferedDaysRefusal,
} from '../survey/index.js';
import { grantBudgets } from './grant-budgets.js';

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
    return outcomes.flatMap((outcome, at): OfferedDaysRefusal[] => {
      if (outcome.ok) return [];
      const { code, facts } = outcome.refusal;
      const leaderRef = offered[at]?.leaderRef;
      if (code !== 'grant-below-reserved' || leaderRef === undefined) {
        throw new Error(`A survey's grant was refused: ${code} ${JSON.stringify(facts)}`);
      }
      return [{ leaderRef, code: 'days-below-reserved', facts }];
    });
  }
}
