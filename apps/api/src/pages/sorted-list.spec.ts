import {
  addressOf,
  pageLinks,
  pageNumber,
  sortColumns,
  sortedRows,
  sortOrder,
  everyRow,
} from './sorted-list.js';

const SORTS = ['name', 'days'] as const;
const BY_NAME = { sort: 'name', direction: 'ascending' } as const;

describe('a sorted list', () => {
  it('takes from the address what it knows, and nothing else', () => {
    expect(sortOrder({ sort: 'days', direction: 'descending' }, SORTS, BY_NAME)).toEqual({
      ...{ sort: 'days', direction: 'descending' },
    });
    expect(sortOrder({ sort: 'days', direction: 'DROP' }, SORTS, BY_NAME).direction).toBe('ascending');
    expect(sortOrder({ sort: 'DROP', direction: 'descending' }, SORTS, BY_NAME)).toEqual(BY_NAME);
  });

  it('turns round where it is sorted by, and begins with the most of a number', () => {
    const columns = sortColumns(
      [
        ['name', 'Name'],
        ['days', 'Days', 'number'],
        [null, 'Why'],
      ],
      BY_NAME,
      ({ sort, direction }) => `/x?${sort}=${direction}`,
    );
    expect(columns).toEqual([
      { text: 'Name', numeric: false, href: '/x?name=descending', ariaSort: 'ascending' },
      { text: 'Days', numeric: true, href: '/x?days=descending', ariaSort: 'none' },
      { text: 'Why', numeric: false, href: null, ariaSort: null },
    ]);
  });

  it('leaves equal rows as they were, either way', () => {
    const rows = [{ n: 1 }, { n: 2 }, { n: 1 }];
    const sorted = sortedRows(rows, ({ n }) => n, 'descending');
    expect(sorted).toEqual([{ n: 2 }, { n: 1 }, { n: 1 }]);
    expect(sorted[1]).toBe(rows[0]);
    expect(sortedRows(['b', 'Ä', 'a'], (text) => text, 'ascending')).toEqual(['a', 'Ä', 'b']);
  });

  it('leads from page to page', () => {
    const links = (page: number, total: number) =>
      pageLinks({ page, size: 50, total }, 'Leaders', (to) => addressOf('/x', { page: to }));
    expect(links(2, 101)).toEqual({
      ...{ words: 'Leaders 51 to 100 of 101', past: null, previous: '/x', next: '/x?page=3' },
    });
    expect(links(1, 0)).toEqual({ words: 'No leaders', past: null, previous: null, next: null });
    expect(links(9, 101)).toMatchObject({ words: 'Leaders: 101 in all', previous: '/x?page=3', next: null });
    expect([links(9, 101).past, links(3, 101).past]).toEqual([expect.stringContaining('past the end'), null]);
    expect(links(9, 0)).toMatchObject({ words: 'No leaders', previous: null });
    expect(['3', '-1', ''].map((page) => pageNumber({ page }))).toEqual([3, 1, 1]);
  });
});

describe('every row of a list that is read page by page', () => {
  it.each([
    [5, ['1 of 2', '2 of 2', '3 of 2']],
    [4, ['1 of 2', '2 of 2', '3 of 2']],
    [0, ['1 of 2']],
  ])('of %d rows comes once, in order', async (count, asked) => {
    const all = Array.from({ length: count }, (_one, index) => index);
    const read: string[] = [];
    const rows: number[] = [];
    const pages = everyRow((page, size) => {
      read.push(`${String(page)} of ${String(size)}`);
      return Promise.resolve({ items: all.slice((page - 1) * size, page * size) });
    }, 2);
    for await (const row of pages) rows.push(row);
    expect([rows, read]).toEqual([all, asked]);
  });
});
