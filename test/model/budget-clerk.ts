import type { EntityManager } from 'typeorm';
import { type Outcome, SYSTEM } from '../../libs/domain/kernel/index.js';
import { deliverDays, grantBudget, releaseDays, reserveDays } from '../../libs/features/budgets/index.js';
import { OFFER } from '../support/budget-factories.js';
import type { BudgetStep } from './budget-model.js';

/** Takes one step in the ledger of the database, inside the caller's transaction, under this idempotency key. */
export async function takeInLedger(
  manager: EntityManager,
  at: { readonly leaderRef: string; readonly matchId: string; readonly key: string },
  { kind, halfDays }: BudgetStep,
): Promise<Outcome<unknown>> {
  const { leaderRef, matchId, key: idempotencyKey } = at;
  const of = { offer: OFFER, leaderRef, halfDays, idempotencyKey, reason: 'model' };
  const movement = [{ ...of, matchId, runId: null }];
  switch (kind) {
    case 'grant-to':
      return grantBudget(manager, SYSTEM, of);
    case 'reserve':
      return reserveDays(manager, SYSTEM, movement);
    case 'release':
      return releaseDays(manager, SYSTEM, movement);
    case 'deliver':
      return deliverDays(manager, SYSTEM, movement);
  }
}
