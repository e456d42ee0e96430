import { notOfferedAgain, presentNext } from './next.presenter.js';

describe('the case of a match that came to nothing', () => {
  it.each(['eligible', 'contacting', 'offered', 'taken-up'] as const)(
    'that is %s may be offered again',
    (state) => {
      expect(notOfferedAgain(state)).toBeNull();
    },
  );

  it.each([
    ['matched', /has another match/],
    ['active', /under way/],
    ['turned-down', /turned the support down/],
    ['closed', /is over/],
    [null, /is over/],
  ] as const)('that is %s is offered to nobody else, and says why', (state, why) => {
    expect(notOfferedAgain(state)).toMatch(why);
  });

  it('names the leaders who come next, with their days', () => {
    const next = { leaderRef: 'L1', halfDaysLeft: 5, candidate: null, why: ['No days left.', 'Too far.'] };
    expect(presentNext([next], new Map([['L1', 'Ada Example']]))).toEqual([
      { ref: 'L1', name: 'Ada Example', daysLeft: 2.5, possible: false, why: 'No days left. Too far.' },
    ]);
  });
});
