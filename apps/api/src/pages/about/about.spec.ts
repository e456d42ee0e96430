import { presentWeights } from './about.presenter.js';

it('says in numbers and words what each part of the score costs', () => {
  const rows = presentWeights({ distanceMile: 2, missedNeed: 15, change: 10 });
  expect(rows.map(({ points }) => points)).toEqual([
    '2 for each mile',
    '15 for each need',
    '10 for each case',
  ]);
  expect(rows[0]?.example).toBe('A leader 20 miles away costs 40 points.');
  expect(rows[1]?.example).toBe('One need not covered weighs as much as 7.5 miles more to travel.');
  expect(presentWeights({ distanceMile: 0, missedNeed: 15, change: 0 })[1]?.example).toContain(
    'expertise decides',
  );
});
