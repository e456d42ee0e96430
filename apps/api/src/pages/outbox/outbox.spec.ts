import type { MessageView } from '../../../../../libs/features/messages/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { outboxAddress, outboxFilter, outboxForm } from './outbox.form.js';
import {
  OUTBOX_FILE_COLUMNS,
  outboxColumns,
  outboxTags,
  presentMessages,
  stateChoices,
} from './outbox.presenter.js';

const AT = new Date('2025-03-03T10:00:00Z');
const MESSAGE: MessageView = {
  ...{ id: 'x', template: 'match-published', toKind: 'leader', toRef: 'L1', toName: 'Ada', offer: '2024-25' },
  partyName: null,
  ...{ caseId: 'school-1', matchId: 'm1', state: 'sent', reason: null, sentThrough: 'notify', attempts: 1 },
  ...{ createdAt: AT, sentAt: AT, text: { subject: 'S', body: 'Dear Ada,\n\nB' } },
};

describe('the page of messages', () => {
  it('shows each with its words, to whom, and how it stands', () => {
    expect(presentMessages([MESSAGE])).toEqual([
      {
        ...{ id: 'x', to: 'Ada', kind: 'Leader', subject: 'S', paragraphs: ['Dear Ada,', 'B'], note: '' },
        ...{ on: '3 March 2025', tag: { text: 'Sent', classes: 'govuk-tag--green' } },
        ...{ mayResend: true, mayCancel: false, enter: null },
      },
    ]);
  });

  it.each([
    [{ sentThrough: 'outbox' }, ['Shown here only', '', true, false]],
    [{ state: 'waiting', attempts: 0 }, ['Waiting', '', false, true]],
    [{ state: 'waiting', attempts: 2 }, ['Waiting', 'Tried 2 times so far', false, true]],
    [{ state: 'no-address' }, ['No address', 'Nobody is entered to write to', true, false]],
    [
      { state: 'cancelled', reason: 'match-changed' },
      ['Cancelled', 'Overtaken by what came after', false, false],
    ],
    [{ state: 'cancelled', reason: 'by-hand' }, ['Cancelled', 'Cancelled by hand', false, false]],
    [
      { state: 'failed', attempts: 9, reason: 'post-away 429' },
      ['Failed', 'Tried 9 times: post away 429', true, false],
    ],
  ])('%j is shown as %j', (change, shown) => {
    const given = { ...MESSAGE, sentThrough: null, ...change } as MessageView;
    const [row] = presentMessages([given]);
    expect([row?.tag.text, row?.note, row?.mayResend, row?.mayCancel]).toEqual(shown);
  });

  it('names a party that nobody is known of by its reference', () => {
    const party = { ...MESSAGE, toKind: 'local-authority' as const, toRef: '201', toName: null };
    expect(presentMessages([party])[0]).toMatchObject({ to: '201', kind: 'Local authority 201' });
  });

  it('names the school that a message is for, also beside the person who reads it there', () => {
    const school = { ...MESSAGE, toKind: 'school' as const, toRef: '100001', partyName: 'Hill School' };
    const [known, nobody] = presentMessages([school, { ...school, toName: null }]);
    expect([known?.to, known?.kind]).toEqual(['Ada', 'School 100001, Hill School']);
    expect([nobody?.to, nobody?.kind]).toEqual(['Hill School', 'School 100001']);
  });

  it('leads to the form where an address is missing that no survey brings', () => {
    const enterOf = (change: Partial<MessageView>) => presentMessages([{ ...MESSAGE, ...change }])[0]?.enter;
    expect(enterOf({ state: 'no-address', toKind: 'trust', toRef: '20' })).toBe(
      '/contacts/form?party=trust&partyRef=20',
    );
    expect(enterOf({ state: 'no-address' })).toBeNull();
    expect(enterOf({ state: 'sent', toKind: 'trust', toRef: '20' })).toBeNull();
  });

  it('keeps its filter in the address', () => {
    expect(stateChoices(new Map([['failed', 3]]))[3]).toEqual({ value: 'failed', text: 'Failed (3)' });
    expect(outboxAddress(outboxForm({}))).toBe('/outbox');
    const form = outboxForm({ state: 'failed', toKind: 'trust', matchId: 'm1', sort: 'to' });
    expect(outboxAddress(form, { page: '2' })).toBe(
      '/outbox?state=failed&toKind=trust&matchId=m1&page=2&sort=to&direction=ascending',
    );
    expect(outboxFilter(form)).toEqual({ state: 'failed', toKind: 'trust', matchId: 'm1' });
    expect(outboxForm({ state: 'lost', toKind: 'king', sort: 'DROP' })).toEqual({
      ...{ state: '', toKind: '', matchId: '', sort: 'written', direction: 'descending' },
    });
  });

  it('sorts by a link in each column, and lets each filter be lifted', () => {
    const form = outboxForm({ state: 'failed', toKind: 'trust', sort: 'state', direction: 'descending' });
    expect(outboxColumns(form).map(({ ariaSort }) => ariaSort)).toEqual([
      ...['none', 'none', null, 'descending', null],
    ]);
    expect(outboxTags(form)).toEqual([
      { text: 'Failed', href: '/outbox?toKind=trust&sort=state&direction=descending' },
      { text: 'To: Trust', href: '/outbox?state=failed&sort=state&direction=descending' },
    ]);
  });

  it('goes to a file by references: no name, no words', () => {
    const text = csvText(OUTBOX_FILE_COLUMNS, [MESSAGE]);
    expect(text.split('\n')[1]).toBe(
      'x,2025-03-03T10:00:00.000Z,match-published,leader,L1,2024-25,school-1,sent,2025-03-03T10:00:00.000Z,',
    );
    expect(text).not.toContain('Ada');
  });
});
