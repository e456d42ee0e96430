import { type Form, textField } from './form.js';
import {
  addressOf,
  type ColumnName,
  type PageLinks,
  pageLinks,
  pageNumber,
  type SortColumn,
  sortColumns,
  sortedRows,
  type SortOrder,
  sortOrder,
} from './sorted-list.js';

const ROWS_ON_A_PAGE = 50;
const TEXT_LENGTH = 100;

export interface ListItem {
  readonly value: string;
  readonly text: string;
}

export interface ListFilter<Row> {
  /** What is shown when nothing is chosen: `Any state`. */
  readonly any: string;
  readonly values: readonly ListItem[];
  readonly fits: (row: Row, value: string) => boolean;
}

/** A list of a few thousand rows at most: all are read, then chosen, ordered and cut into pages here. */
export interface ShortList<Row, Sort extends string> {
  /** In the plural, with a capital letter. */
  readonly noun: string;
  readonly columns: readonly ColumnName<Sort>[];
  readonly keys: Readonly<Record<Sort, (row: Row) => string | number>>;
  readonly usual: SortOrder<Sort>;
  /** By the name that each has in the address. */
  readonly filters: Readonly<Record<string, ListFilter<Row>>>;
  /** Where the words that somebody looks for may stand; absent: the list has no field for them. */
  readonly words?: (row: Row) => readonly string[];
  readonly path: string;
  /** Path of the files, without their ending; absent: it is not given as a file. */
  readonly file?: string;
  /** What else the address says. */
  readonly kept?: Readonly<Record<string, string>>;
  /** For another list on the same page: what its names in the address begin with, and where on the page it stands. */
  readonly own?: string;
}

/** What an address asks of a list; empty: not filtered by that. */
export interface ListForm<Sort extends string> extends SortOrder<Sort> {
  readonly chosen: Readonly<Record<string, string>>;
  readonly text: string;
  /** From 1. */
  readonly page: number;
  /** Every row on one page, for printing. */
  readonly all: boolean;
}

export interface ShownList<Row, Sort extends string> {
  readonly form: ListForm<Sort>;
  /** Every row that fits, in order. */
  readonly found: readonly Row[];
  /** Those of the page. */
  readonly rows: readonly Row[];
  readonly columns: readonly SortColumn[];
  /** Each filter in force, with the address that lifts it. */
  readonly tags: readonly { readonly text: string; readonly href: string }[];
  /** The address without filters. */
  readonly clear: string;
  /** The same list with something changed; a changed filter or order begins on the first page. */
  readonly address: (change: Readonly<Record<string, string>>) => string;
  readonly choices: Readonly<Record<string, readonly ListItem[]>>;
  /** What the form of its filters carries along: the order, and what else the address says. */
  readonly kept: Readonly<Record<string, string>>;
  readonly pages: PageLinks;
  readonly links: { readonly csv: string | null; readonly xlsx: string | null; readonly all: string | null };
}

/** What is not known counts as not asked. */
export function listForm<Row, Sort extends string>(list: ShortList<Row, Sort>, given: Form): ListForm<Sort> {
  const query = ownFields(list, given);
  const sorts = list.columns.flatMap(([sort]) => sort ?? []);
  return {
    chosen: Object.fromEntries(
      Object.entries(list.filters).map(([name, { values }]) => [
        name,
        values.find(({ value }) => value === textField(query, name))?.value ?? '',
      ]),
    ),
    text: list.words === undefined ? '' : textField(query, 'text').slice(0, TEXT_LENGTH),
    page: pageNumber(query),
    all: textField(query, 'all') === 'yes',
    ...sortOrder(query, sorts, list.usual),
  };
}

/** The rows that the form lets through, in its order. */
export function chosenRows<Row, Sort extends string>(
  list: ShortList<Row, Sort>,
  rows: readonly Row[],
  { chosen, text, sort, direction }: ListForm<Sort>,
): readonly Row[] {
  const sought = text.toLowerCase();
  const found = rows.filter(
    (row) =>
      Object.entries(list.filters).every(([name, { fits }]) => {
        const value = chosen[name] ?? '';
        return value === '' || fits(row, value);
      }) &&
      (sought === '' || list.words?.(row).some((word) => word.toLowerCase().includes(sought)) === true),
  );
  return sortedRows(found, list.keys[sort], direction);
}

