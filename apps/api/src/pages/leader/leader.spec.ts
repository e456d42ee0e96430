import type { StatementRow } from '../../../../../libs/features/budgets/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type { LeaderAnswer } from '../../../../../libs/features/survey/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { offerLinks, presentAnswer, presentLeaderMatches, publishedOf } from './leader.presenter.js';
import { presentFigures, presentStatement, statementColumns } from './statement.presenter.js';

const ROW: StatementRow = {
  n: 1,
  at: new Date('2024-11-05T09:30:00Z'),
  kind: 'grant',
  deltaHalfDays: 20,
  balance: 20,
  reason: 'survey',
  actorId: 'u1',
  matchId: null,
  runId: null,
};
const NAMES = new Map([['m1', 'Aire Street Primary School']]);
const ROWS: readonly StatementRow[] = [
  ROW,
  { ...ROW, n: 2, kind: 'adjust', deltaHalfDays: -1, balance: 19 },
  { ...ROW, n: 3, kind: 'reserve', deltaHalfDays: -6, balance: 13, reason: 'published', matchId: 'm1' },
  { ...ROW, n: 4, kind: 'release', deltaHalfDays: 6, balance: 19, reason: 'declined', matchId: 'm1' },
  { ...ROW, n: 5, kind: 'deliver', deltaHalfDays: -1, balance: 18, reason: 'signed', matchId: 'gone' },
  { ...ROW, n: 6, kind: 'release', deltaHalfDays: 1, balance: 19, reason: 'some-other', matchId: 'm1' },
];

describe('a leader’s statement', () => {
  it('tells every row in plain words with the balance after it', () => {
    expect(presentStatement(ROWS, NAMES).map(({ what, change, left }) => [what, change, left])).toEqual([
      ['10 days offered in the survey answer.', '+10', 10],
      ['The survey answer changed: half a day fewer.', '−0.5', 9.5],
      ['3 days reserved for Aire Street Primary School.', '−3', 6.5],
      [
        '3 days for Aire Street Primary School no longer reserved, because the match was declined.',
        '+3',
        9.5,
      ],
      ['Half a day delivered to a school or trust.', '−0.5', 9],
      [
        'Half a day for Aire Street Primary School no longer reserved, because of this: some other.',
        '+0.5',
        9.5,
      ],
    ]);
    expect(presentStatement(ROWS, NAMES)[0]).toMatchObject({ n: 1, on: '5 November 2024', kind: 'Offered' });
    expect(csvText(statementColumns(NAMES), ROWS).split('\n')[2]).toBe(
      '2,2024-11-05T09:30:00.000Z,adjust,-0.5,9.5,survey,,The survey answer changed: half a day fewer.',
    );
    expect(presentFigures(undefined)).toEqual({ offered: 0, reserved: 0, delivered: 0, left: 0 });
  });
});

const ANSWER: LeaderAnswer = {
  ...{ leaderRef: 'L1', name: 'Ada', email: null, state: 'submitted', version: 1, importId: 'i1' },
  answer: {
    ...{ role: 'mat-ceo', baseUrn: null, trustUid: null, postcode: 'LS1', easting: null, northing: null },
    ...{ phases: ['primary', '16-plus'], expertise: [], halfDaysOffered: 5, maxEngagements: null },
    ...{ travelMetres: 40_234, supportUnits: ['school', 'trust'], briefingAttended: null },
    ...{ excludedUrns: [], excludedTrustUids: ['9001'], conflictUrns: ['100001', '100002'] },
    ...{ availableFrom: null, availableTo: '2025-03-31', source: { file: 'survey.csv', row: 2 } },
  },
};

describe('a leader’s page', () => {
  it('shows the answer as facts, with blank cells in words', () => {
    const facts = new Map(presentAnswer(ANSWER).map(({ key, value }) => [key.text, value.text]));
    expect(Object.fromEntries(facts)).toMatchObject({
      Email: 'Not given',
      Place: 'LS1',
      'Days offered': '2.5 days',
      Phases: 'Primary and 16 plus',
      Expertise: 'None given',
      'Most engagements at once': 'No limit',
      Travels: 'Up to 25 miles',
      Gives: 'Support of a school and support of a trust',
      Available: 'Until 31 March 2025',
      'Will not support these schools (URN)': 'None',
      'Conflict of interest with (URN)': '100001, 100002',
    });
    const placed = { ...ANSWER.answer, easting: 430_000, northing: 433_000, availableFrom: '2024-09-01' };
    const again = new Map(
      presentAnswer({ ...ANSWER, answer: placed }).map(({ key, value }) => [key.text, value.text]),
    );
    expect(again.get('Place')).toBe('Grid reference 430000, 433000');
    expect(again.get('Available')).toBe('From 1 September 2024 until 31 March 2025');
  });

  it('lists what was published, and leaves proposals to their runs', () => {
    const match: MatchView = {
      ...{ id: 'm1', offer: '2024-25', runId: 'r1', caseId: 'school-1', caseName: 'Aire', priority: 1 },
      ...{ leaderRef: 'L1', leaderName: 'Ada', halfDays: 6, origin: 'run', state: 'ended-early', version: 2 },
      ...{ distanceMetres: 16_093, why: '', stateReason: null, createdAt: ROW.at, changedAt: ROW.at },
      ...{ publishedAt: ROW.at, answerBy: '2024-11-12', otherDates: null, otherDatesNote: null },
      facts: {
        ...{ needsMet: [], needsMissed: [] },
        score: { distance: 0, missedNeeds: 0, change: 0, total: 0 },
      },
    };
    expect(presentLeaderMatches(publishedOf([match, { ...match, state: 'proposed' }]))).toEqual([
      {
        ...{
          caseName: 'Aire',
          href: '/runs/r1/cases/school-1',
          matchHref: '/matches/m1',
          days: 3,
          miles: '10.0',
        },
        ...{ state: 'ended early', changedOn: '5 November 2024' },
      },
    ]);
    expect(offerLinks(['2024-25', '2019-20'], '2019-20', '/statement')[1]).toEqual({
      ...{ text: 'School Improvement Offer 2019 to 2020', href: '/statement?offer=2019-20', active: true },
    });
  });
});
