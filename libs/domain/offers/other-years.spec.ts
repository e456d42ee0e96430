import { assess } from './assess.js';
import type { Decision } from './decision.js';
import type { AssessmentFacts } from './facts.js';
import {
  anAcademy,
  anInspection,
  aReferral,
  aSchool,
  aTrust,
  oneSchool,
  someFacts,
} from './offers.fixture.js';

const URN = '100001';
const TRUST = '5001';
const decided = (offer: Parameters<typeof assess>[0], facts: AssessmentFacts, id = URN): Decision => {
  const found = assess(offer, facts).decisions.find(({ subjectId }) => subjectId === id);
  if (found === undefined) throw new Error(`no decision about ${id}`);
  return found;
};
const ri = (day: string, changes = {}): ReturnType<typeof anInspection> => anInspection(URN, day, 3, changes);
const listed = { belowFloor: [{ urn: URN, source: { file: 'list.csv', row: 2 } }] };

describe('2018-19', () => {
  it('gives a listed school 3 days, by the list before its judgement', () => {
    const good = oneSchool([anInspection(URN, '2017-05-02', 2)], listed);
    expect(decided('2018-19', good)).toMatchObject({
      eligible: 'yes',
      criterion: 'below-floor-list',
      tier: null,
      priority: 1,
      unit: 'school',
      halfDays: 6,
      extras: [],
      contactBy: '2018-12-31',
    });
    const both = oneSchool([ri('2017-05-02', { earlier: 'none' })], listed);
    expect(decided('2018-19', both).criterion).toBe('below-floor-list');
  });

  it('is open to RI on entry and during the year, with funding after two in a row', () => {
    const entered = oneSchool([ri('2017-05-02'), ri('2014-05-06')], { belowFloor: [] });
    expect(decided('2018-19', entered)).toMatchObject({
      eligible: 'yes',
      criterion: 'ri-on-entry',
      extras: ['further-funding-16000-pounds'],
    });
    const during = oneSchool([anInspection(URN, '2017-05-02', 2), ri('2019-05-07')], { belowFloor: [] });
    expect(decided('2018-19', during)).toMatchObject({ criterion: 'ri-during-year', extras: [] });
  });

  it('leaves an inadequate school out, and never says no for want of the list', () => {
    expect(decided('2018-19', oneSchool([anInspection(URN, '2017-05-02', 4)], listed)).eligible).toBe('no');
    const good = [anInspection(URN, '2017-05-02', 2)];
    expect(decided('2018-19', oneSchool(good))).toMatchObject({
      eligible: 'undetermined',
      missing: ['below-floor-list'],
    });
    expect(decided('2018-19', oneSchool(good, { belowFloor: [] })).eligible).toBe('no');
  });
});

describe('2020-21', () => {
  const application = aReferral({ decidedOn: '2021-01-18', decidedBy: 'regional team' });

  it('gives an accepted application 5 days, to a school or to a trust', () => {
    const ofTrust = { ...application, subjectKind: 'trust' as const, subjectId: TRUST };
    const facts = someFacts({
      schools: [aSchool(URN), anAcademy('100002', TRUST)],
      trusts: [aTrust(TRUST)],
      applications: [application, ofTrust],
    });
    const { decisions, cases } = assess('2020-21', facts);
    expect(cases.map(({ caseId, halfDays, contactBy }) => [caseId, halfDays, contactBy])).toEqual([
      ['school-100001', 10, '2021-03-31'],
      ['trust-5001', 10, '2021-03-31'],
    ]);
    expect(decisions.filter(({ eligible }) => eligible === 'no').map(({ subjectId }) => subjectId)).toEqual([
      '100002',
    ]);
  });

  it('asks no judgement, and is undetermined for everybody without the list', () => {
    const requires = oneSchool([ri('2019-05-07')], { applications: [] });
    expect(decided('2020-21', requires).eligible).toBe('no');
    expect(decided('2020-21', oneSchool([ri('2019-05-07')]))).toMatchObject({
      eligible: 'undetermined',
      missing: ['applications-list'],
    });
  });
});

describe('2021-22', () => {
  it('gives a standalone school 3 days and the credit, by RI in the year or RI again on entry', () => {
    expect(decided('2021-22', oneSchool([ri('2021-11-09')]))).toMatchObject({
      eligible: 'yes',
      criterion: 'ri-during-year',
      unit: 'school',
      halfDays: 6,
      extras: ['trust-partnership-credit-10000-pounds'],
    });
    const again = oneSchool([ri('2019-03-05'), ri('2016-03-01')]);
    expect(decided('2021-22', again)).toMatchObject({ criterion: 'ri-again-on-entry', halfDays: 6 });
    const once = oneSchool([ri('2019-03-05'), anInspection(URN, '2016-03-01', 2)]);
    expect(decided('2021-22', once).eligible).toBe('no');
  });

  it('gives a MAT with eligible schools 5 days at trust level, once', () => {
    const facts = someFacts({
      schools: [anAcademy(URN, TRUST), anAcademy('100002', TRUST)],
      inspections: [ri('2021-11-09'), anInspection('100002', '2022-02-01', 3)],
    });
    const { cases } = assess('2021-22', facts);
    expect(cases).toMatchObject([{ caseId: 'trust-5001', halfDays: 10, urns: [URN, '100002'] }]);
    expect(decided('2021-22', facts)).toMatchObject({ unit: 'trust', halfDays: 10, extras: [] });
    expect(decided('2021-22', facts, TRUST)).toMatchObject({
      criterion: 'trust-of-eligible-school',
      extras: [],
    });
  });

  it('takes exceptional circumstances as an accepted referral', () => {
    const referrals = [aReferral({ decidedOn: '2022-01-25' })];
    const facts = oneSchool([anInspection(URN, '2019-03-05', 2)], { referrals });
    expect(decided('2021-22', facts)).toMatchObject({
      criterion: 'referral-accepted',
      contactBy: '2022-03-31',
    });
  });
});

describe('2019-20: further funding', () => {
  it.each([
    [2, [ri('2018-03-06'), ri('2016-03-06', { earlier: 'none' })], ['further-funding-16000-pounds']],
    [
      3,
      ['2018', '2016', '2014', '2012'].map((year) =>
        ri(`${year}-03-06`, { earlier: year === '2012' ? 'none' : 'listed' }),
      ),
      ['further-funding-24000-pounds'],
    ],
    [1, [ri('2018-03-06'), anInspection(URN, '2016-03-06', 2)], []],
  ] as const)('of tier %i', (tier, inspections, extras) => {
    const listedChain = inspections.map((each, at) =>
      at === 0 ? { ...each, earlier: 'listed' as const } : each,
    );
    expect(decided('2019-20', oneSchool(listedChain))).toMatchObject({ tier, extras });
  });
});
