import type { Decision } from '../../../../../libs/domain/offers/index.js';
import { decisionFilter, eligibilityAddress, eligibilityForm } from './eligibility.form.js';
import {
  actionLinks,
  decisionColumns,
  filterTags,
  presentDecision,
  presentDecisions,
  recordLinks,
} from './eligibility.presenter.js';

const DECISION: Decision = {
  offer: '2024-25',
  asOf: '2025-02-28',
  subjectKind: 'school',
  subjectId: '990001',
  name: 'Larkfield Primary School',
  eligible: 'yes',
  criterion: 'causing-concern-in-window',
  tier: null,
  priority: 1,
  unit: 'trust',
  supportedId: '99201',
  caseId: 'trust-99201',
  halfDays: 20,
  contacts: ['diocese', 'trust'],
  contactBy: '2024-12-31',
  extras: [],
  missing: [],
  evidence: [{ file: 'ofsted.csv', row: 7 }],
  findings: [
    {
      rule: 'school-open',
      answer: 'yes',
      facts: { statusCode: '1' },
      missing: [],
      evidence: [
        { file: 'gias.csv', row: 3 },
        { file: 'ofsted.csv', row: 7 },
      ],
    },
    {
      rule: 'two-ri-plus-list',
      answer: 'undetermined',
      facts: {},
      missing: ['2ri-plus-list'],
      evidence: [],
    },
  ],
};

describe('the filter of the list', () => {
  it('shows the eligible unless told otherwise, and forgets what it does not know', () => {
    expect(eligibilityForm({}, '2024-25')).toEqual({
      offer: '2024-25',
      eligible: 'yes',
      kind: '',
      criterion: '',
      text: '',
      ...{ sort: 'name', direction: 'ascending' },
    });
    const odd = { offer: '1999-00', eligible: 'perhaps', kind: ['school'], criterion: 'x', text: ' Lark ' };
    expect(decisionFilter(eligibilityForm(odd, '2022-23'))).toEqual({ text: 'Lark' });
    expect(eligibilityForm(odd, '2022-23').offer).toBe('2022-23');
  });

  it('is kept in the address, and each part of it can be lifted', () => {
    const form = eligibilityForm({ eligible: 'no', kind: 'trust', text: 'a & b' }, '2022-23');
    const address = eligibilityAddress(form, { page: '2' });
    const back = Object.fromEntries(new URL(`http://localhost${address}`).searchParams);
    expect(eligibilityForm(back, '2024-25')).toEqual(form);
    expect(back['page']).toBe('2');
    expect(filterTags(form).map(({ text }) => text)).toEqual(['Not eligible', 'Trusts', '“a & b”']);
    const [lifted] = filterTags(form).map(({ href }) =>
      Object.fromEntries(new URL(`http://localhost${href}`).searchParams),
    );
    expect(eligibilityForm(lifted ?? {}, '2024-25')).toEqual({ ...form, eligible: '' });
  });

  it('is sorted by a link in each column, which filters and pages keep', () => {
    const form = eligibilityForm({ sort: 'days', direction: 'descending', text: 'x' }, '2024-25');
    const byDays = '/eligibility?offer=2024-25&eligible=yes&text=x&sort=days&direction=';
    expect(decisionColumns(form).find(({ text }) => text === 'Days')).toMatchObject({
      ...{ ariaSort: 'descending', href: `${byDays}ascending` },
    });
    expect(decisionColumns(form)[0]?.href).toBe('/eligibility?offer=2024-25&eligible=yes&text=x');
    expect(decisionColumns(form).at(-1)).toMatchObject({ text: 'Why', href: null });
    expect(filterTags(form)[1]?.href).toBe(
      '/eligibility?offer=2024-25&eligible=yes&sort=days&direction=descending',
    );
  });
});

