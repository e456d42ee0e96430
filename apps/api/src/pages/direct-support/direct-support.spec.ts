import type { DirectSupport } from '../../../../../libs/features/offers/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { shownList } from '../short-list.js';
import { AGREEMENT_FILE_COLUMNS, agreementList } from './agreements-list.js';
import {
  agreementAddress,
  presentAgreement,
  agreementFaults,
  agreementForm,
  presentAgreementForm,
  urnOf,
} from './direct-support.presenter.js';

const AGREED: DirectSupport = {
  ...{ urn: '100002', name: 'Hill School', agreed: true, trustUid: '5001', leaderRef: 'LDR-004' },
  ...{ decidedOn: '2025-01-10', reason: 'The trust asked for it', recordedBy: 'u1' },
};

it('lists agreements sorted and filtered by state and words, on the page and in the file', () => {
  const all = [AGREED, { ...AGREED, urn: '100009', name: 'Aire', agreed: false }].map((agreement) => ({
    agreement,
    row: presentAgreement('2024-25', agreement, () => 'Ada'),
  }));
  const names = (query: Record<string, string>) =>
    shownList(agreementList('2024-25'), all, query).rows.map(({ agreement }) => agreement.name);
  expect([names({}), names({ state: 'agreed' }), names({ text: 'aire' }), names({ sort: 'state' })]).toEqual([
    ...[['Aire', 'Hill School'], ['Hill School'], ['Aire'], ['Hill School', 'Aire']],
  ]);
  expect(csvText(AGREEMENT_FILE_COLUMNS, all.slice(0, 1))).toContain(
    '100002,Hill School,5001,Agreed,LDR-004,2025-01-10,The trust asked for it,Ada',
  );
});

describe('the page of agreements on direct support', () => {
  it('shows each school with what was last agreed, and takes back only what stands', () => {
    const lost = { ...AGREED, name: null, trustUid: null, leaderRef: null, agreed: false };
    expect([AGREED, lost].map((one) => presentAgreement('2024-25', one, (id) => `name of ${id}`))).toEqual([
      {
        ...{ school: 'Hill School (URN 100002)', trust: 'UID 5001', leader: 'LDR-004' },
        state: { text: 'Agreed', classes: 'govuk-tag--green' },
        ...{ on: '10 January 2025', why: 'The trust asked for it', by: 'name of u1' },
        href: '/rounds/2024-25/direct-support/form?urn=100002&agreed=no',
      },
      expect.objectContaining({ school: 'URN 100002', trust: '', leader: '', href: null }),
    ]);
  });

  it('comes with its school, and says whether it is agreed or taken back', () => {
    expect(agreementAddress('2021-22', '100002')).toBe('/rounds/2021-22/direct-support/form?urn=100002');
    expect(agreementForm({ urn: ' 100002 ' })).toMatchObject({ urn: '100002', agreed: true, on: '' });
    expect(agreementForm({ urn: '100002', agreed: 'no' }).agreed).toBe(false);
    const typed = agreementForm({ 'on-day': '5', 'on-month': '1', 'on-year': '2025' });
    expect(presentAgreementForm(typed, new Map()).on.map(({ value }) => value)).toEqual(['5', '1', '2025']);
  });

  it('names its school where it can be chosen by name, and goes by the number where one is typed', () => {
    const names = new Map([['100002', 'Hill School']]);
    const shown = (urn: string) => presentAgreementForm(agreementForm({ urn }), names);
    expect(shown('100002')).toMatchObject({ school: '100002', urn: '' });
    expect(shown('100003')).toMatchObject({ school: '', urn: '100003' });
    const both = [{ school: '100002' }, { school: '100002', urn: '100003' }].map(agreementForm);
    expect(both.map(urnOf)).toEqual(['100002', '100003']);
  });

  it('says at the field what is wrong', () => {
    const given = agreementForm({ urn: '100002', reason: 'Asked' });
    const empty = agreementFaults(agreementForm({}), { code: 'reason-needed', facts: {} });
    expect(empty.errors?.map(({ href }) => href)).toEqual(['#urn', '#reason']);
    expect(agreementFaults(given, { code: 'unknown-leader', facts: { leaderRef: 'X' } }).errors).toEqual([
      { text: expect.stringMatching(/^The leader X has not answered/) as string, href: '#leaderRef' },
    ]);
    expect(agreementFaults(given, { code: 'bad-date', facts: { date: '2025-02-30' } }).faults).toEqual({
      'on-day': { text: 'Enter a real date, like 28 2 2025' },
    });
    expect(agreementFaults(given, { code: 'offer-without-direct-support', facts: {} }).faults).toEqual({});
  });
});
