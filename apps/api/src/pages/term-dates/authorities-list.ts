import type { ListedTermDates } from '../../../../../libs/features/offers/index.js';
import { LIST_SEPARATOR } from '../../../../../libs/features/reports/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ShortList } from '../short-list.js';
import { authorityText } from './term-dates.presenter.js';

type AuthoritySort = 'name' | 'code' | 'schools' | 'ends';

export const AUTHORITY_LIST: ShortList<ListedTermDates, AuthoritySort> = {
  noun: 'Local authorities',
  columns: [
    ['name', 'Local authority'],
    ['code', 'Code'],
    ['schools', 'Schools in the register', 'number'],
    ['ends', 'Terms end on'],
  ],
  keys: {
    name: ({ authority, name }) => authorityText(authority, name),
    code: ({ authority }) => authority,
    schools: ({ schools }) => schools,
    ends: ({ ends }) => ends.at(-1) ?? '',
  },
  usual: { sort: 'name', direction: 'ascending' },
  filters: {
    dates: {
      any: 'Any',
      values: [
        { value: 'own', text: 'Dates of their own' },
        { value: 'national', text: 'The national dates' },
      ],
      fits: ({ ends }, value) => ends.length > 0 === (value === 'own'),
    },
  },
  words: ({ authority, name }) => [authority, name ?? ''],
  path: '/term-dates',
  file: '/term-dates/term-dates',
};

/** The list as a file. */
export const AUTHORITY_FILE_COLUMNS: readonly CsvColumn<ListedTermDates>[] = [
  { name: 'authority', of: ({ authority }) => authority },
  { name: 'name', of: ({ name }) => name },
  { name: 'schools', of: ({ schools }) => schools },
  { name: 'terms_end_on', of: ({ ends }) => ends.join(LIST_SEPARATOR) },
];
