import type { OfferYear } from '../kernel/index.js';
import { assess } from './assess.js';
import type { AssessOptions } from './assess-options.js';
import { compareDecisions } from './compare-decisions.js';
import { knownEligibleOn } from './contact-known.js';
import {
  CHANGE_REASONS,
  type ChangeReasonCode,
  type ComparedAssessment,
  type DecisionChange,
  type RegisterLookup,
} from './decision-change.js';
import type { AssessmentFacts } from './facts.js';
import { offerPolicy } from './offer-policy.js';
import {
  aMembership,
  anAcademy,
  anInspection,
  aReferral,
  aReinspection,
  aSchool,
  aTrust,
  oneSchool,
  someFacts,
} from './offers.fixture.js';

const side = (
  offer: OfferYear,
  facts: AssessmentFacts,
  options: AssessOptions = {},
  ruleSet = 'a/1',
): ComparedAssessment => ({ ruleSet, options, ...assess(offer, facts, options) });

const URN = '100001';
const BEFORE = anInspection(URN, '2022-03-08', 3, { earlier: 'none' });
const PROBLEM = aReinspection(URN, '2024-11-12', 3, 2, { publicationDate: '2024-12-16' });
const eligible = side('2024-25', oneSchool([BEFORE, PROBLEM]));
const notYet = side('2024-25', oneSchool([BEFORE]));
const of = (changes: readonly DecisionChange[], kind: 'school' | 'trust' = 'school') =>
  changes.find(({ subjectKind }) => subjectKind === kind);

const only = (before: ComparedAssessment, after: ComparedAssessment, register?: RegisterLookup) =>
  of(compareDecisions(before, after, register));

/** In 2022-23 an academy of a trust whose school route is closed, or open. */
const inTrust = (trustUid: string | null, options: AssessOptions = {}) => {
  const school = trustUid === null ? aSchool(URN) : anAcademy(URN, trustUid);
  const facts = someFacts({
    schools: [school, anAcademy('100002', '9001'), anAcademy('100003', '9002')],
    trusts: [aTrust('9001'), aTrust('9002')],
    memberships: [
      aMembership('9001', '100002', '2015-01-01'),
      aMembership('9002', '100003', '2015-01-01'),
      ...(trustUid === null ? [] : [aMembership(trustUid, URN, '2015-01-01')]),
    ],
    inspections: [BEFORE, PROBLEM],
  });
  return side('2024-25', facts, options);
};

const GOOD = anInspection(URN, '2022-11-08', 2);
const referred = (decision: 'accepted' | 'declined' | 'pending') =>
  side('2022-23', oneSchool([GOOD], { referrals: [aReferral({ decision, decidedOn: '2022-11-10' })] }));
const listed = (...urns: readonly string[]) =>
  side(
    '2024-25',
    oneSchool([BEFORE], {
      twoRiPlus: urns.map((urn, row) => ({ urn, source: { file: '2ri-plus.csv', row } })),
    }),
  );
const tiered = (...earlier: Parameters<typeof anInspection>[]) =>
  side('2019-20', oneSchool(earlier.map((args) => anInspection(...args))));
const LATER = anInspection(URN, '2025-01-14', 4, { concern: 'SM' });

