import type { OfferYear, SourceRow } from '../kernel/index.js';
import { assess } from './assess.js';
import type { Decision } from './decision.js';
import type { AssessmentFacts, FactKind, UnreadRow } from './facts.js';
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
import { SCHOOL_RULES, TRUST_RULES } from './rules/registry.js';
import { KINDS_READ } from './unread-rows.js';

const URN = '100001';
const ROW: SourceRow = { file: 'given.csv', row: 12 };
const unread = (kind: FactKind, changes: Partial<UnreadRow> = {}): UnreadRow => ({
  ...{ kind, subjectKind: 'school', subjectId: URN, source: ROW },
  ...changes,
});
function decide(
  offer: OfferYear,
  facts: AssessmentFacts,
  rows: readonly UnreadRow[],
  subject = `school-${URN}`,
): Decision {
  const { decisions } = assess(offer, { ...facts, unread: rows });
  const found = decisions.find(({ subjectKind, subjectId }) => `${subjectKind}-${subjectId}` === subject);
  if (found === undefined) throw new Error(`nothing was decided about ${subject}`);
  return found;
}

const good = oneSchool([anInspection(URN, '2018-03-06', 2)]);
const list = (facts: Partial<AssessmentFacts>): AssessmentFacts =>
  oneSchool([anInspection(URN, '2018-03-06', 2)], facts);

describe('a row that could not be read', () => {
  it.each([
    ['inspections', '2019-20', good],
    ['school-links', '2019-20', good],
    ['inspections', '2022-23', good],
    ['inspections', '2024-25', good],
    ['2ri-plus', '2024-25', list({ twoRiPlus: [] })],
    ['referrals', '2022-23', list({ referrals: [aReferral({ subjectId: '100002' })] })],
    ['referrals', '2022-23', list({ referrals: [aReferral({ decision: 'declined' })] })],
    ['below-floor', '2018-19', list({ belowFloor: [] })],
    ['applications', '2020-21', list({ applications: [] })],
  ] as const)('of %s is never a "no" of %s', (kind, offer, facts) => {
    expect(decide(offer, facts, []).eligible).toBe('no');
    const decision = decide(offer, facts, [unread(kind)]);
    expect(decision).toMatchObject({ eligible: 'undetermined', missing: ['unread-row'] });
    expect(decision.evidence).toContainEqual(ROW);
    expect(decision.findings.find(({ answer }) => answer === 'undetermined')?.facts).toMatchObject({
      unreadRows: ['given.csv row 12'],
    });
  });

  it.each([
    ['of a list that the offer does not ask for', '2024-25', [unread('applications'), unread('referrals')]],
    ['about another school', '2024-25', [unread('inspections', { subjectId: '100002' })]],
    ['about nobody that can be named', '2024-25', [unread('inspections', { subjectId: null })]],
    ['about a trust of the same number', '2020-21', [unread('applications', { subjectKind: 'trust' })]],
  ] as const)('%s turns nothing', (_title, offer, rows) => {
    expect(decide(offer, list({ applications: [] }), rows).eligible).toBe('no');
  });

  it('turns nothing that it cannot turn', () => {
    const independent = someFacts({
      schools: [aSchool(URN, { typeGroupCode: '3', typeCode: '11', trustFlagCode: null })],
    });
    expect(decide('2024-25', independent, [unread('2ri-plus')]).eligible).toBe('no');
    // Ofsted's files list state-funded schools only.
    expect(decide('2024-25', independent, [unread('inspections')]).eligible).toBe('undetermined');
    const inMat = someFacts({
      schools: [anAcademy(URN, '5001'), anAcademy('100002', '5001')],
      inspections: [anInspection(URN, '2018-03-06', 2)],
    });
    expect(decide('2022-23', inMat, [unread('inspections')]).eligible).toBe('no');
  });

  it('of inspections counts for the list only while the list is not given', () => {
    const twice = oneSchool([anInspection(URN, '2018-03-06', 2)], { twoRiPlus: null });
    const finding = ({ findings }: Decision) => findings.find(({ rule }) => rule === 'two-ri-plus-list');
    expect(finding(decide('2024-25', twice, [unread('inspections')]))?.answer).toBe('undetermined');
    expect(finding(decide('2024-25', good, [unread('inspections')]))?.answer).toBe('no');
  });

  it('is told beside a "yes", which it may turn too', () => {
    const facts = oneSchool([
      anInspection(URN, '2022-03-01', 3),
      aReinspection(URN, '2024-11-05', 3, 3, { concern: 'none' }),
    ]);
    expect(decide('2024-25', facts, [])).toMatchObject({ eligible: 'yes', missing: [] });
    expect(decide('2024-25', facts, [unread('inspections')])).toMatchObject({
      eligible: 'yes',
      missing: ['unread-row'],
    });
  });

  it('counts for the school that stands in the place of the one it is about', () => {
    const facts = someFacts({
      schools: [
        anAcademy(URN, null, { openDate: '2021-09-01' }),
        aSchool('100002', { statusCode: '2', closeDate: '2021-08-31' }),
      ],
      inspections: [anInspection(URN, '2022-05-03', 2, { earlier: 'none' })],
      links: [
        ...[
          { urn: URN, linkedUrn: '100002', kind: 'predecessor', establishedOn: null, source: ROW } as const,
        ],
      ],
    });
    expect(decide('2024-25', facts, []).eligible).toBe('no');
    expect(decide('2024-25', facts, [unread('inspections', { subjectId: '100002' })])).toMatchObject({
      eligible: 'undetermined',
      missing: ['unread-row'],
    });
  });
});

