import { csvText } from '../../../../../libs/platform/files/index.js';
import { ROLES } from '../../../../../libs/domain/kernel/index.js';
import {
  offerChoices,
  presentInvitation,
  presentPerson,
  regionChoices,
  roleChoices,
  roleNames,
} from './people.presenter.js';
import { shownList } from '../short-list.js';
import { INVITATION_FILE_COLUMNS, INVITATION_LIST } from './invitations-list.js';
import { PEOPLE_FILE_COLUMNS, PEOPLE_LIST } from './people-list.js';
import { EMPTY_PERSON, type PersonForm, personFaults, readPerson } from './person.form.js';

type User = Parameters<typeof presentPerson>[0];
type Invitation = Parameters<typeof presentInvitation>[0];

const USER: User = {
  ...{ id: 'u1', username: 'ada', displayName: 'Ada L', roles: ['coordinator', 'reviewer'] },
  ...{ leaderRef: null, offers: null, regions: null, disabled: false, createdAt: new Date(0) },
};
const INVITATION: Invitation = {
  ...{ id: 'i1', displayName: 'Bob M', email: null, roles: ['leader'], leaderRef: 'L1', offers: null },
  ...{ regions: null, createdAt: new Date(0), expiresAt: new Date('2026-03-04T12:00:00Z'), state: 'open' },
};

describe('somebody in the list of people', () => {
  it('is shown with what they may do', () => {
    expect(presentPerson(USER)).toEqual({
      ...{ id: 'u1', name: 'Ada L', username: 'ada', roles: 'Coordinator, reviewer', leaderRef: '' },
      state: 'Active',
    });
    expect(presentPerson({ ...USER, roles: ['leader'], leaderRef: 'L1', disabled: true })).toMatchObject({
      ...{ roles: 'System leader', leaderRef: 'L1', state: 'Disabled' },
    });
  });

  it.each<[Partial<User>, string]>([
    [{ offers: ['2022-23', '2024-25'] }, 'Coordinator, reviewer, for 2022-23 and 2024-25 only'],
    [{ regions: ['London'] }, 'Coordinator, reviewer, in London only'],
    [
      { offers: ['2024-25'], regions: ['London', 'South West'] },
      'Coordinator, reviewer, for 2024-25 only, in London and South West only',
    ],
  ])('says what they are limited to: %j', (limits, words) => {
    expect(presentPerson({ ...USER, ...limits }).roles).toBe(words);
  });
});

describe('an invitation', () => {
  it.each<[Invitation['state'], string, boolean]>([
    ['open', 'Open', true],
    ['accepted', 'Accepted', false],
    ['withdrawn', 'Withdrawn', false],
    ['expired', 'Run out', false],
  ])('that is %s reads %s', (state, words, open) => {
    const row = presentInvitation({ ...INVITATION, state });
    expect([row.state, row.open, row.email, row.until]).toEqual([words, open, '', '4 March 2026']);
    expect([row.roles, row.leaderRef]).toEqual(['System leader', 'L1']);
  });
});

describe('the list of invitations', () => {
  const late: Invitation = {
    ...{ ...INVITATION, id: 'i2', displayName: 'Ada L', email: 'ada@example.org', roles: ['admin'] },
    ...{ state: 'expired', createdAt: new Date(9e9) },
  };
  const all = [INVITATION, late];
  const names = (query: Record<string, string>) =>
    shownList(INVITATION_LIST, all, query).rows.map(({ displayName }) => displayName);

  it('is newest first, or as asked, filtered by state, role and what is typed', () => {
    expect([names({}), names({ sort: 'roles', direction: 'descending' })]).toEqual([
      ['Ada L', 'Bob M'],
      ['Bob M', 'Ada L'],
    ]);
    expect([names({ state: 'open' }), names({ role: 'admin' }), names({ text: 'EXAMPLE' })]).toEqual([
      ['Bob M'],
      ['Ada L'],
      ['Ada L'],
    ]);
  });

  it('is sorted by leader, those who are none first', () => {
    const admin = { ...late, leaderRef: null };
    const sorted = shownList(INVITATION_LIST, [INVITATION, admin], { sort: 'leader' }).rows;
    expect(sorted.map(({ leaderRef }) => leaderRef)).toEqual([null, 'L1']);
  });

  it('is saved with what each may do', () => {
    expect(csvText(INVITATION_FILE_COLUMNS, [INVITATION])).toContain(
      'Bob M,,leader,,,L1,Open,1970-01-01,2026-03-04',
    );
  });
});

