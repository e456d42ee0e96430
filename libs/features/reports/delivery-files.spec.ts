import { csvText, xlsxBytes } from '../../platform/files/index.js';
import type { ClaimLine } from '../delivery/index.js';
import { CLAIM_COLUMNS, DAYS_COLUMNS, daysLines } from './index.js';

const LINE: ClaimLine = {
  ...{ claimId: 'c', visitId: 'v', offer: '2024-25', leaderRef: 'A', leaderName: '=HYPERLINK("x")' },
  ...{ caseId: 'school-1', caseName: 'Aire, Street', visitedOn: '2025-02-03', signedOn: '2025-02-10' },
  ...{ halfDays: 1, dayRatePence: 60_050, amountPence: 30_025 },
};

it('writes a claim with names that no spreadsheet runs', async () => {
  expect(csvText(CLAIM_COLUMNS, [LINE])).toBe(
    'claim_id,offer,leader_ref,leader_name,case_id,name,visited_on,signed_on,days,day_rate_gbp,amount_gbp\n' +
      `c,2024-25,A,"'=HYPERLINK(""x"")",school-1,"Aire, Street",2025-02-03,2025-02-10,0.5,600.5,300.25\n`,
  );
  const workbook = await xlsxBytes({ name: 'Claim', columns: CLAIM_COLUMNS, rows: [LINE] });
  expect(workbook.subarray(0, 2).toString()).toBe('PK');
});

it('writes regions and their sum', () => {
  const days = {
    ...{ leaders: 2, grantedHalfDays: 9, reservedHalfDays: 3, deliveredHalfDays: 2, leftHalfDays: 4 },
  };
  const summary = {
    offer: '2024-25' as const,
    total: days,
    regions: [{ region: null, ...days }],
    matches: {},
  };
  expect(csvText(DAYS_COLUMNS, daysLines(summary)).split('\n').slice(1, 3)).toEqual([
    '2024-25,,2,4.5,1.5,1,2',
    '2024-25,all,2,4.5,1.5,1,2',
  ]);
});
