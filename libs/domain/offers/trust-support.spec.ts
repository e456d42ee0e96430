import { assess } from './assess.js';
import type { AssessmentFacts, InspectionFacts, SchoolFacts } from './facts.js';
import type { Decision, SupportCase } from './decision.js';
import {
  aMembership,
  anAcademy,
  anInspection,
  aReferral,
  aReinspection,
  aTrust,
  someFacts,
} from './offers.fixture.js';

const TRUST = '5001';
const AT = (latitude: number, longitude: number): SchoolFacts['location'] => ({
  latitude,
  longitude,
  approximate: false,
});
const decisionOf = (decisions: readonly Decision[], kind: Decision['subjectKind'], id: string): Decision => {
  const found = decisions.find(({ subjectKind, subjectId }) => subjectKind === kind && subjectId === id);
  if (found === undefined) throw new Error(`no decision about ${kind} ${id}`);
  return found;
};
const caseOf = (cases: readonly SupportCase[], id: string): SupportCase | undefined =>
  cases.find(({ caseId }) => caseId === id);

describe('2024-25: a school in a MAT', () => {
  const concerning = (urn: string, changes: Partial<InspectionFacts> = {}): InspectionFacts =>
    aReinspection(urn, '2024-11-05', 3, 2, { concern: 'RSI', publicationDate: '2025-01-08', ...changes });
  const world = (changes: Partial<AssessmentFacts> = {}): AssessmentFacts =>
    someFacts({
      schools: [
        anAcademy('100001', TRUST, { location: AT(53, -2), phases: ['primary'] }),
        anAcademy('100002', TRUST, { location: AT(54, -3), phases: ['secondary'], regionName: 'North East' }),
        anAcademy('100003', TRUST, { location: null }),
      ],
      inspections: [
        concerning('100001'),
        anInspection('100002', '2022-03-01', 3),
        aReinspection('100002', '2024-10-01', 2, 3, { safeguardingEffective: false }),
        anInspection('100003', '2022-03-01', 2),
      ],
      ...changes,
    });

  it('is supported through its trust, which is one case with the days once', () => {
    const { decisions, cases } = assess('2024-25', world());
    expect(decisionOf(decisions, 'school', '100001')).toMatchObject({
      eligible: 'yes',
      unit: 'trust',
      supportedId: TRUST,
      caseId: 'trust-5001',
      contacts: ['trust'],
      contactBy: '2025-03-31',
    });
    expect(decisionOf(decisions, 'school', '100003').eligible).toBe('no');
    expect(decisionOf(decisions, 'trust', TRUST)).toMatchObject({
      eligible: 'yes',
      criterion: 'trust-of-eligible-school',
      priority: 1,
      halfDays: 20,
      contactBy: '2024-12-31',
      extras: [],
    });
    expect(cases).toEqual([
      {
        caseId: 'trust-5001',
        unit: 'trust',
        supportedId: TRUST,
        name: 'Trust 5001',
        halfDays: 20,
        tier: null,
        priority: 1,
        criterion: 'trust-of-eligible-school',
        phases: ['primary', 'secondary'],
        needs: ['leadership-and-management', 'quality-of-education', 'safeguarding'],
        urns: ['100001', '100002'],
        trustUid: TRUST,
        region: 'North East',
        contactBy: '2024-12-31',
        location: { latitude: 53.5, longitude: -2.5, approximate: true },
      },
    ]);
  });

  it('gets direct support where trust and leader agree, beside the case of its trust', () => {
    const { decisions, cases } = assess('2024-25', world(), { directSchoolSupport: ['100001'] });
    expect(cases.map(({ caseId, urns, priority }) => [caseId, urns, priority])).toEqual([
      ['school-100001', ['100001'], 1],
      ['trust-5001', ['100002'], 2],
    ]);
    expect(decisionOf(decisions, 'school', '100001').contacts).toEqual(['trust', 'school']);
    expect(caseOf(cases, 'school-100001')?.trustUid).toBe(TRUST);
  });

  it("lies at the group's postcode district where the groups file gives one", () => {
    const location = { latitude: 51, longitude: 0, approximate: true };
    const { cases } = assess('2024-25', world({ trusts: [aTrust(TRUST, { name: 'Named', location })] }));
    expect(caseOf(cases, 'trust-5001')).toMatchObject({ name: 'Named', location });
  });

  it('is a school case in a single-academy trust, and says what is missing where the trust is unknown', () => {
    const sat = someFacts({
      schools: [anAcademy('100001', TRUST, { trustFlagCode: '5' }), anAcademy('100004', null)],
      inspections: [concerning('100001'), concerning('100004')],
    });
    const { decisions, cases } = assess('2024-25', sat);
    expect(cases.map(({ caseId }) => caseId)).toEqual(['school-100001', 'school-100004']);
    expect(decisionOf(decisions, 'trust', TRUST).eligible).toBe('no');
    expect(decisionOf(decisions, 'school', '100004')).toMatchObject({
      eligible: 'yes',
      missing: ['trust-membership'],
    });
  });

  it('decides about the open trusts of the groups file and those that open academies name', () => {
    const trusts = [
      aTrust('5002'),
      aTrust('5003', { open: false }),
      aTrust('5004', { kind: 'other' }),
      aTrust('5005', { kind: 'sat' }),
    ];
    const { decisions } = assess('2024-25', world({ trusts }));
    const ids = decisions
      .filter(({ subjectKind }) => subjectKind === 'trust')
      .map(({ subjectId }) => subjectId);
    expect(ids).toEqual([TRUST, '5002', '5005']);
  });
});