describe('the form of a person', () => {
  it('offers every role, offer and region, and ticks those that were chosen', () => {
    expect(roleChoices(['admin']).filter(({ checked }) => checked)).toMatchObject([{ value: 'admin' }]);
    expect(roleChoices([]).map(({ value }) => value)).toEqual(ROLES);
    expect(offerChoices(['2022-23']).filter(({ checked }) => checked)).toMatchObject([{ value: '2022-23' }]);
    expect(offerChoices([])[0]?.value).toBe('2024-25');
    expect(regionChoices(['London']).filter(({ checked }) => checked)).toMatchObject([{ value: 'London' }]);
    expect(regionChoices([])).toHaveLength(9);
    expect(roleNames(['auditor', 'leader'])).toBe('Auditor, system leader');
  });

  it('reads one choice or several, and leaves out what is none', () => {
    const one = readPerson({ displayName: ' Ada ', roles: 'reviewer', offers: '2024-25', regions: 'London' });
    expect(one).toMatchObject({ displayName: 'Ada', roles: ['reviewer'], offers: ['2024-25'] });
    expect(one.regions).toEqual(['London']);
    const many = readPerson({
      ...{ roles: ['reviewer', 'king', 'coordinator'], offers: ['1999-00', '2022-23'] },
      ...{ regions: ['Wales', 'London'], disabled: 'yes', id: 'x', sessionEpoch: '0' },
    });
    expect(many).toEqual({
      ...{ displayName: '', email: '', roles: ['coordinator', 'reviewer'], leaderRef: '', reason: '' },
      ...{ offers: ['2022-23'], regions: ['London'], disabled: true },
    });
  });

  it('points each refusal at its field, beside all that is missing', () => {
    const fields = (form: PersonForm, code: string): readonly (string | undefined)[] =>
      (personFaults(form, ['displayName'], { code, facts: {} }).errors ?? []).map(({ href }) => href);
    const whole = { ...EMPTY_PERSON, displayName: 'Ada', roles: ['coordinator' as const] };
    const codes = ['offers-need-limited-role', 'regions-need-limited-role', 'bad-email', 'x'];
    expect(codes.map((code) => fields(whole, code))).toEqual([
      ['#offers'],
      ['#regions'],
      ['#email'],
      ['#roles'],
    ]);
    expect(fields(EMPTY_PERSON, 'bad-display-name')).toEqual(['#displayName', '#roles']);
    expect(fields({ ...EMPTY_PERSON, roles: ['leader'] }, 'bad-display-name')).toEqual([
      ...['#displayName', '#leaderRef'],
    ]);
    expect(personFaults(whole, ['reason'], undefined).errors).toBeNull();
  });
});

describe('the list of people', () => {
  const users = [USER, { ...USER, id: 'u2', username: 'zed', displayName: 'Bo', disabled: true }];
  const names = (query: Record<string, string>) =>
    shownList(PEOPLE_LIST, users, query).rows.map(({ displayName }) => displayName);

  it('is by name, or as asked', () => {
    expect([names({}), names({ sort: 'state', direction: 'descending' })]).toEqual([
      ['Ada L', 'Bo'],
      ['Bo', 'Ada L'],
    ]);
  });

  it('is filtered by role, state, and what is typed of a name', () => {
    expect(names({ state: 'Disabled', text: 'ZED', role: 'king' })).toEqual(['Bo']);
    expect([names({ role: 'leader' }), names({ role: 'reviewer', text: 'ada l' })]).toEqual([[], ['Ada L']]);
  });

  it('is saved with the limits of each', () => {
    const limited = { ...USER, offers: ['2022-23', '2024-25'] as const, regions: ['London'] as const };
    expect(csvText(PEOPLE_FILE_COLUMNS, [limited])).toMatch(/2022-23;2024-25,London,.*,active/);
  });
});
