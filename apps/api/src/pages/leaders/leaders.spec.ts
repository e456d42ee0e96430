import type { ListedLeader } from '../../../../../libs/features/budgets/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { leaderFilter, leaderOrder, leadersForm } from './leaders.form.js';
import {
  LEADER_LIST_COLUMNS,
  leaderChoices,
  leaderColumns,
  leaderTags,
  presentLeaders,
} from './leaders.presenter.js';

const LEADER: ListedLeader = {
  leaderRef: 'LDR 7/a',
  name: 'Ada Byrne',
  state: 'withdrawn',
  role: 'nle',
  region: null,
  phases: ['primary'],
  expertise: [],
  offeredHalfDays: 21,
  reservedHalfDays: 6,
  deliveredHalfDays: 1,
  leftHalfDays: 14,
};
const FORM = leadersForm({}, '2024-25');

describe('the list of leaders', () => {
  it('takes from the address what it knows, and nothing else', () => {
    const asked = { offer: '2019-20', region: 'Airedale', expertise: 'send', phase: 'lunar', left: '5' };
    const form = leadersForm({ ...asked, sort: 'left', direction: 'descending', text: ' Bo ' }, '2024-25');
    expect(form).toMatchObject({ offer: '2019-20', phase: '', left: '5', sort: 'left' });
    expect(leaderFilter(form)).toEqual({
      ...{ text: 'Bo', region: 'Airedale', expertise: 'send', leftAtLeastHalfDays: 10 },
    });
    expect(leaderOrder(form)).toEqual({ sort: 'left', descending: true });
    expect(leaderFilter(leadersForm({ left: 'none' }, '2024-25'))).toEqual({ leftAtMostHalfDays: 0 });
    expect(leadersForm({ offer: 'x', sort: 'DROP' }, '2024-25')).toMatchObject({
      ...{ offer: '2024-25', sort: 'name', direction: 'ascending' },
    });
  });

  it('names every filter in force with the address that lifts it alone', () => {
    const form = leadersForm({ region: 'Airedale', left: 'some' }, '2024-25');
    expect(leaderTags(form)).toEqual([
      { text: 'Airedale', href: '/leaders?offer=2024-25&left=some&sort=name&direction=ascending' },
      { text: 'Any days left', href: '/leaders?offer=2024-25&region=Airedale&sort=name&direction=ascending' },
    ]);
    expect(leaderTags(FORM)).toEqual([]);
    expect(leaderChoices(['Airedale']).regions.map(({ text }) => text)).toEqual([
      ...['Any region', 'Airedale', 'Not known'],
    ]);
    const unknown = leadersForm({ region: 'not-known' }, '2024-25');
    expect(leaderFilter(unknown)).toEqual({ region: null });
    expect(leaderTags(unknown).map(({ text }) => text)).toEqual(['Region not known']);
  });

  it('sorts by a link in each column and says which way it is sorted', () => {
    const columns = leaderColumns({ ...FORM, sort: 'left', direction: 'descending' });
    expect(columns.map(({ ariaSort }) => ariaSort)).toEqual([
      ...['none', 'none', 'none', 'none', 'none', 'descending', null],
    ]);
    expect(columns[5]?.href).toContain('sort=left&direction=ascending');
    expect(columns[0]?.href).toContain('sort=name&direction=ascending');
    expect(columns[2]?.href).toContain('sort=offered&direction=descending');
  });

  it('shows days, not half-days, and what is not known in words', () => {
    expect(presentLeaders([LEADER], '2024-25')).toEqual([
      {
        ...{ href: '/leaders/LDR%207%2Fa?offer=2024-25', name: 'Ada Byrne', ref: 'LDR 7/a', withdrawn: true },
        ...{ region: 'Not known', expertise: 'None given', phases: 'primary' },
        ...{ offered: 10.5, reserved: 3, delivered: 0.5, left: 7 },
      },
    ]);
    expect(csvText(LEADER_LIST_COLUMNS, [LEADER]).split('\n')[1]).toBe(
      'LDR 7/a,Ada Byrne,withdrawn,national leader of education (NLE),,primary,,10.5,3,0.5,7',
    );
  });
});
