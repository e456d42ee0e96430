import { claimFaults, waitingText } from './claims.presenter.js';

const PERIOD = {
  ...{ 'from-day': '1', 'from-month': '2', 'from-year': '2025' },
  ...{ 'to-day': '1', 'to-month': '1', 'to-year': '2025' },
};

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
  ['bad-date', { ...PERIOD, 'from-day': '32' }, '#from-day'],
  ['bad-date', { ...PERIOD, 'to-day': '31', 'to-month': '2' }, '#to-day'],
  ['bad-date', {}, '#from-day #to-day'],
  ['bad-period', PERIOD, '#to-day'],
  ['nothing-to-claim', PERIOD, '#from-day'],
  ['nothing-to-claim', { ...PERIOD, leaderRef: 'L9' }, '#leaderRef'],
])('says at every field what is wrong with a claim: %s %j', (code, form, hrefs) => {
  const { errors } = claimFaults({ code, facts: { from: '2025-02-01', to: '2025-01-01' } }, form);
  expect(errors?.map(({ href }) => href).join(' ')).toBe(hrefs);
});