describe('2022-23: the trust route', () => {
  const urns = ['100001', '100002', '100003'] as const;
  const world = (
    inspections: readonly InspectionFacts[],
    changes: Partial<AssessmentFacts> = {},
  ): AssessmentFacts =>
    someFacts({
      schools: urns.map((urn, at) => anAcademy(urn, TRUST, { phases: [at === 0 ? 'primary' : 'secondary'] })),
      memberships: urns.map((urn) => aMembership(TRUST, urn, '2016-01-01')),
      inspections,
      ...changes,
    });
  const three = (...grades: readonly (1 | 2 | 3 | 4)[]): InspectionFacts[] =>
    grades.map((grade, at) => anInspection(urns[at] ?? '', '2021-11-02', grade, { earlier: 'none' }));

  it('makes one case of the schools that are RI or worse, with NLG support as an extra', () => {
    const [first, ...others] = three(3, 4, 2);
    const needy = { ...first, judgements: { 'sixth-form': 3, 'early-years': null } } as InspectionFacts;
    const { decisions, cases } = assess('2022-23', world([needy, ...others]));
    expect(decisionOf(decisions, 'trust', TRUST)).toMatchObject({
      eligible: 'yes',
      criterion: 'trust-half-ri-or-worse',
      unit: 'trust',
      halfDays: 20,
      priority: 1,
      contacts: ['trust'],
      contactBy: '2022-12-31',
      extras: ['nlg-governance-support'],
    });
    expect(
      decisions.filter(({ subjectKind, eligible }) => subjectKind === 'school' && eligible === 'yes'),
    ).toEqual([]);
    expect(cases.map((each) => [each.caseId, each.urns, each.phases, each.needs])).toEqual([
      ['trust-5001', ['100001', '100002'], ['primary', 'secondary'], ['sixth-form']],
    ]);
  });

  it('must contact the trust in the term in which a publication tipped it', () => {
    const tipping = anInspection('100001', '2023-01-31', 3, { publicationDate: '2023-04-19' });
    const { decisions } = assess('2022-23', world([...three(2, 3, 2), tipping]));
    expect(decisionOf(decisions, 'trust', TRUST)).toMatchObject({ eligible: 'yes', contactBy: '2023-07-31' });
  });

  it('must contact the trust in the term in which its second school reached three years', () => {
    const joined = ['2016-01-01', '2020-02-10', '2021-01-01'] as const;
    const memberships = urns.map((urn, at) => aMembership(TRUST, urn, joined[at] ?? null));
    const { decisions } = assess('2022-23', world(three(3, 3, 3), { memberships }));
    expect(decisionOf(decisions, 'trust', TRUST)).toMatchObject({ eligible: 'yes', contactBy: '2023-03-31' });
  });

  it('leaves out a school that joined or opened only after the as-of date', () => {
    const memberships = urns.map((urn, at) =>
      aMembership(TRUST, urn, at === 2 ? '2023-09-01' : '2016-01-01'),
    );
    const referrals = [aReferral({ subjectKind: 'trust', subjectId: TRUST })];
    const joined = assess('2022-23', world(three(2, 2, 2), { memberships, referrals }));
    expect(caseOf(joined.cases, 'trust-5001')?.urns).toEqual(['100001', '100002']);
    const schools = urns.map((urn, at) =>
      anAcademy(urn, TRUST, { openDate: at === 2 ? '2023-09-01' : null }),
    );
    const opened = assess('2022-23', world(three(2, 2), { schools, referrals }));
    expect(caseOf(opened.cases, 'trust-5001')?.urns).toEqual(['100001', '100002']);
  });

  it('stands, by an overall decline, for the schools that declined, in the region of most of them', () => {
    const regions = ['South West', 'North West', 'South West'];
    const schools = urns.map((urn, at) => anAcademy(urn, TRUST, { regionName: regions[at] ?? null }));
    const earlier = urns.map((urn) => anInspection(urn, '2017-11-07', 1));
    const all = assess('2022-23', world([...three(2, 2, 2), ...earlier], { schools }));
    expect(caseOf(all.cases, 'trust-5001')).toMatchObject({
      criterion: 'trust-overall-decline',
      urns: [...urns],
      region: 'South West',
    });
    const two = assess('2022-23', world([...three(2, 2, 1), ...earlier], { schools }));
    expect(caseOf(two.cases, 'trust-5001')).toMatchObject({
      urns: ['100001', '100002'],
      region: 'North West',
    });
  });

  it('counts all its schools behind an accepted referral', () => {
    const referral = aReferral({ subjectKind: 'trust', subjectId: TRUST, decidedOn: '2023-02-01' });
    const { decisions, cases } = assess('2022-23', world(three(2, 2, 2), { referrals: [referral] }));
    expect(decisionOf(decisions, 'trust', TRUST)).toMatchObject({
      criterion: 'referral-accepted',
      contactBy: '2023-03-31',
      extras: [],
    });
    expect(caseOf(cases, 'trust-5001')?.urns).toEqual([...urns]);
  });

  it('is undetermined, not no, without the dates of joining', () => {
    const { decisions } = assess('2022-23', world(three(3, 3, 2), { memberships: null }));
    expect(decisionOf(decisions, 'trust', TRUST)).toMatchObject({
      eligible: 'undetermined',
      missing: ['date-of-joining'],
    });
  });
});
