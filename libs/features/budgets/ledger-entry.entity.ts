import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { HalfDays } from '../../domain/kernel/index.js';
import type { LedgerKind } from '../../domain/ledger/index.js';
import { LeaderBudget } from './leader-budget.entity.js';

/**
 * One row of a budget's chain. Rows are only ever added (grants and a trigger see to it), each one hangs on its
 * predecessor's number and balance, and no balance is below zero: the database refuses anything else by itself.
 */
@Entity({ name: 'ledger_entry' })
@Unique('ledger_entry_balance_uq', ['budgetId', 'n', 'balance'])
@Unique('ledger_entry_idempotency_uq', ['idempotencyKey'])
@Index('ledger_entry_match_ix', ['matchId'])
@ForeignKey(() => LedgerEntryRow, ['budgetId', 'prevN', 'prevBalance'], ['budgetId', 'n', 'balance'], {
  name: 'ledger_entry_chain_fk',
})
@Check('ledger_entry_kind_known', `kind IN ('grant','adjust','reserve','release','deliver')`)
@Check('ledger_entry_grant_opens', `(kind = 'grant') = (n = 1)`)
@Check('ledger_entry_never_below_zero', `balance >= 0`)
@Check('ledger_entry_moves', `delta_half_days <> 0`)
@Check(
  'ledger_entry_sign',
  `(kind IN ('reserve','deliver') AND delta_half_days < 0) OR (kind IN ('grant','release') AND delta_half_days > 0) OR kind = 'adjust'`,
)
@Check('ledger_entry_adds_up', `balance = prev_balance + delta_half_days`)
@Check(
  'ledger_entry_chained',
  `(n = 1 AND prev_n IS NULL AND prev_balance = 0) OR (n > 1 AND prev_n IS NOT NULL AND prev_n = n - 1)`,
)
export class LedgerEntryRow {
  @PrimaryColumn({ type: 'uuid', name: 'budget_id', primaryKeyConstraintName: 'ledger_entry_pk' })
  @ForeignKey(() => LeaderBudget, { name: 'ledger_entry_budget_fk' })
  budgetId!: string;

  /** 1 for the grant, then without gaps. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'ledger_entry_pk' })
  n!: number;

  @Column({ type: 'text' })
  kind!: LedgerKind;

  @Column({ type: 'integer', name: 'delta_half_days' })
  deltaHalfDays!: number;

  @Column({ type: 'integer', name: 'prev_n', nullable: true })
  prevN!: number | null;

  @Column({ type: 'integer', name: 'prev_balance' })
  prevBalance!: HalfDays;

  /** Half-days still available after this row. */
  @Column({ type: 'integer' })
  balance!: HalfDays;

  /** One row a key, whoever retries: `reserve:<match>:<version>`. */
  @Column({ type: 'text', name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column({ type: 'text', name: 'actor_id' })
  actorId!: string;

  /** A code, e.g. `survey`, `published`, `declined`. */
  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', name: 'match_id', nullable: true })
  @ForeignKey('match', { name: 'ledger_entry_match_fk' })
  matchId!: string | null;

  @Column({ type: 'uuid', name: 'run_id', nullable: true })
  runId!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}
