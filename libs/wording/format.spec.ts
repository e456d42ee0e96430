import { dayInEngland } from './index.js';

it.each([
  ['2025-07-01T22:59:59.999Z', '2025-07-01'],
  ['2025-07-01T23:00:00.000Z', '2025-07-02'],
  ['2025-12-31T23:59:59.999Z', '2025-12-31'],
  ['2025-03-30T00:30:00.000Z', '2025-03-30'],
  ['2025-10-26T00:30:00.000Z', '2025-10-26'],
])('a moment falls on the day that it is in England: %s on %s', (moment, day) => {
  expect([dayInEngland(moment), dayInEngland(new Date(moment))]).toEqual([day, day]);
});
