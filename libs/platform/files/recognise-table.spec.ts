import { fileOf } from './file-source.js';
import { peekTable, rawRows } from './peek-table.js';
import {
  clearlyBest,
  contradicts,
  findHeader,
  guessColumns,
  likenesses,
  likenessOf,
  otherSeparator,
  type TableProfile,
} from './recognise-table.js';

const column = (name: string, required = false) => ({ key: name, names: [name], required });
const PEOPLE: TableProfile = {
  name: 'people',
  columns: [column('leader_ref', true), column('leader_name'), column('days_offered', true)],
};
const PLACES: TableProfile = {
  name: 'places',
  columns: [column('postcode', true), column('easting'), column('northing')],
  unlike: ['leader_ref'],
};
const LIST: TableProfile = { name: 'list', columns: [column('urn', true)], leastShare: 0.5 };
const ALL = [PEOPLE, PLACES, LIST];
const best = (header: readonly string[]) => clearlyBest(likenesses(header, ALL))?.name ?? null;

describe('the kind of a file', () => {
  it.each([
    [['Leader_Ref', 'leader_name ', 'days_offered'], 'people'],
    [['postcode', 'easting', 'northing', 'town'], 'places'],
    [['URN', 'name'], 'list'],
    [['URN', 'name', 'town', 'note'], null],
    [['leader_ref', 'leader_name'], null],
    [['postcode', 'easting', 'northing', 'leader_ref'], null],
    [['a', 'b'], null],
    [[], null],
  ])('of %j is %s', (header, kind) => {
    expect(best(header)).toBe(kind);
  });

  it('is not clear between two that fit alike', () => {
    expect(clearlyBest(likenesses(['urn'], [LIST, { ...LIST, name: 'other list' }]))).toBeNull();
  });

  it('is contradicted by a header that lacks what is needed and speaks for another', () => {
    const header = ['postcode', 'easting', 'northing'];
    const [places] = likenesses(header, ALL);
    expect(places && contradicts(places, likenessOf(header, PEOPLE))).toBe(true);
    expect(places && contradicts(places, likenessOf(header, PLACES))).toBe(false);
  });
});

describe('the header', () => {
  it('is the row that names most columns, else the one with most cells', () => {
    const row = (line: number, ...cells: string[]) => ({ row: line, cells });
    const rows = [
      row(1, 'Survey of leaders', ''),
      row(2, 'leader_ref', 'days_offered'),
      row(3, 'a', 'b', 'c'),
    ];
    expect(findHeader(rows, ALL)?.row).toBe(2);
    expect(
      findHeader(
        [rows[0], rows[2]].flatMap((one) => one ?? []),
        ALL,
      )?.row,
    ).toBe(3);
    expect(findHeader([], ALL)).toBeNull();
  });

  it('of a file with another separator is told', () => {
    expect(otherSeparator([{ row: 1, cells: ['a;b'] }])).toBe('semicolons');
    expect(otherSeparator([{ row: 1, cells: ['a;b', 'c'] }])).toBeNull();
  });

  it.each([
    [
      ['Leader reference', 'Name of leader', 'Days offered'],
      { leader_ref: 'Leader reference', days_offered: 'Days offered' },
    ],
    [['leader_reff', 'x', 'daysOffered'], { leader_ref: 'leader_reff', days_offered: 'daysOffered' }],
    [['q1', 'q2'], {}],
  ])('%j is guessed to mean', (header, guesses) => {
    expect(guessColumns(header, PEOPLE.columns)).toMatchObject(guesses);
  });
});

describe('the first rows of a file', () => {
  it('are given as they stand, and no more of the file is read than they need', async () => {
    let opened = 0;
    const file = {
      name: 'x.csv',
      async *open() {
        opened += 1;
        for (let n = 0; n < 1_000_000; n += 1) {
          yield await Promise.resolve(Buffer.from(`${String(n)},"a ""b""\nc",\n\n`));
          if (n > 200_000) throw new Error('read on and on');
        }
      },
    };
    const { rows, stop } = await peekTable(file, 2);
    expect(rows).toEqual([
      { row: 1, cells: ['0', 'a "b"\nc', ''] },
      { row: 4, cells: ['1', 'a "b"\nc', ''] },
    ]);
    expect([stop, opened]).toEqual([null, 1]);
  });

  it('end where the file cannot be read further, and say why', async () => {
    expect(await peekTable(fileOf('x.csv', '<html></html>'))).toMatchObject({
      rows: [],
      stop: { code: 'html-page' },
    });
    const rows: number[] = [];
    for await (const { row } of rawRows(fileOf('x.csv', 'a\n\nb\n'))) rows.push(row);
    expect(rows).toEqual([1, 2, 3]);
  });
});
