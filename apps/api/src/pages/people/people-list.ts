import { type Role, ROLES } from '../../../../../libs/domain/kernel/index.js';
import type { UserSummary } from '../../../../../libs/features/identity/index.js';
import { LIST_SEPARATOR } from '../../../../../libs/features/reports/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { type Form, textField } from '../form.js';
import {
  addressOf,
  type ColumnName,
  type PageLinks,
  pageLinks,
  type SortColumn,
  sortColumns,
  sortedRows,
  type SortOrder,
  sortOrder,
} from '../sorted-list.js';
import { type PersonRow, presentPerson, roleNames } from './people.presenter.js';

const ROWS_ON_A_PAGE = 50;
const PATH = '/admin/users';
const PEOPLE_SORTS = ['name', 'username', 'roles', 'leader', 'state'] as const;
type PeopleSort = (typeof PEOPLE_SORTS)[number];
const STATES = ['Active', 'Disabled'] as const;

/** Filter and order of the list as its address holds them; empty: not filtered by that. */
export interface PeopleForm extends SortOrder<PeopleSort> {
  readonly role: Role | '';
  readonly state: PersonRow['state'] | '';
  readonly text: string;
}

const BY_NAME: SortOrder<PeopleSort> = { sort: 'name', direction: 'ascending' };

/** What the address asks for. What is not known counts as not asked. */
export function peopleForm(query: Form): PeopleForm {
  return {
    role: ROLES.find((known) => known === textField(query, 'role')) ?? '',
    state: STATES.find((known) => known === textField(query, 'state')) ?? '',
    text: textField(query, 'text').slice(0, 100),
    ...sortOrder(query, PEOPLE_SORTS, BY_NAME),
  };
}

/** The same list as an address, with something changed. */
export function peopleAddress(
  form: PeopleForm,
  change: Partial<Record<keyof PeopleForm | 'page', string>> = {},
  path = PATH,
): string {
  const { sort, direction, ...filter } = { ...form, ...change };
  const isUsual = sort === BY_NAME.sort && direction === BY_NAME.direction;
  return addressOf(path, { ...filter, ...(isUsual ? {} : { sort, direction }) });
}

const COLUMNS: readonly ColumnName<PeopleSort>[] = [
  ['name', 'Name'],
  ['username', 'Username'],
  ['roles', 'Roles'],
  ['leader', 'Leader'],
  ['state', 'State'],
];
const KEYS: Readonly<Record<PeopleSort, (row: PersonRow) => string>> = {
  name: (row) => row.name,
  username: (row) => row.username,
  roles: (row) => row.roles,
  leader: (row) => row.leaderRef,
  state: (row) => row.state,
};

/** Everybody whom the filter lets through, in the order that is asked for. */
export function peopleFor(users: readonly UserSummary[], form: PeopleForm): readonly UserSummary[] {
  const sought = form.text.toLowerCase();
  const found = users.filter(
    ({ roles, disabled, displayName, username, leaderRef }) =>
      (form.role === '' || roles.includes(form.role)) &&
      (form.state === '' || disabled === (form.state === 'Disabled')) &&
      [displayName, username, leaderRef ?? ''].some((text) => text.toLowerCase().includes(sought)),
  );
  return sortedRows(found, (user) => KEYS[form.sort](presentPerson(user)), form.direction);
}

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface PeopleList {
  readonly people: readonly PersonRow[];
  readonly columns: readonly SortColumn[];
  readonly tags: readonly { readonly text: string; readonly href: string }[];
  readonly pages: PageLinks;
  readonly links: { readonly csv: string; readonly xlsx: string };
  readonly choices: { readonly roles: readonly Item[]; readonly states: readonly Item[] };
}

/** One page of the people, with the links that sort, filter, turn pages and save. */
export function presentPeople(users: readonly UserSummary[], form: PeopleForm, page: number): PeopleList {
  const found = peopleFor(users, form);
  const first = (page - 1) * ROWS_ON_A_PAGE;
  const { role, state, text } = form;
  const tag = (name: keyof PeopleForm, words: string): { text: string; href: string } => ({
    text: words,
    href: peopleAddress(form, { [name]: '' }),
  });
  return {
    people: found.slice(first, first + ROWS_ON_A_PAGE).map(presentPerson),
    columns: sortColumns(COLUMNS, form, (change) => peopleAddress(form, change)),
    tags: [
      ...(role === '' ? [] : [tag('role', roleNames([role]))]),
      ...(state === '' ? [] : [tag('state', state)]),
      ...(text === '' ? [] : [tag('text', `“${text}”`)]),
    ],
    pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.length }, 'People', (to) =>
      peopleAddress(form, { page: to }),
    ),
    links: {
      csv: peopleAddress(form, {}, `${PATH}.csv`),
      xlsx: peopleAddress(form, {}, `${PATH}.xlsx`),
    },
    choices: {
      roles: [
        { value: '', text: 'Any role' },
        ...ROLES.map((value) => ({ value, text: roleNames([value]) })),
      ],
      states: [{ value: '', text: 'Any state' }, ...STATES.map((value) => ({ value, text: value }))],
    },
  };
}

/** The list as a file. */
export const PEOPLE_FILE_COLUMNS: readonly CsvColumn<UserSummary>[] = [
  { name: 'name', of: ({ displayName }) => displayName },
  { name: 'username', of: ({ username }) => username },
  { name: 'roles', of: ({ roles }) => roles.join(LIST_SEPARATOR) },
  { name: 'offers', of: ({ offers }) => offers?.join(LIST_SEPARATOR) ?? null },
  { name: 'regions', of: ({ regions }) => regions?.join(LIST_SEPARATOR) ?? null },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'state', of: ({ disabled }) => (disabled ? 'disabled' : 'active') },
];