/** For each reason, two assessments between which it is one of the reasons. */
const CASES: Readonly<Record<ChangeReasonCode, () => DecisionChange | undefined>> = {
  'new-inspection': () => only(notYet, eligible),
  'inspection-no-longer-known': () => only(eligible, notYet),
  'grade-changed': () =>
    only(
      eligible,
      side('2024-25', oneSchool([BEFORE, { ...PROBLEM, ...aReinspection(URN, '2024-11-12', 2, 3) }])),
    ),
  'publication-date-changed': () =>
    only(eligible, side('2024-25', oneSchool([BEFORE, { ...PROBLEM, publicationDate: '2025-01-06' }]))),
  'school-opened': () => only(side('2024-25', someFacts()), eligible),
  'school-closed': () =>
    only(
      eligible,
      side('2024-25', { ...oneSchool([BEFORE, PROBLEM]), schools: [aSchool(URN, { statusCode: '2' })] }),
      () => ({ statusCode: '2', openDate: null, closeDate: '2025-01-31' }),
    ),
  'school-gone': () => only(eligible, side('2024-25', someFacts({ inspections: [BEFORE, PROBLEM] }))),
  'trust-new': () => of(compareDecisions(withoutTrust(), withTrust()), 'trust'),
  'trust-gone': () => of(compareDecisions(withTrust(), withoutTrust()), 'trust'),
  'school-record-changed': () =>
    only(
      eligible,
      side('2024-25', {
        ...oneSchool([BEFORE, PROBLEM]),
        schools: [aSchool(URN, { typeCode: '2' })],
      }),
    ),
  'joined-trust': () => only(inTrust(null), inTrust('9001')),
  'left-trust': () => only(inTrust('9001'), inTrust(null)),
  'moved-trust': () => only(inTrust('9001'), inTrust('9002')),
  'standing-changed': () => only(inTrust(null), sponsored()),
  'trust-schools-changed': () =>
    of(compareDecisions(inTrust('9001'), inTrust('9001', { asOf: '2024-12-01' })), 'trust'),
  'trust-figures-changed': () => of(compareDecisions(inTrust('9001'), inTrust('9002')), 'trust'),
  'list-changed': () => only(listed(), listed(URN)),
  'referral-decided': () => only(referred('pending'), referred('accepted')),
  'direct-support-changed': () => only(inTrust('9001'), inTrust('9001', { directSchoolSupport: [URN] })),
  'facts-now-known': () => only(referred('pending'), referred('declined')),
  'facts-now-missing': () => only(referred('accepted'), referred('pending')),
  'rule-turned': () => only(notYet, eligible),
  'criterion-changed': () => only(eligible, side('2024-25', oneSchool([BEFORE, PROBLEM, LATER]))),
  'tier-changed': () =>
    only(
      tiered([URN, '2018-03-01', 3, { earlier: 'none' }]),
      tiered([URN, '2018-03-01', 3, { earlier: 'listed' }], [URN, '2015-03-01', 2, { earlier: 'none' }]),
    ),
  'priority-changed': () =>
    only(
      eligible,
      side('2024-25', oneSchool([BEFORE, PROBLEM]), { priorities: { 'ri-in-leadership-or-quality': 1 } }),
    ),
  'unit-changed': () => only(inTrust('9001'), inTrust('9001', { directSchoolSupport: [URN] })),
  'days-changed': () =>
    only(eligible, { ...eligible, decisions: eligible.decisions.map((one) => ({ ...one, halfDays: 10 })) }),
  'contacts-changed': () => only(inTrust(null), inTrust('9001')),
  'contact-by-changed': () =>
    only(
      eligible,
      side('2024-25', oneSchool([BEFORE, PROBLEM]), { termDates: { national: ['2024-12-20'] } }),
    ),
  'extras-changed': () =>
    only(eligible, {
      ...eligible,
      decisions: eligible.decisions.map((one) => ({ ...one, extras: ['nlg-governance-support'] })),
    }),
  'needs-changed': () => only(eligible, side('2024-25', oneSchool([BEFORE, withSafeguarding()]))),
  'rule-set-changed': () => only(notYet, { ...eligible, ruleSet: 'a/2' }),
  'as-of-changed': () =>
    only(side('2024-25', oneSchool([BEFORE, PROBLEM]), { asOf: '2024-11-30' }), eligible),
  'settings-changed': () =>
    only(
      eligible,
      side('2024-25', oneSchool([BEFORE, PROBLEM]), { contactOrder: ['school', 'local-authority'] }),
    ),
};

const withSafeguarding = () => ({ ...PROBLEM, safeguardingEffective: false });
const sponsored = () =>
  side('2024-25', {
    ...oneSchool([BEFORE, PROBLEM]),
    schools: [aSchool(URN, { typeCode: '10', typeGroupCode: '3' })],
  });
const withTrust = () => inTrust('9001');
const withoutTrust = () => ({
  ...withTrust(),
  decisions: withTrust().decisions.filter(({ subjectKind }) => subjectKind === 'school'),
});

