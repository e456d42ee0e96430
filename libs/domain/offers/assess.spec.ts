import { assess } from './assess.js';
import type { Decision } from './decision.js';
import type { AssessmentFacts } from './facts.js';
import {
  anAcademy,
  anInspection,
  aReferral,
  aReinspection,
  aSchool,
  aTrust,
  oneSchool,
  someFacts,
} from './offers.fixture.js';

const URN = '100001';
const only = (
  facts: AssessmentFacts,
  ...rest: [Parameters<typeof assess>[0], Parameters<typeof assess>[2]?]
): Decision => {
  const [decision] = assess(rest[0], facts, rest[1]).decisions;
  if (decision === undefined) throw new Error('no decision');
  return decision;
};
const ri = (day: string, changes = {}): ReturnType<typeof anInspection> => anInspection(URN, day, 3, changes);

describe('2019-20', () => {
  it('gives an RI school 3 days, a tier, a priority by tier and the rows that say so', () => {
    const facts = oneSchool([ri('2018-03-06', { earlier: 'listed' }), anInspection(URN, '2015-01-13', 2)]);
    expect(only(facts, '2019-20')).toMatchObject({
      asOf: '2020-08-31',
      subjectKind: 'school',
      subjectId: URN,
      eligible: 'yes',
      criterion: 'ri-on-entry',
      tier: 1,
      priority: 3,
      unit: 'school',
      supportedId: URN,
      caseId: 'school-100001',
      halfDays: 6,
      missing: [],
      evidence: [
        { file: 'gias.csv', row: 1 },
        { file: 'mi.csv', row: 180306 },
        { file: 'mi.csv', row: 150113 },
      ],
    });
  });

  it.each([
    ['two consecutive', [ri('2018-03-06'), ri('2016-03-06')], 2, 2, ['judgements-since-2005']],
    ['first inspection', [ri('2018-03-06', { earlier: 'none' })], 2, 2, []],
    [
      'four and never above',
      ['2018', '2016', '2014', '2012'].map((year) =>
        ri(`${year}-03-06`, { earlier: year === '2012' ? 'none' : 'listed' }),
      ),
      3,
      1,
      [],
    ],
    // The lowest tier is certain; what could raise it is named.
    ['earlier judgement missing', [ri('2018-03-06')], 1, 3, ['judgements-since-2005', 'earlier-judgement']],
  ] as const)('%s', (_title, inspections, tier, priority, missing) => {
    expect(only(oneSchool(inspections), '2019-20')).toMatchObject({
      eligible: 'yes',
      tier,
      priority,
      missing,
    });
  });

  it('keeps a school that entered with RI and was judged good in the year', () => {
    const facts = oneSchool([ri('2018-03-06'), anInspection(URN, '2020-01-14', 2)]);
    expect(only(facts, '2019-20')).toMatchObject({ eligible: 'yes', criterion: 'ri-on-entry' });
  });

  it('says no to complete facts that fail, undetermined where a missing one could turn it', () => {
    const good = [anInspection(URN, '2018-03-06', 2)];
    expect(only(oneSchool(good), '2019-20')).toMatchObject({ eligible: 'no', missing: [], criterion: null });
    expect(only({ ...oneSchool(good), inspections: good }, '2019-20')).toMatchObject({
      eligible: 'undetermined',
      missing: ['inspections-in-window'],
    });
    expect(only(oneSchool([]), '2019-20')).toMatchObject({
      eligible: 'undetermined',
      missing: ['inspections'],
    });
  });

  it('decides about no trust', () => {
    const facts = someFacts({ schools: [anAcademy(URN, '5001')], trusts: [aTrust('5001')] });
    expect(assess('2019-20', facts).decisions.map(({ subjectKind }) => subjectKind)).toEqual(['school']);
  });
});

describe('2022-23', () => {
  it('supports a maintained school by the school route for 10 days', () => {
    expect(only(oneSchool([ri('2023-02-07')]), '2022-23')).toMatchObject({
      eligible: 'yes',
      criterion: 'ri-in-2022-23',
      tier: null,
      priority: 1,
      unit: 'school',
      halfDays: 20,
      extras: [],
    });
  });

  it('leaves a school of a larger MAT to the trust route', () => {
    const facts = someFacts({
      schools: [anAcademy(URN, '5001'), anAcademy('100002', '5001')],
      inspections: [ri('2023-02-07')],
    });
    expect(only(facts, '2022-23')).toMatchObject({ eligible: 'no', missing: [] });
  });

  it('takes an accepted referral for a school outside the criteria', () => {
    const facts = oneSchool([anInspection(URN, '2022-03-01', 2)], { referrals: [aReferral({})] });
    expect(only(facts, '2022-23')).toMatchObject({
      eligible: 'yes',
      criterion: 'referral-accepted',
      contactBy: '2022-12-31',
      evidence: [
        { file: 'gias.csv', row: 1 },
        { file: 'referrals.csv', row: 2 },
      ],
    });
  });
});

