import type { Form } from '../form.js';
import { keptOf, type ShortList } from '../short-list.js';
import type { ContactLine, RunLine } from './case.presenter.js';

type RunSort = 'run' | 'leader' | 'days' | 'distance' | 'state';
type ContactSort = 'day' | 'party' | 'how';

export interface CaseLists {
  readonly runs: ShortList<RunLine, RunSort>;
  readonly contacts: ShortList<ContactLine, ContactSort>;
}

const NAMES = ['sort', 'direction', 'page'];

/** What the runs made of the case, and the contacts with its school or trust; each keeps what is asked of the other. */
export function caseLists(path: string, query: Form): CaseLists {
  const kept = (own: string): Readonly<Record<string, string>> =>
    keptOf(
      query,
      NAMES.map((name) => `${own}-${name}`),
    );
  return {
    runs: { ...RUNS, ...{ own: 'run', path, kept: kept('contact') } },
    contacts: { ...CONTACTS, ...{ own: 'contact', path, kept: kept('run') } },
  };
}

const RUNS: Omit<CaseLists['runs'], 'path'> = {
  noun: 'Lines',
  columns: [
    ['run', 'Run'],
    ['leader', 'Leader'],
    ['days', 'Days', 'number'],
    ['distance', 'Distance', 'number'],
    ['state', 'State'],
  ],
  keys: {
    run: ({ at }) => at,
    leader: ({ leader }) => leader,
    days: ({ days }) => Number(days),
    distance: ({ distanceMetres }) => distanceMetres,
    state: ({ state }) => state.text,
  },
  usual: { sort: 'run', direction: 'descending' },
  filters: {},
};

const CONTACTS: Omit<CaseLists['contacts'], 'path'> = {
  noun: 'Contacts',
  columns: [
    ['day', 'Day'],
    ['party', 'Who'],
    ['how', 'How, and what came of it'],
    [null, 'Note'],
  ],
  keys: {
    day: ({ day }) => day,
    party: ({ party }) => party,
    how: ({ how }) => how,
  },
  usual: { sort: 'day', direction: 'ascending' },
  filters: {},
};
