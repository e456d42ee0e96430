import { claimFault, waitingText } from './claims.presenter.js';

it.each([
  [
    { visits: 0, halfDays: 0 },
    'No signed visit of School improvement offer 2024 to 2025 is waiting to be claimed.',
  ],
  [
    { visits: 1, halfDays: 3 },
    '1 signed visit of School improvement offer 2024 to 2025 not claimed yet: 1.5 days.',
  ],
])('says what waits to be claimed', (unclaimed, expected) => {
  expect(waitingText('2024-25', unclaimed)).toBe(expected);
});

it.each([
  ['bad-date', { 'from-day': '32', 'from-month': '1', 'from-year': '2025' }, '#from-day'],
  [
    'bad-date',
    { 'from-day': '1', 'from-month': '1', 'from-year': '2025', 'to-day': '31', 'to-month': '2' },
    '#to-day',
  ],
  ['bad-period', {}, '#to-day'],
  ['nothing-to-claim', {}, '#from-day'],
  ['nothing-to-claim', { leaderRef: 'L9' }, '#leaderRef'],
])('says at the field what is wrong with a claim: %s %j', (code, form, href) => {
  expect(claimFault({ code, facts: { from: '2025-02-01', to: '2025-01-01' } }, form)).toMatchObject({ href });
});
