import { daysFromHalfDays } from '../../domain/kernel/index.js';
import type { CsvColumn } from '../../platform/files/index.js';
import type { DaySummary, LedgerLine, RegionDays } from '../delivery/index.js';

/** One line of days-by-region.csv: a region, or all of them (`all`); empty: where the leader sits is not known. */
export interface DaysLine extends RegionDays {
  readonly offer: string;
}

export const DAYS_COLUMNS: readonly CsvColumn<DaysLine>[] = [
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'region', of: ({ region }) => region },
  { name: 'leaders', of: ({ leaders }) => leaders },
  { name: 'days_offered', of: ({ grantedHalfDays }) => daysFromHalfDays(grantedHalfDays) },
  { name: 'days_reserved', of: ({ reservedHalfDays }) => daysFromHalfDays(reservedHalfDays) },
  { name: 'days_delivered', of: ({ deliveredHalfDays }) => daysFromHalfDays(deliveredHalfDays) },
  { name: 'days_left', of: ({ leftHalfDays }) => daysFromHalfDays(leftHalfDays) },
];

/** Each region and, last, all of them. */
export function daysLines({ offer, regions, total }: DaySummary): readonly DaysLine[] {
  return [...regions.map((region) => ({ offer, ...region })), { offer, region: 'all', ...total }];
}

/** statements.csv: every row of every leader's ledger with the balance after it. */
export const STATEMENT_COLUMNS: readonly CsvColumn<LedgerLine>[] = [
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'leader_name', of: ({ leaderName }) => leaderName },
  { name: 'row', of: ({ n }) => n },
  { name: 'at', of: ({ at }) => at.toISOString() },
  { name: 'kind', of: ({ kind }) => kind },
  { name: 'days', of: ({ deltaHalfDays }) => deltaHalfDays / 2 },
  { name: 'days_left', of: ({ balance }) => daysFromHalfDays(balance) },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'case_id', of: ({ caseId }) => caseId },
];
