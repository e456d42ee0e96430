import { chosenRows, keptOf, listForm, type ShortList, shownList } from './short-list.js';

interface Book {
  readonly title: string;
  readonly pages: number;
  readonly state: 'in' | 'out';
}

const LIST: ShortList<Book, 'title' | 'pages'> = {
  noun: 'Books',
  columns: [
    ['title', 'Title'],
    ['pages', 'Pages', 'number'],
    [null, 'Done'],
  ],
  keys: { title: ({ title }) => title, pages: ({ pages }) => pages },
  usual: { sort: 'title', direction: 'ascending' },
  filters: {
    state: {
      any: 'Any state',
      values: [
        { value: 'in', text: 'On the shelf' },
        { value: 'out', text: 'Lent' },
      ],
      fits: ({ state }, value) => state === value,
    },
  },
  words: ({ title }) => [title],
  path: '/books',
  file: '/books/all',
  kept: { offer: '2024-25' },
};
const BOOKS: readonly Book[] = [
  { title: 'Dune', pages: 600, state: 'in' },
  { title: 'Emma', pages: 400, state: 'out' },
  { title: 'Ask', pages: 500, state: 'in' },
];
const many = Array.from({ length: 120 }, (_, n) => ({
  ...{ title: String(n).padStart(3, '0'), pages: n, state: 'in' as const },
}));
const shown = (query: Record<string, unknown>, books = BOOKS) => shownList(LIST, books, query);
const titles = (query: Record<string, unknown>) => shown(query).rows.map(({ title }) => title);

it('shows the rows that are asked for, in the order that is asked for, the same in the file', () => {
  expect(titles({})).toEqual(['Ask', 'Dune', 'Emma']);
  expect(titles({ sort: 'pages', direction: 'descending' })).toEqual(['Dune', 'Ask', 'Emma']);
  expect(titles({ state: 'in', text: 'DU' })).toEqual(['Dune']);
  expect(titles({ state: 'burnt', sort: 'weight' })).toEqual(['Ask', 'Dune', 'Emma']);
  const query = { state: 'in', sort: 'pages', page: '7' };
  expect(chosenRows(LIST, BOOKS, listForm(LIST, query)).map(({ title }) => title)).toEqual(['Ask', 'Dune']);
});

it('lets each filter be lifted alone, and keeps it in its links', () => {
  const { tags, columns, links, choices, clear } = shown({ state: 'in', text: 'u', sort: 'pages' });
  expect(tags).toEqual([
    { text: 'On the shelf', href: '/books?offer=2024-25&text=u&sort=pages&direction=ascending' },
    { text: '“u”', href: '/books?offer=2024-25&state=in&sort=pages&direction=ascending' },
  ]);
  expect(clear).toBe('/books?offer=2024-25&sort=pages&direction=ascending');
  expect(columns.map(({ ariaSort }) => ariaSort)).toEqual(['none', 'ascending', null]);
  expect(columns[0]?.href).toBe('/books?offer=2024-25&state=in&text=u');
  expect(links).toEqual({
    csv: '/books/all.csv?offer=2024-25&state=in&text=u&sort=pages&direction=ascending',
    xlsx: '/books/all.xlsx?offer=2024-25&state=in&text=u&sort=pages&direction=ascending',
    all: null,
  });
  expect(choices['state']?.[0]).toEqual({ value: '', text: 'Any state' });
});

it('comes in pages, or whole to be printed', () => {
  const second = shown({ page: '2' }, many);
  expect([second.rows[0]?.title, second.pages.words]).toEqual(['050', 'Books 51 to 100 of 120']);
  expect([second.pages.previous, second.pages.next]).toEqual([
    ...['/books?offer=2024-25', '/books?offer=2024-25&page=3'],
  ]);
  expect(second.columns[1]?.href).toBe('/books?offer=2024-25&sort=pages&direction=descending');
  expect(shown({ page: '9' }, many).pages.words).toBe('Books 101 to 120 of 120');
  expect(second.links.all).toBe('/books?offer=2024-25&all=yes');
  const whole = shown({ all: 'yes', page: '2' }, many);
  expect([whole.rows.length, whole.pages, whole.links.all]).toEqual([
    ...[120, { words: 'Books 1 to 120 of 120', past: null, previous: null, next: null }, null],
  ]);
  expect(whole.links.csv).toBe('/books/all.csv?offer=2024-25');
  expect(shown({}, []).pages.words).toBe('No books');
});

it('looks for words only where the list says so', () => {
  const { words: _none, ...silent } = LIST;
  expect(shownList(silent, BOOKS, { text: 'dune' }).rows).toHaveLength(3);
});

it('stands beside another list on the same page, and each keeps what the other is asked', () => {
  const { file: _none, ...list } = { ...LIST, own: 'book', kept: keptOf({ sort: 'on' }, ['sort', 'page']) };
  const query = { sort: 'pages', 'book-sort': 'pages', 'book-direction': 'descending', 'book-state': 'in' };
  const { rows, columns, links, tags } = shownList(list, BOOKS, query);
  expect(rows.map(({ title }) => title)).toEqual(['Dune', 'Ask']);
  expect(columns[1]?.href).toBe('/books?sort=on&book-state=in&book-sort=pages&book-direction=ascending#book');
  expect(tags[0]?.href).toBe('/books?sort=on&book-sort=pages&book-direction=descending#book');
  expect(links).toEqual({ csv: null, xlsx: null, all: null });
  expect(shownList({ ...list, file: '/books/all' }, BOOKS, query).links.csv).toBe(
    '/books/all.csv?sort=on&book-state=in&book-sort=pages&book-direction=descending',
  );
});
