import type { EntityManager } from 'typeorm';
import { type Actor, assert } from '../../domain/kernel/index.js';
import { EMPTY_STATEMENT } from '../../domain/ledger/index.js';
import { budgetKey, lockBudgets, withdrawnAmong } from './budgets.repository.js';
import type { DayMovement } from './day-movements.js';
import { grantBudgets } from './grant-budgets.js';

/** Days that come back to a leader who has withdrawn are nobody's to give: the budget falls to what is still promised. */
export async function takeBackWithdrawn(
  manager: EntityManager,
  actor: Actor,
  released: readonly DayMovement[],
): Promise<void> {
  const withdrawn = await withdrawnAmong(manager, released);
  if (withdrawn.length === 0) return;
  const budgets = await lockBudgets(manager, withdrawn);
  const granted = await grantBudgets(
    manager,
    actor,
    withdrawn.map(({ offer, leaderRef }) => {
      const { reservedHalfDays, deliveredHalfDays } =
        budgets.get(budgetKey({ offer, leaderRef }))?.statement ?? EMPTY_STATEMENT;
      const last = released.findLast((one) => one.leaderRef === leaderRef && one.offer === offer);
      return {
        ...{ offer, leaderRef, halfDays: reservedHalfDays + deliveredHalfDays, reason: 'withdrawn' },
        idempotencyKey: `withdrawn:${last?.idempotencyKey ?? ''}`,
      };
    }),
  );
  assert(
    granted.every(({ ok }) => ok),
    'what is promised is never more than what was granted',
  );
}
