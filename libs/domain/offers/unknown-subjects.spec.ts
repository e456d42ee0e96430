import { assess } from './assess.js';
import type { AssessmentFacts, UrnListEntry } from './facts.js';
import { anAcademy, aReferral, aSchool, aTrust, someFacts } from './offers.fixture.js';

const entry = (urn: string, row: number): UrnListEntry => ({ urn, source: { file: 'list.csv', row } });
const referral = (
  subjectKind: 'school' | 'trust',
  subjectId: string,
  row: number,
): ReturnType<typeof aReferral> =>
  aReferral({ subjectKind, subjectId, source: { file: 'referrals.csv', row } });
const unknown = (offer: Parameters<typeof assess>[0], facts: Partial<AssessmentFacts>): unknown =>
  assess(offer, someFacts({ schools: [aSchool('100001'), anAcademy('100002', '5001')], ...facts }))
    .unknownSubjects;

describe('what a list names and no file holds', () => {
  it('is told with the list, the subject and the row, and nothing else is', () => {
    const twoRiPlus = [entry('100001', 2), entry('100777', 3)];
    expect(unknown('2024-25', { twoRiPlus })).toEqual([
      {
        list: '2ri-plus',
        subjectKind: 'school',
        subjectId: '100777',
        reason: 'no-record',
        successors: [],
        source: { file: 'list.csv', row: 3 },
      },
    ]);
    expect(unknown('2024-25', { twoRiPlus: [] })).toEqual([]);
    expect(unknown('2024-25', { twoRiPlus: null })).toEqual([]);
  });

  it('is told of schools and trusts that referrals name', () => {
    const referrals = [
      referral('school', '100001', 2),
      referral('school', '100888', 3),
      referral('trust', '5001', 4),
      referral('trust', '5888', 5),
      referral('trust', '5002', 6),
      referral('trust', '5003', 7),
    ];
    const trusts = [aTrust('5002', { open: false }), aTrust('5003', { kind: 'other' })];
    expect(unknown('2022-23', { referrals, trusts })).toMatchObject([
      { subjectKind: 'school', subjectId: '100888', reason: 'no-record', source: { row: 3 } },
      { subjectKind: 'trust', subjectId: '5888', reason: 'no-record', source: { row: 5 } },
      { subjectKind: 'trust', subjectId: '5002', reason: 'not-open', source: { row: 6 } },
      { subjectKind: 'trust', subjectId: '5003', reason: 'no-academy-trust', source: { row: 7 } },
    ]);
  });

  it('is told of a closed school, with those that follow it', () => {
    const schools = [aSchool('100001', { statusCode: '2' }), aSchool('100002')];
    const links = [
      {
        urn: '100002',
        linkedUrn: '100001',
        kind: 'predecessor' as const,
        establishedOn: null,
        source: { file: 'l', row: 2 },
      },
    ];
    expect(unknown('2018-19', { schools, links, belowFloor: [entry('100001', 2)] })).toMatchObject([
      { list: 'below-floor', subjectId: '100001', reason: 'not-open', successors: ['100002'] },
    ]);
  });

  it('is not told of lists that the offer does not ask for', () => {
    const lists = {
      twoRiPlus: [entry('100777', 2)],
      belowFloor: [entry('100777', 2)],
      referrals: [referral('school', '100777', 2)],
      applications: [referral('school', '100777', 2)],
    };
    const asked = (offer: Parameters<typeof assess>[0]): readonly string[] =>
      assess(offer, someFacts(lists)).unknownSubjects.map(({ list }) => list);
    expect(asked('2018-19')).toEqual(['below-floor']);
    expect(asked('2019-20')).toEqual([]);
    expect(asked('2020-21')).toEqual(['applications']);
    expect(asked('2021-22')).toEqual(['referrals']);
    expect(asked('2022-23')).toEqual(['referrals']);
    expect(asked('2024-25')).toEqual(['2ri-plus']);
  });
});
