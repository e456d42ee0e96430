import type { AuditEntry } from '../../../../../libs/platform/audit/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { auditAddress, auditFilter, auditForm, wrongDates } from './audit.form.js';
import { AUDIT_COLUMNS, auditOrder, auditTags, presentAudit } from './audit.presenter.js';

const ENTRY: AuditEntry = {
  ...{ id: '9', at: new Date('2024-11-05T09:30:00Z'), actorId: 'u1', actorRoles: ['reviewer', 'admin'] },
  ...{ action: 'match.end-early', subjectKind: 'match', subjectId: 'm1', reason: 'Ill' },
  ...{ before: null, after: { state: 'ended-early' } },
};

describe('the audit page', () => {
  it('searches by what is given, dates from either kind of field', () => {
    const form = auditForm({
      person: 'ada',
      'from-day': '5',
      'from-month': '11',
      'from-year': '2024',
      to: '2024-13-01',
    });
    expect(form).toEqual({
      ...{ person: 'ada', action: '', subject: '', from: '2024-11-05', to: '2024-13-01' },
      ...{ sort: 'at', direction: 'descending' },
    });
    expect(wrongDates(form)).toEqual(['to']);
    expect(auditFilter(form, ['u1'])).toEqual({ actorIds: ['u1'], from: '2024-11-05' });
    expect(auditAddress(form, { before: '7', to: '' })).toBe('/audit?person=ada&from=2024-11-05&before=7');
    expect(auditTags({ ...form, to: '' }).map(({ text }) => text)).toEqual([
      'Person: ada',
      'From: 5 November 2024',
    ]);
  });

  it('comes newest first or oldest first, and says which', () => {
    const form = auditForm({ sort: 'at', direction: 'ascending', action: 'match.end-early' });
    expect(auditOrder(form)).toEqual({
      words: 'oldest first',
      other: { text: 'Show the newest first', href: '/audit?action=match.end-early' },
    });
    expect(auditOrder(auditForm({})).other.href).toBe('/audit?sort=at&direction=ascending');
    expect(auditAddress(form, {}, '/audit/trail.xlsx')).toBe(
      '/audit/trail.xlsx?action=match.end-early&sort=at&direction=ascending',
    );
    expect(auditTags(form)[0]?.text).toBe('Action: Match: end early');
  });

  it.each([
    ['run', 'r1', '/runs/r1'],
    ['case', '2024-25/school-1', '/cases/2024-25/school-1'],
    ['claim', 'c1', null],
    ['constructor', 'x', null],
  ])('leads to the page of a %s only where every reader may go', (subjectKind, subjectId, href) => {
    expect(presentAudit([{ ...ENTRY, subjectKind, subjectId }], () => undefined)[0]?.href).toBe(href);
  });

  it.each([
    [
      { action: 'samples.loaded', subjectKind: 'samples', subjectId: 'samples' },
      'Samples: loaded',
      'the samples',
    ],
    [
      { action: 'retention.apply', subjectKind: 'retention', subjectId: '2019-08-31' },
      ...['Retention: apply', 'names from before 31 August 2019'],
    ],
    [
      { action: 'map-outline.import', subjectKind: 'map-outline', subjectId: 'england' },
      ...['Map outline: import', 'the outline of the map'],
    ],
    [
      { action: 'run.purge-effects', subjectKind: 'run-effect', subjectId: 'old' },
      ...['Run: throw away effects', 'effects that nobody waits for'],
    ],
    [
      { action: 'run.ask-effect', subjectKind: 'run-effect', subjectId: '7' },
      'Run: ask for an effect',
      'effect 7',
    ],
    [
      { action: 'term-dates.change', subjectKind: 'term-dates', subjectId: '380' },
      ...['Term dates: change', 'term dates of authority 380'],
    ],
    [
      { action: 'api-token.create', subjectKind: 'api-token', subjectId: 't' },
      'API token: create',
      'API token t',
    ],
    [
      { action: 'table.export', subjectKind: 'term-dates', subjectId: 'all' },
      'File: export',
      'term dates, all of them',
    ],
    [{ action: 'table.export', subjectKind: 'cases', subjectId: '2024-25' }, 'File: export', 'cases 2024-25'],
    [{ action: 'x', subjectKind: 'constructor', subjectId: 'x' }, 'X', 'constructor x'],
  ])('says what was done to what in words: %j', (written, action, subject) => {
    expect(presentAudit([{ ...ENTRY, ...written }], () => undefined)[0]).toMatchObject({ action, subject });
  });

  it('says what a file was for as it was chosen, or written', () => {
    const taken = (reason: string) =>
      presentAudit([{ ...ENTRY, action: 'table.export', reason }], () => undefined)[0]?.reason;
    expect([taken('plan-visits'), taken('A visit')]).toEqual([
      'To plan visits or other work with schools',
      'A visit',
    ]);
  });

  it('names who acted, and keeps names out of the file', () => {
    expect(presentAudit([ENTRY], () => 'Ada (ada)')).toEqual([
      {
        ...{ at: '2024-11-05T09:30:00.000Z', who: 'Ada (ada)', roles: 'reviewer, admin' },
        ...{ action: 'Match: end early', subject: 'match m1', reason: 'Ill', before: '' },
        ...{ after: '{"state":"ended-early"}', href: '/matches/m1' },
      },
    ]);
    expect(presentAudit([{ ...ENTRY, actorId: 'system' }], () => undefined)[0]?.who).toBe('the service');
    expect(presentAudit([ENTRY], () => undefined)[0]?.who).toBe('u1');
    const signed = { ...ENTRY, actorId: 'sign-off-link:9' };
    expect(presentAudit([signed], () => undefined)[0]?.who).toBe('somebody with sign-off link 9');
    expect(csvText(AUDIT_COLUMNS, [ENTRY]).split('\n')[1]).toBe(
      '9,2024-11-05T09:30:00.000Z,u1,reviewer;admin,match.end-early,match,m1,,"{""state"":""ended-early""}",Ill',
    );
  });
});