describe('what an assessment changes', () => {
  it.each(CHANGE_REASONS)('for the reason %s', (code) => {
    const change = CASES[code]();
    expect(change?.reasons.map((reason) => reason.code)).toContain(code);
  });

  it('is nothing when the same is decided again, whatever rule set, date or settings decided', () => {
    expect(compareDecisions(eligible, eligible)).toEqual([]);
    const again = side('2024-25', oneSchool([BEFORE, PROBLEM]), { asOf: '2025-02-01' }, 'a/2');
    expect(compareDecisions(eligible, again)).toEqual([]);
  });

  it('is nothing for schools that were and are not eligible', () => {
    const good = side('2024-25', oneSchool([anInspection(URN, '2022-03-08', 2)]));
    const better = side('2024-25', oneSchool([anInspection(URN, '2022-03-08', 1)]));
    expect(compareDecisions(good, better)).toEqual([]);
    expect(compareDecisions(side('2024-25', someFacts()), good)).toEqual([]);
  });

  it('is added, removed or changed, with the terms on both sides', () => {
    expect(only(notYet, eligible)).toMatchObject({
      ...{ subjectKind: 'school', subjectId: URN, name: `School ${URN}`, change: 'added' },
      before: { eligible: 'no', caseId: null },
      after: { eligible: 'yes', criterion: 'ri-in-leadership-or-quality', halfDays: 20 },
    });
    expect(only(eligible, notYet)).toMatchObject({ change: 'removed', after: { eligible: 'no' } });
    expect(CASES['needs-changed']()).toMatchObject({ change: 'changed' });
    expect(CASES['school-gone']()).toMatchObject({ change: 'removed', after: null });
  });

  it('names the new inspection with its grade, and the one before', () => {
    expect(only(notYet, eligible)?.reasons[0]).toEqual({
      code: 'new-inspection',
      facts: {
        inspectionStart: '2024-11-12',
        publicationDate: '2024-12-16',
        overallEffectiveness: 'not-judged',
        earlierInspectionStart: '2022-03-08',
      },
    });
  });

  it('tells what turned up and what was asked apart, the latter last', () => {
    const change = only(side('2024-25', oneSchool([BEFORE]), {}, 'a/0'), eligible);
    expect(change?.reasons.at(-1)).toEqual({
      code: 'rule-set-changed',
      facts: { before: 'a/0', after: 'a/1' },
    });
  });

  it('knows a school that left the register from one that closed', () => {
    expect(CASES['school-closed']()?.reasons[0]).toEqual({
      code: 'school-closed',
      facts: { urn: URN, closeDate: '2025-01-31', statusCode: '2' },
    });
  });
});

describe('a list or request that changed', () => {
  const GOOD = anInspection(URN, '2016-03-08', 2, { earlier: 'none' });
  const facts = (
    offer: OfferYear,
    code: string,
    before: Partial<AssessmentFacts>,
    after: Partial<AssessmentFacts>,
  ) =>
    only(side(offer, oneSchool([GOOD], before)), side(offer, oneSchool([GOOD], after)))?.reasons.find(
      (reason) => reason.code === code,
    )?.facts;

  it('is named by the offer that asks for it', () => {
    const entry = { urn: URN, source: { file: 'list.csv', row: 2 } };
    const floor = facts('2018-19', 'list-changed', { belowFloor: [] }, { belowFloor: [entry] });
    expect(floor).toMatchObject({ list: 'below-floor', after: true });
    const former = facts('2024-25', 'list-changed', {}, { twoRiPlus: [entry] });
    expect(former).toMatchObject({ list: '2ri-plus', after: true });
    const asked = [aReferral({ decidedOn: '2021-02-10' })];
    const applied = facts('2020-21', 'referral-decided', { applications: [] }, { applications: asked });
    expect(applied).toMatchObject({ request: 'application', after: 'accepted' });
  });
});

describe('the day on which a case could be known', () => {
  const policy = offerPolicy('2024-25');
  const decisionOf = ({ decisions }: ComparedAssessment, kind = 'school') =>
    decisions.find(({ subjectKind, subjectId }) => subjectKind === kind && ['9001', URN].includes(subjectId));

  it('is the publication of the judgement that met a criterion', () => {
    const decision = decisionOf(eligible);
    expect(decision && knownEligibleOn(policy, decision)).toBe('2024-12-16');
  });

  it('is not there while it is not eligible', () => {
    const decision = decisionOf(notYet);
    expect(decision && knownEligibleOn(policy, decision)).toBeNull();
  });

  it('of a trust is the first of its schools, else the begin of the offer', () => {
    const trust = decisionOf(inTrust('9001'), 'trust');
    const school = decisionOf(inTrust('9001'));
    expect(trust && school && knownEligibleOn(policy, trust, [school])).toBe('2024-12-16');
    expect(trust && knownEligibleOn(policy, trust)).toBe('2024-09-01');
  });
});