describe('a row about a trust that could not be read', () => {
  const members = ['100001', '100002', '100003'];
  const facts = someFacts({
    schools: members.map((urn) => anAcademy(urn, '5001')),
    trusts: [aTrust('5001')],
    memberships: members.map((urn) => aMembership('5001', urn, '2015-09-01')),
    inspections: members.map((urn, at) =>
      anInspection(urn, '2021-05-04', at === 0 ? 3 : 2, { earlier: 'none' }),
    ),
    referrals: [],
  });
  const trust = (rows: readonly UnreadRow[]): Decision => decide('2022-23', facts, rows, 'trust-5001');

  it.each([
    ['of its referral', unread('referrals', { subjectKind: 'trust', subjectId: '5001' })],
    ['of a school in it', unread('schools', { subjectKind: 'trust', subjectId: '5001' })],
    ['of a membership', unread('group-links', { subjectKind: 'trust', subjectId: '5001' })],
    ['of an inspection that could tip it', unread('inspections', { subjectId: '100002' })],
  ])('%s is never a "no"', (_title, row) => {
    expect(trust([]).eligible).toBe('no');
    const decision = trust([row]);
    expect(decision).toMatchObject({ eligible: 'undetermined' });
    expect(decision.missing).toContain('unread-row');
    expect(decision.evidence).toContainEqual(ROW);
  });

  it('of an inspection that could not tip it leaves the "no"', () => {
    const clear = someFacts({
      ...facts,
      inspections: members.map((urn) => anInspection(urn, '2021-05-04', 2, { earlier: 'none' })),
    });
    const rows = [unread('inspections', { subjectId: '100002' })];
    const { findings } = decide('2022-23', clear, rows, 'trust-5001');
    expect(findings.find(({ rule }) => rule === 'trust-half-ri-or-worse')?.answer).toBe('no');
  });
});

describe('rows about nobody of whom something was decided', () => {
  it('are counted file by file, for the files that the offer asks for', () => {
    const nobody = { subjectKind: null, subjectId: null };
    const rows = [
      unread('schools', { subjectId: '100009' }),
      unread('2ri-plus', { ...nobody, source: { file: 'list.csv', row: 3 } }),
      unread('2ri-plus', { ...nobody, source: { file: 'list.csv', row: 7 } }),
      unread('inspections'),
      unread('referrals', nobody),
    ];
    expect(assess('2024-25', { ...good, unread: rows }).unreadRows).toEqual([
      { kind: 'schools', file: 'given.csv', count: 1, rows: [12] },
      { kind: '2ri-plus', file: 'list.csv', count: 2, rows: [3, 7] },
    ]);
    expect(assess('2024-25', good).unreadRows).toEqual([]);
  });

  it('are named up to a number', () => {
    const rows = Array.from({ length: 50 }, (_, at) =>
      unread('schools', { subjectKind: null, subjectId: null, source: { file: 'gias.csv', row: at + 2 } }),
    );
    const [summary] = assess('2024-25', { ...good, unread: rows }).unreadRows;
    expect(summary?.count).toBe(50);
    expect(summary?.rows).toHaveLength(20);
  });
});

describe('what each rule reads', () => {
  it('is said of every rule that runs, and of no other', () => {
    const rules = new Set([...SCHOOL_RULES.keys(), ...TRUST_RULES.keys()]);
    expect(new Set(Object.keys(KINDS_READ))).toEqual(rules);
  });
});