describe('2024-25', () => {
  const before = ri('2022-03-01');

  it('puts causing concern before the other criteria', () => {
    const facts = oneSchool([before, aReinspection(URN, '2024-11-05', 3, 3, { concern: 'SM' })]);
    expect(only(facts, '2024-25')).toMatchObject({ criterion: 'causing-concern-in-window', priority: 1 });
    const other = oneSchool([before, aReinspection(URN, '2024-11-05', 3, 3)]);
    expect(only(other, '2024-25')).toMatchObject({ criterion: 'ri-in-leadership-or-quality', priority: 2 });
    const listed = oneSchool([before], { twoRiPlus: [{ urn: URN, source: { file: 'list.csv', row: 2 } }] });
    expect(only(listed, '2024-25')).toMatchObject({ criterion: 'two-ri-plus-list', priority: 2 });
  });

  it('needs both halves of the first criterion', () => {
    const good = anInspection(URN, '2022-03-01', 2);
    expect(only(oneSchool([good, aReinspection(URN, '2024-11-05', 3, 3)]), '2024-25').eligible).toBe('no');
    expect(only(oneSchool([before, aReinspection(URN, '2024-11-05', 2, 2)]), '2024-25').eligible).toBe('no');
    expect(only(oneSchool([before, aReinspection(URN, '2025-03-01', 3, 3)]), '2024-25').eligible).toBe('no');
    const late = aReinspection(URN, '2025-02-25', 3, 3, { publicationDate: '2025-03-20' });
    expect(only(oneSchool([before, late]), '2024-25').eligible).toBe('no');
    expect(only(oneSchool([before, late]), '2024-25', { asOf: '2025-03-20' }).eligible).toBe('yes');
  });

  it('does not let a file without overall effectiveness, or without a publication date, say no', () => {
    const yearToDate = aReinspection(URN, '2024-11-05', 3, 2, { overallEffectiveness: null });
    const previous = ri('2022-03-01', { source: yearToDate.source });
    expect(only(oneSchool([yearToDate, previous]), '2024-25').eligible).toBe('yes');
    const undated = aReinspection(URN, '2024-11-05', 3, 2, { publicationDate: null });
    expect(only(oneSchool([undated, previous]), '2024-25')).toMatchObject({
      eligible: 'undetermined',
      missing: ['publication-date'],
    });
  });

  it('is settled by the one rule that fails, whatever else is missing', () => {
    const good = anInspection(URN, '2022-03-01', 2);
    const undated = aReinspection(URN, '2024-11-05', 3, 2, { publicationDate: null });
    expect(only(oneSchool([good, undated], { twoRiPlus: null }), '2024-25').eligible).toBe('no');
  });
});

describe('every offer', () => {
  it('decides about open schools only, by id', () => {
    const facts = someFacts({
      schools: [
        aSchool('100003'),
        aSchool('100002', { statusCode: '2' }),
        aSchool('100004', { statusCode: '4' }),
        aSchool(URN, { statusCode: '3' }),
      ],
    });
    expect(assess('2022-23', facts).decisions.map(({ subjectId }) => subjectId)).toEqual([URN, '100003']);
  });

  it('names only what is missing from the answer that counts', () => {
    const school = aSchool(URN, { typeCode: null, typeGroupCode: null, trustFlagCode: null });
    const twoRiPlus = [{ urn: URN, source: { file: 'list.csv', row: 2 } }];
    expect(only(someFacts({ schools: [school], twoRiPlus }), '2024-25')).toMatchObject({
      eligible: 'undetermined',
      missing: ['school-type'],
    });
  });

  it('takes priorities by criterion before those by tier', () => {
    const facts = oneSchool([ri('2018-03-06', { earlier: 'none' })]);
    const priorities = { 'tier-2': 7 };
    expect(only(facts, '2019-20', { priorities }).priority).toBe(7);
    expect(only(facts, '2019-20', { priorities: { ...priorities, 'ri-on-entry': 9 } }).priority).toBe(9);
    expect(only(facts, '2019-20', { priorities: { 'tier-1': 9 } }).priority).toBe(2);
  });

  it('answers the same whatever the order of the facts', () => {
    const facts = oneSchool([ri('2018-03-06'), ri('2016-03-06'), anInspection(URN, '2019-11-05', 3)]);
    const reversed = { ...facts, inspections: facts.inspections.toReversed() };
    expect(assess('2019-20', reversed)).toEqual(assess('2019-20', facts));
  });
});
