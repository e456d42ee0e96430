import type { ListedReferral } from '../../../../../libs/features/offers/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { shownList } from '../short-list.js';
import { REQUEST_FILE_COLUMNS, requestList } from './requests-list.js';
import {
  presentRequestForm,
  presentRequest,
  missingInRequest,
  requestFaults,
  requestForm,
  requestFormAddress,
  requestWords,
  subjectText,
} from './requests.presenter.js';

const RECORDED: ListedReferral = {
  ...{ name: 'Hill School', referralId: '7', from: 'record', subjectKind: 'school', subjectId: '100001' },
  ...{ decision: 'accepted', decidedOn: '2023-01-10', decidedBy: 'RSC North', reason: 'Fire' },
  ...{ recordedBy: 'u1', withdrawn: null },
};
const present = (...rows: readonly ListedReferral[]) =>
  rows.map((row) => presentRequest('2022-23', row, (id) => `name of ${id}`));

describe('the list of decisions', () => {
  const file = {
    ...RECORDED,
    referralId: null,
    from: 'file',
    recordedBy: null,
    decision: 'pending',
  } as const;
  const all = [RECORDED, { ...file, subjectKind: 'trust', name: 'Nine Locks', decidedOn: null } as const].map(
    (referral) => ({ referral, row: presentRequest('2022-23', referral, () => 'Ada') }),
  );
  const names = (query: Record<string, string>) =>
    shownList(requestList('2022-23'), all, query).rows.map(({ referral }) => referral.name);

  it('is sorted and filtered by who asked, what was decided and where it stands', () => {
    expect([names({}), names({ sort: 'on' })]).toEqual([
      ['Hill School', 'Nine Locks'],
      ['Nine Locks', 'Hill School'],
    ]);
    expect([names({ kind: 'trust' }), names({ decision: 'accepted' }), names({ from: 'file' })]).toEqual([
      ...[['Nine Locks'], ['Hill School'], ['Nine Locks']],
    ]);
    expect([names({ text: 'locks' }), names({ decision: 'withdrawn' })]).toEqual([['Nine Locks'], []]);
  });

  it('is saved as it is shown', () => {
    expect(csvText(REQUEST_FILE_COLUMNS, all.slice(0, 1))).toContain(
      'school,100001,Hill School,Accepted,2023-01-10,RSC North,Fire,Recorded by Ada',
    );
    const bare = all.map(({ row, referral }) => ({
      row,
      referral: { ...referral, decidedBy: null, reason: null },
    }));
    expect(csvText(REQUEST_FILE_COLUMNS, bare)).toContain(',Accepted,2023-01-10,,,Recorded by Ada');
  });
});

describe('the page of requests', () => {
  it('shows what was recorded, and where it is withdrawn', () => {
    expect(present(RECORDED)).toEqual([
      {
        ...{ who: 'Hill School (URN 100001)', on: '10 January 2023', decidedBy: 'RSC North', why: 'Fire' },
        decision: { text: 'Accepted', classes: 'govuk-tag--green' },
        ...{ from: 'Recorded by name of u1', href: '/rounds/2022-23/requests/7' },
      },
    ]);
  });

  it('withdraws neither a row of a file nor the same decision twice', () => {
    const file = { ...RECORDED, referralId: null, from: 'file', recordedBy: null, reason: null } as const;
    const withdrawn = { ...RECORDED, withdrawn: { by: 'u2', reason: 'Wrong school' } };
    expect(present(file, withdrawn)).toMatchObject([
      { from: 'List of referrals', href: null, why: 'Not recorded' },
      { decision: { text: 'Withdrawn' }, href: null, why: 'Fire. Withdrawn by name of u2: Wrong school' },
    ]);
    const bare = { ...file, decidedOn: null, decidedBy: null };
    expect(present(bare, { ...bare, decision: 'pending' })).toMatchObject([
      { on: 'No date', decidedBy: 'Not recorded' },
      { on: 'No date', decidedBy: 'Nobody yet' },
    ]);
  });

  it('names a school or trust by what is known of it', () => {
    expect(subjectText({ subjectKind: 'trust', subjectId: '5001', name: null })).toBe('Trust UID 5001');
    expect(subjectText({ subjectKind: 'school', subjectId: '100001', name: null })).toBe('URN 100001');
  });

  it('speaks of applications where the offer is on application', () => {
    expect(requestWords('2020-21')).toMatchObject({ title: 'Applications', file: 'List of applications' });
    expect(requestWords('2022-23').title).toBe('Exceptional requests');
  });

  it('comes with the school or trust that it is about', () => {
    expect(requestFormAddress('2022-23', 'trust', '5001')).toBe(
      '/rounds/2022-23/requests/form?subjectKind=trust&subjectId=5001',
    );
    const fields = presentRequestForm(requestForm({ subjectKind: 'trust', subjectId: '5001' }));
    expect(fields.kinds.filter(({ checked }) => checked).map(({ value }) => value)).toEqual(['trust']);
    expect(fields.decisions.every(({ checked }) => !checked)).toBe(true);
  });

  it('says at the field what is not chosen, and at none what belongs to none', () => {
    const form = requestForm({ subjectKind: 'school', subjectId: '100001', decision: 'accepted' });
    const missing = (changes: object) =>
      missingInRequest({ ...form, reason: 'Fire', ...changes }).map(({ field }) => field);
    expect(missing({})).toEqual([]);
    expect(missing({ subjectKind: 'academy', decision: 'constructor', subjectId: '', reason: '' })).toEqual([
      ...['subjectKind', 'subjectId', 'decision', 'reason'],
    ]);
    expect(missing({ on: '2023-02-30' })).toEqual(['on-day']);
    expect(requestFaults([], { code: 'unknown-trust', facts: { trustUid: '77' } }).errors).toEqual([
      { text: expect.stringMatching(/^There is no trust 77/) as string, href: '#subjectId' },
    ]);
    expect(requestFaults([], { code: 'unknown-school', facts: { urn: '' } }).faults).toEqual({
      subjectId: { text: 'Enter the URN of the school.' },
    });
    expect(requestFaults([], { code: 'bad-date', facts: { date: '2023-02-30' } }).faults).toEqual({
      'on-day': { text: 'Enter a real date, like 28 2 2025' },
    });
    expect(requestFaults([], { code: 'decided-by-too-long', facts: { limit: 200 } }).faults).toEqual({
      decidedBy: { text: 'Who decided is too long: at most 200 characters.' },
    });
    expect(requestFaults([], { code: 'offer-without-requests', facts: { offer: '2019-20' } })).toMatchObject({
      faults: {},
    });
  });
});