describe('a decision in words', () => {
  it('has its row in the list', () => {
    expect(presentDecisions([DECISION])).toMatchObject([
      {
        href: '/eligibility/2024-25/school/990001',
        id: 'URN 990001',
        answer: { text: 'Eligible' },
        days: '10',
        contactBy: '31 December 2024',
        caseHref: '/cases/2024-25/trust-99201',
      },
    ]);
  });

  it('shows every rule that was asked, with the rows it looked at and what the files lack', () => {
    const page = presentDecision(DECISION);
    expect(page.findings.map(({ rule, answer, evidence }) => [rule, answer.text, evidence])).toEqual([
      ['school-open', 'Yes', 'gias.csv, row 3; ofsted.csv, row 7'],
      ['two-ri-plus-list', 'Not known', ''],
    ]);
    expect(page.findings[1]?.sentence).toContain('2RI+');
    const facts = Object.fromEntries(page.facts.map(({ key, value }) => [key.text, value.text]));
    expect(facts).toMatchObject({
      Support: 'Up to 10 days, support of a trust (UID 99201)',
      'Contact, in this order': 'Diocese, then trust',
    });
    expect(facts).not.toHaveProperty('Tier');
  });

  it('says where the school is, or what to do where it is nowhere', () => {
    const place = { kind: 'school', placed: 'exact', postcode: 'LS1 4AP', hasDistricts: true } as const;
    const placeOf = (known: Parameters<typeof presentDecision>[1]) =>
      presentDecision(DECISION, known).facts.find(({ key }) => key.text === 'Place')?.value.text;
    expect(placeOf(place)).toBe('Known (LS1 4AP)');
    expect(placeOf({ ...place, placed: 'approximate' })).toMatch(/approximate/);
    expect(placeOf({ ...place, kind: 'trust', placed: 'approximate' })).toMatch(/^Approximate/);
    expect(placeOf({ ...place, placed: 'none' })).toMatch(/^The place is not known: .*school file/);
    expect(placeOf(null)).toBeUndefined();
  });

  it('gives the days on average where the offer does, in the same words everywhere', () => {
    const average = { ...DECISION, offer: '2020-21', halfDays: 10, unit: 'school' } as const;
    const { why, facts } = presentDecision(average);
    expect(facts.find(({ key }) => key.text === 'Support')?.value.text).toBe(
      '5 days on average, support of a school',
    );
    expect(why).toContain('5 days of support on average');
    expect(why).not.toContain('Up to 5');
  });
});

describe('what is recorded by hand', () => {
  const hrefs = (links: readonly { readonly href: string }[]) => links.map(({ href }) => href);

  it('is linked where the offer knows it', () => {
    expect(hrefs(recordLinks('2024-25'))).toEqual(['/rounds/2024-25/direct-support']);
    expect(hrefs(recordLinks('2022-23'))).toEqual(['/rounds/2022-23/requests']);
    expect(recordLinks('2021-22')).toHaveLength(2);
    expect(recordLinks('2019-20')).toEqual([]);
  });

  it('begins at the school or trust that it is about', () => {
    const urn = '/rounds/2024-25/direct-support/form?urn=990001';
    expect(hrefs(actionLinks(DECISION))).toEqual([urn]);
    expect(actionLinks({ ...DECISION, unit: 'school', supportedId: '990001' })).toEqual([]);
    expect(actionLinks({ ...DECISION, subjectKind: 'trust', subjectId: '99201' })).toEqual([]);
    const finding = {
      ...{ rule: 'trust-level-support', answer: 'no' as const, missing: [], evidence: [] },
      facts: { directSupportAgreed: true },
    };
    expect(hrefs(actionLinks({ ...DECISION, unit: 'school', findings: [finding] }))).toEqual([
      `${urn}&agreed=no`,
    ]);
    expect(hrefs(actionLinks({ ...DECISION, offer: '2022-23', eligible: 'no', unit: null }))).toEqual([
      '/rounds/2022-23/requests/form?subjectKind=school&subjectId=990001',
    ]);
  });
});
