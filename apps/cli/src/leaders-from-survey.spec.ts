import { readSurvey, type SurveyAnswer } from '../../../libs/features/survey/readers.js';
import type { SchoolFacts } from '../../../libs/domain/offers/index.js';
import { collected, fileOf } from '../../../libs/platform/files/index.js';
import { leadersFromSurvey } from './leaders-from-survey.js';
import { regionsOfLeaders } from './regions-of-leaders.js';

const PLACE = { latitude: 53.8, longitude: -1.5, approximate: false };

function school(urn: string, trustUid: string | null, location = PLACE): SchoolFacts {
  const unknown = {
    ...{ laCode: null, laName: null, typeCode: null, typeGroupCode: null, openDate: null, closeDate: null },
    ...{ religiousCharacter: null, dioceseCode: null, dioceseName: null, trustName: null },
    ...{ trustFlagCode: null, regionName: null, postcode: null },
  };
  const source = { file: 'gias.csv', row: 2 };
  return { ...unknown, urn, name: urn, statusCode: '1', phases: [], trustUid, location, source };
}

async function answers(...rows: readonly string[]): Promise<readonly SurveyAnswer[]> {
  const header =
    'leader_ref,leader_role,base_urn,trust_uid,phases,days_offered,briefing_attended,conflict_urns,easting,northing';
  const file = fileOf('survey.csv', [header, ...rows].join('\n'));
  return (await collected<SurveyAnswer>((sink) => readSurvey(file, sink))).items;
}

const NO_FACTS = { schools: [], memberships: null };

describe('leaders from a survey', () => {
  it('have all their days left and hold nothing', async () => {
    const [leader] = leadersFromSurvey(await answers('L1,nle,,,primary,2.5,,,,'), NO_FACTS, null);
    expect(leader).toMatchObject({
      leaderRef: 'L1',
      halfDaysOffered: 5,
      halfDaysRemaining: 5,
      engagementsHeld: 0,
      trustUid: null,
      location: null,
      withdrawn: false,
    });
  });

  it.each([
    ['yes', true],
    ['no', false],
    ['', false],
  ])('with the briefing cell "%s" count it as attended: %s', async (cell, attended) => {
    const [leader] = leadersFromSurvey(await answers(`L1,nle,,,primary,3,${cell},,,`), NO_FACTS, null);
    expect(leader?.briefingAttended).toBe(attended);
  });

  it('belong to the trust they name, else to the base school’s, else to that of the list of members', async () => {
    const facts = {
      schools: [school('100001', '3001'), school('100002', null)],
      memberships: ['3002', '3009', '3005'].map((trustUid) => ({
        ...{ trustUid, urn: '100002', joinedOn: null },
        source: { file: 'links.csv', row: 2 },
      })),
    };
    const rows = await answers(
      'L1,nle,100001,4000,primary,3,,,,',
      'L2,nle,100001,,primary,3,,,,',
      'L3,nle,100002,,primary,3,,,,',
      'L4,nle,100003,,primary,3,,,,',
    );
    const trusts = leadersFromSurvey(rows, facts, null).map(({ trustUid }) => trustUid);
    expect(trusts).toEqual(['4000', '3001', '3009', null]);
  });

  it('are tied to the trusts of the schools that they declare a conflict with', async () => {
    const facts = { schools: [school('100001', '3001'), school('100002', '3001')], memberships: null };
    const rows = await answers('L1,nle,,,primary,3,,100001;100002;100009,,');
    expect(leadersFromSurvey(rows, facts, null)[0]?.conflictTrustUids).toEqual(['3001']);
  });

  it('start from their own coordinates before the base school', async () => {
    const facts = { schools: [school('100001', null)], memberships: null };
    const rows = await answers('L1,nle,100001,,primary,3,,,400000,300000', 'L2,nle,100001,,primary,3,,,,');
    const [own, base] = leadersFromSurvey(rows, facts, null);
    expect(base?.location).toEqual(PLACE);
    expect(own?.location?.latitude).toBeCloseTo(52.6, 1);
  });
});

it('takes the region of a leader from the base school, else from the nearest open school within 30 miles', () => {
  const far = { latitude: 50.4, longitude: -4.5, approximate: false };
  const schools = [
    { ...school('1', null), regionName: 'Yorkshire and the Humber' },
    { ...school('2', null), regionName: 'London', statusCode: '2' },
    school('3', null),
  ];
  const at = (leaderRef: string, location: typeof PLACE | null) => ({ leaderRef, location });
  const leaders = [at('BASED', far), at('NEAR', PLACE), at('FAR', far), at('NOWHERE', null)];
  const bases = new Map([
    ...['FAR', 'NEAR'].map((ref): [string, string] => [ref, '3']),
    ['BASED', '2'] as const,
  ]);
  expect([...regionsOfLeaders(leaders, bases, schools)]).toEqual([
    ['BASED', 'London'],
    ['NEAR', 'Yorkshire and the Humber'],
  ]);
});
