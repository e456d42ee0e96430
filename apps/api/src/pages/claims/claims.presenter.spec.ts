import { waitingText } from './claims.presenter.js';

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
