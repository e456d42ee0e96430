import { type LeaderAfterPlan, nearestRemedy } from './remedy.js';

const MILE = 1609.344;

/** A leader who could take a case of 6 half-days as they stand. */
function after(changes: Partial<LeaderAfterPlan> = {}): LeaderAfterPlan {
  return {
    leaderRef: 'L1',
    distanceMetres: 10_000,
    refusals: [],
    halfDaysLeft: 6,
    engagementsLeft: 1,
    ...changes,
  };
}
const travel = (
  miles: number,
  code: 'outside-travel-limit' | 'outside-run-limit' = 'outside-travel-limit',
) => ({
  code,
  facts: { distanceMetres: 50_000, limitMetres: 50_000 - Math.round(miles * MILE) },
});

describe('the nearest remedy', () => {
  it.each([
    ['solving longer, when a leader is free', after(), 'more-solving-time'],
    ['one more engagement', after({ engagementsLeft: 0 }), 'one-more-engagement'],
    ['more days', after({ halfDaysLeft: 2 }), 'more-days'],
    ['a longer way', after({ refusals: [travel(3)] }), 'longer-travel'],
    ['a wider run', after({ refusals: [travel(3, 'outside-run-limit')] }), 'wider-run-limit'],
    ['a briefing', after({ refusals: [{ code: 'briefing-not-attended', facts: {} }] }), 'attend-briefing'],
  ])('is %s', (_name, leader, code) => {
    expect(nearestRemedy(6, [leader])?.code).toBe(code);
  });

  it.each([
    ['two changes are needed', after({ halfDaysLeft: 0, engagementsLeft: 0 })],
    ['both limits of distance are broken', after({ refusals: [travel(3), travel(3, 'outside-run-limit')] })],
    ['a tie stands in the way', after({ refusals: [{ code: 'same-trust', facts: {} }] })],
    ['no distance is known', after({ distanceMetres: null })],
  ])('is none when %s', (_name, leader) => {
    expect(nearestRemedy(6, [leader])).toBeNull();
  });

  it('says how many half-days and how far', () => {
    expect(nearestRemedy(6, [after({ halfDaysLeft: 1 })])).toMatchObject({
      extraHalfDays: 5,
      extraMetres: 0,
    });
    expect(nearestRemedy(6, [after({ refusals: [travel(2)] })])).toMatchObject({
      extraHalfDays: 0,
      extraMetres: 3219,
    });
  });

  it('counts a leader without days once, though a rule refuses them too', () => {
    const refusals = [{ code: 'no-days-left', facts: {} }] as const;
    expect(nearestRemedy(6, [after({ halfDaysLeft: 5, refusals })])).toMatchObject({
      code: 'more-days',
      extraHalfDays: 1,
    });
  });

  it('weighs a day as ten miles', () => {
    const day = after({ leaderRef: 'day', halfDaysLeft: 4 });
    const way = (miles: number): LeaderAfterPlan => after({ leaderRef: 'way', refusals: [travel(miles)] });
    expect(nearestRemedy(6, [day, way(9)])?.leaderRef).toBe('way');
    expect(nearestRemedy(6, [way(11), day])?.leaderRef).toBe('day');
  });

  it('prefers a small change nearby to a smaller one far away', () => {
    const far = after({ leaderRef: 'far', engagementsLeft: 0, distanceMetres: 178 * MILE });
    const near = after({ leaderRef: 'near', halfDaysLeft: 2, distanceMetres: MILE });
    expect(nearestRemedy(6, [far, near])?.leaderRef).toBe('near');
  });

  it('gives ties to the nearer leader, then to the smaller reference, in any order', () => {
    const leaders = [
      after({ leaderRef: 'L3', engagementsLeft: 0, distanceMetres: 9000 }),
      after({ leaderRef: 'L2', engagementsLeft: 0, distanceMetres: 9000 }),
      after({ leaderRef: 'L1', refusals: [travel(5 - 1 / MILE)], distanceMetres: 9001 }),
    ];
    expect(nearestRemedy(6, leaders)?.leaderRef).toBe('L2');
    expect(nearestRemedy(6, leaders.toReversed())?.leaderRef).toBe('L2');
  });
});
