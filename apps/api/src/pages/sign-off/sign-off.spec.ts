import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import type { SignOffView } from '../../../../../libs/features/delivery/index.js';
import { answersIn, presentSignOff, signOffFaults, signedSentence } from './sign-off.presenter.js';

const ID = '00000000-0000-4000-8000-000000000001';

it('shows each visit with the version that is being answered', () => {
  const page = presentSignOff(
    {
      ...{ offer: '2024-25', caseName: 'Aire Street', leaderName: 'Leader A' },
      ...{ expiresAt: new Date('2025-07-01T23:00:00Z'), signBy: '2025-07-01' },
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
    until: '1 July 2025',
    visits: [{ name: `visit.${ID}.3`, legend: '3 February 2025: 1 day, Leader A', chosen: 'no' }],
  });
});

it('says at the visits and at the texts what is missing', () => {
  const OTHER = ID.replace(/1$/, '2');
  const visit = {
    visitedOn: '2025-02-03',
    halfDays: 2,
    done: 'Reading',
    doneBy: 'A',
    version: 1,
    schoolComment: null,
  };
  const view: SignOffView = {
    ...{
      offer: '2024-25',
      caseName: 'Aire Street',
      leaderName: 'A',
      expiresAt: new Date('2025-03-01'),
      signBy: '2025-02-28',
    },
    visits: [
      { ...visit, id: ID },
      { ...visit, id: OTHER },
    ],
  };
  const errorsOf = (refusal: Refusal, form = {}) => {
    const page = presentSignOff(view, form, refusal);
    return [
      page.visits.map(({ errorMessage }) => errorMessage !== null),
      signOffFaults(page, form, refusal).errors?.map(({ href }) => href),
    ];
  };
  const signed = { signedBy: 'Ann Head', role: 'Headteacher' };
  const texts = ['#signedBy', '#role'];
  const needed = { code: 'sign-off-text-needed', facts: { field: 'signedBy' } };
  // Nothing at all was filled in: the visits and both texts, though the service stops at the first.
  expect(errorsOf(needed)).toEqual([
    [true, true],
    [`#visit.${ID}.1`, ...texts],
  ]);
  expect(errorsOf(needed, { [`visit.${ID}.1`]: 'no' })).toEqual([
    [false, false],
    ['#comment', ...texts],
  ]);
  const changed = { code: 'overtaken', facts: { visitId: OTHER } };
  expect(errorsOf(changed, { ...signed, [`visit.${ID}.1`]: 'yes' })).toEqual([
    [false, true],
    [`#visit.${OTHER}.1`],
  ]);
  const long = { code: 'sign-off-text-too-long', facts: { field: 'role', limit: 100 } };
  expect(errorsOf(long, { ...signed, [`visit.${ID}.1`]: 'yes' })).toEqual([[false, false], ['#role']]);
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