/** The rows that an address asks for, in its order and on one page: those of a file. */
export function askedRows<Row, Sort extends string>(
  list: ShortList<Row, Sort>,
  rows: readonly Row[],
  query: Form,
): readonly Row[] {
  return chosenRows(list, rows, listForm(list, query));
}

/** The page of the list that is asked for, with everything that stands around its rows. */
export function shownList<Row, Sort extends string>(
  list: ShortList<Row, Sort>,
  rows: readonly Row[],
  query: Form,
): ShownList<Row, Sort> {
  const asked = listForm(list, query);
  const found = chosenRows(list, rows, asked);
  const lastPage = Math.max(1, Math.ceil(found.length / ROWS_ON_A_PAGE));
  const form = { ...asked, page: asked.all ? 1 : Math.min(asked.page, lastPage) };
  const size = asked.all ? Math.max(found.length, 1) : ROWS_ON_A_PAGE;
  const first = (form.page - 1) * size;
  const address = (change: Readonly<Record<string, string>>, path = list.path): string =>
    listAddress(list, form, change, path);
  const fileAddress = (ending: string): string | null =>
    list.file === undefined ? null : address({ all: '' }, `${list.file}.${ending}`);
  return {
    form,
    found,
    rows: found.slice(first, first + size),
    columns: sortColumns(list.columns, form, (change) => address({ ...change })),
    tags: [
      ...Object.entries(list.filters).flatMap(([name, { values }]) =>
        values
          .filter(({ value }) => value === form.chosen[name])
          .map(({ text }) => ({ text, href: address({ [name]: '' }) })),
      ),
      ...(form.text === '' ? [] : [{ text: `“${form.text}”`, href: address({ text: '' }) }]),
    ],
    address: (change) => address(change),
    clear: address({
      ...Object.fromEntries(Object.keys(list.filters).map((name) => [name, ''])),
      text: '',
    }),
    choices: Object.fromEntries(
      Object.entries(list.filters).map(([name, { any, values }]) => [
        name,
        [{ value: '', text: any }, ...values],
      ]),
    ),
    kept: keptBy(list, form),
    pages: pageLinks({ page: form.page, size, total: found.length }, list.noun, (page) => address({ page })),
    links: {
      csv: fileAddress('csv'),
      xlsx: fileAddress('xlsx'),
      all: lastPage > 1 && !form.all ? address({ all: 'yes' }) : null,
    },
  };
}

function keptBy<Row, Sort extends string>(
  { kept, own }: ShortList<Row, Sort>,
  { sort, direction }: ListForm<Sort>,
): Readonly<Record<string, string>> {
  const begin = own === undefined ? '' : `${own}-`;
  const entries = Object.entries({ ...kept, [`${begin}sort`]: sort, [`${begin}direction`]: direction });
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** What the address says of this list, by the plain names. */
function ownFields<Row, Sort extends string>({ own }: ShortList<Row, Sort>, query: Form): Form {
  if (own === undefined) return query;
  const begin = `${own}-`;
  const entries = Object.entries(query).filter(([name]) => name.startsWith(begin));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(begin.length), value]));
}

function listAddress<Row, Sort extends string>(
  { kept, usual, own, path: page }: ShortList<Row, Sort>,
  form: ListForm<Sort>,
  change: Readonly<Record<string, string>>,
  path: string,
): string {
  const { sort, direction, ...rest } = {
    ...{ ...form.chosen, text: form.text, all: form.all ? 'yes' : '' },
    ...{ sort: form.sort, direction: form.direction },
    ...change,
  };
  const isUsual = sort === usual.sort && direction === usual.direction;
  const asked = { ...rest, ...(isUsual ? {} : { sort, direction }) };
  if (own === undefined) return addressOf(path, { ...kept, ...asked });
  const named = Object.fromEntries(Object.entries(asked).map(([name, value]) => [`${own}-${name}`, value]));
  return `${addressOf(path, { ...kept, ...named })}${path === page ? `#${own}` : ''}`;
}

/** What the address asks of another list on the page, to be kept by the links of this one. */
export function keptOf(query: Form, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, textField(query, name).slice(0, TEXT_LENGTH)]));
}
