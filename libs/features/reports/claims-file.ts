import { daysFromHalfDays } from '../../domain/kernel/index.js';
import type { XlsxColumn } from '../../platform/files/index.js';
import type { ClaimLine } from '../delivery/index.js';

const PENCE_IN_A_POUND = 100;

/** One row for each claimed visit: the same as CSV and in a workbook. */
export const CLAIM_COLUMNS: readonly XlsxColumn<ClaimLine>[] = [
  { name: 'claim_id', of: (line) => line.claimId },
  { name: 'offer', of: (line) => line.offer },
  { name: 'leader_ref', of: (line) => line.leaderRef },
  { name: 'leader_name', of: (line) => line.leaderName },
  { name: 'case_id', of: (line) => line.caseId },
  { name: 'name', of: (line) => line.caseName },
  { name: 'visited_on', of: (line) => line.visitedOn, isDate: true },
  { name: 'signed_on', of: (line) => line.signedOn, isDate: true },
  { name: 'days', of: (line) => daysFromHalfDays(line.halfDays) },
  { name: 'day_rate_gbp', of: (line) => line.dayRatePence / PENCE_IN_A_POUND },
  { name: 'amount_gbp', of: (line) => line.amountPence / PENCE_IN_A_POUND },
];
