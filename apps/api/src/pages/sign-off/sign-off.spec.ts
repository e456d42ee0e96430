import { answersIn, presentSignOff, signedSentence } from './sign-off.presenter.js';

const ID = '00000000-0000-4000-8000-000000000001';

it('shows each visit with the version that is being answered', () => {
  const page = presentSignOff(
    {
      ...{ offer: '2024-25', caseName: 'Aire Street', leaderName: 'Leader A' },
      expiresAt: new Date('2025-03-01T12:00:00Z'),
      visits: [
        {
          ...{ id: ID, visitedOn: '2025-02-03', halfDays: 2, done: 'Reading', doneBy: 'Leader A' },
          ...{ version: 3, schoolComment: null },
        },
      ],
    },
    { [`visit.${ID}.3`]: 'no' },
  );
  expect(page).toMatchObject({
    until: '1 March 2025',
    visits: [{ name: `visit.${ID}.3`, legend: '3 February 2025: 1 day, Leader A', chosen: 'no' }],
  });
});

it('reads what the school said, and nothing else', () => {
  expect(
    answersIn({ [`visit.${ID}.3`]: 'yes', 'visit.x.1': 'yes', [`visit.${ID}.4`]: 'maybe', csrf: 'a' }),
  ).toEqual([{ visitId: ID, version: 3, confirmed: true }]);
});

it('says what was done', () => {
  expect(signedSentence({ signedVisits: 2, signedHalfDays: 3, disputedVisits: 1 })).toBe(
    'You confirmed 2 visits: 1.5 days. 1 visit goes back to the leader with what you wrote.',
  );
});
