import { fieldWords, valueWords } from './field-words.js';
import type { Facts } from '../../../../../libs/domain/kernel/index.js';
import type { FileHeader, ImportSummary, ListedImport } from '../../../../../libs/features/imports/index.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { IMPORT_FILE_COLUMNS, IMPORT_LIST } from '../imports/imports-list.js';
import { shownList } from '../short-list.js';
import { columnMapFrom, columnQuestions, givenTwice } from './columns-form.js';
import {
  columnItems,
  kindChoices,
  presentChanges,
  presentImport,
  presentImportProgress,
  presentUnread,
} from './import.presenter.js';

const COLUMNS = [
  { key: 'ref', names: ['leader_ref'], required: true },
  { key: 'name', names: ['leader_name'], required: true },
  { key: 'days', names: ['days_offered'], required: true },
  { key: 'miles', names: ['travel_miles'] },
];
const HEADER: FileHeader = {
  row: 1,
  names: ['Reference', 'leader_name', 'Days', ''],
  samples: [
    ['LDR-1', 'Ada', '5', ''],
    ['LDR-2', 'Bo', '', ''],
  ],
  missing: ['leader_ref', 'days_offered'],
  guesses: { leader_ref: 'Reference' },
};

const IMPORT: ImportSummary = {
  id: 'i1',
  kind: 'survey',
  offer: '2024-25',
  fileName: 'survey.csv',
  sha256: 'ab',
  byteSize: 1_250_000,
  state: 'ready',
  fraction: 1,
  columnMap: {},
  rowCount: 12,
  storedCount: 0,
  faultCount: 1,
  failure: null,
  createdBy: 'u1',
  createdAt: new Date('2026-01-02T03:04:05Z'),
  finishedAt: null,
  version: 4,
  review: true,
  recognition: null,
  header: HEADER,
  changeCounts: { added: 3, changed: 0, removed: 1, same: 8 },
  canUndo: false,
  undoRefusal: null,
  anotherYear: null,
};

describe('the question which column is which', () => {
  it('is asked about the columns that the header does not name, needed ones first, with the likeliest answer', () => {
    const questions = columnQuestions(COLUMNS, HEADER, {});
    expect(questions.map(({ name, isRequired, chosen }) => [name, isRequired, chosen])).toEqual([
      ['leader_ref', true, 'Reference'],
      ['days_offered', true, ''],
      ['travel_miles', false, ''],
    ]);
    expect(columnMapFrom(questions)).toEqual({ Reference: 'leader_ref' });
  });

  it('keeps what was sent before what was mapped before what is likely', () => {
    const mapped = columnQuestions(COLUMNS, HEADER, { Days: 'days_offered' });
    expect(mapped[1]?.chosen).toBe('Days');
    const sent = columnQuestions(COLUMNS, HEADER, {}, { 'column-0': 'Days', 'column-2': 'Days' });
    expect(sent.map(({ chosen }) => chosen)).toEqual(['Days', 'Days', '']);
    expect(givenTwice(sent).map(({ name }) => name)).toEqual(['leader_ref', 'days_offered']);
    expect(givenTwice(mapped)).toEqual([]);
  });

  it('shows the first values of each column to choose from, and no column without a name', () => {
    const [first] = columnItems(columnQuestions(COLUMNS, HEADER, {}), HEADER);
    expect(first?.items).toEqual([
      { value: '', text: 'Choose a column' },
      { value: 'Reference', text: 'Reference (LDR-1, LDR-2)', selected: true },
      { value: 'leader_name', text: 'leader_name (Ada, Bo)', selected: false },
      { value: 'Days', text: 'Days (5)', selected: false },
    ]);
  });
});

describe('the page of a file', () => {
  it('says what would change and links only to changes that there are', () => {
    const page = presentImport(IMPORT);
    expect(page.counts).toEqual([
      { text: 'Added', count: 3, href: '/imports/i1?change=added#changes' },
      { text: 'Changed', count: 0, href: null },
      { text: 'Removed', count: 1, href: '/imports/i1?change=removed#changes' },
      { text: 'As before', count: 8, href: null },
    ]);
    expect(page.sentence).toBe(
      'This is what would change. Where a leader has answered online since, the file takes the place of that answer. Nothing is stored until you confirm.',
    );
    expect(page.faultText).toContain('1 problem in 12 rows');
    expect([page.received, page.progress]).toEqual(['2 January 2026, 1.3 MB', null]);
  });

  it('shows progress while a worker has the file', () => {
    expect(presentImport({ ...IMPORT, state: 'reading', fraction: 0.4 }).progress).toEqual({
      ...{ percent: 40, sentence: 'Reading: 40% done.', phase: 'Reading', done: false },
      ...{ href: `/imports/${IMPORT.id}`, next: 'Go on with this file' },
    });
    expect(presentImportProgress({ ...IMPORT, state: 'ready' })).toMatchObject({
      ...{ percent: 100, phase: 'Ready to confirm', done: true },
    });
  });

  it('says why it asks what a file holds, the likeliest first', () => {
    const recognition = {
      candidates: [{ name: 'inspections' as const, score: 0.8, matched: 20, missing: [] }],
      why: 'looks-like-another' as const,
      looksLike: 'inspections' as const,
    };
    const asked = { ...IMPORT, state: 'needs-kind' as const, recognition };
    expect(presentImport(asked).sentence).toContain('it looks like “Inspections (Ofsted');
    expect(kindChoices(asked, []).kinds[0]).toMatchObject({ value: 'inspections', checked: true });
    expect(kindChoices(asked, []).kinds[1]).toMatchObject({ checked: false });
    const { offers } = kindChoices(asked, [{ value: '2019-20', text: '2019 to 2020' }]);
    expect(offers.map(({ value }) => value)).toEqual(['', '2019-20']);
  });

  it('tells a change field by field', () => {
    const change = { n: 1, subject: 'L1', label: 'Ada', row: 2 };
    const fields = [{ field: 'offered.halfDays', before: '5', after: null }];
    expect(presentChanges([{ ...change, change: 'changed', fields }])[0]?.fields).toEqual([
      'Offered, half days: 5 → nothing',
    ]);
    const answer = [
      { field: 'halfDaysOffered', before: '20', after: '7' },
      { field: 'travelMetres', before: '64374', after: null },
      { field: 'supportUnits', before: null, after: 'school; trust' },
      { field: 'availableFrom', before: null, after: '2025-01-06' },
    ];
    expect(presentChanges([{ ...change, change: 'changed', fields: answer }])[0]?.fields).toEqual([
      'Days offered: 10 days → 3.5 days',
      'Farthest to travel: 40 miles → nothing',
      'Level of support: nothing → support of a school and support of a trust',
      'Available from: nothing → 6 January 2025',
    ]);
    const renamed = [{ field: 'anotherName', before: null, after: 'true' }];
    expect(presentChanges([{ ...change, change: 'changed', fields: renamed }])[0]?.fields).toEqual([
      'Another name than before',
    ]);
    const many = Array.from({ length: 10 }, (_, n) => ({ field: `f${String(n)}`, before: null, after: 'x' }));
    const [added] = presentChanges([{ ...change, change: 'added', fields: many }]);
    expect([added?.fields.length, added?.fields.at(-1)]).toEqual([9, 'and 2 fields more']);
  });
});

describe('a survey that may be another year’s', () => {
  it('is warned of with its name, and no other file is', () => {
    const facts = { offer: '2024-25', dated: 3, outside: 3, rows: '2, 3, 4' };
    const anotherYear = {
      ...{ row: null, column: 'available_from', value: '2022-09-05 to 2023-07-21', code: 'another-year' },
      ...{ allowed: ['2024-09-01 to 2025-07-31'], effect: 'noted' as const, facts },
    };
    expect(presentImport({ ...IMPORT, anotherYear }).anotherYear).toBe(
      'survey.csv, available_from: This may be the survey of another year. The dates of all 3 answers that give any lie ' +
        'outside the time in which the offer 2024-25 gives support (2022-09-05 to 2023-07-21, rows 2, 3, 4). ' +
        'Allowed: 2024-09-01 to 2025-07-31. Check the file and the offer that was chosen.',
    );
    expect(presentImport(IMPORT).anotherYear).toBeNull();
  });
});

describe('a file that would remove most of what is stored', () => {
  const removing = { ...IMPORT, changeCounts: { added: 1, changed: 1, removed: 9, same: 0 } };

  it('is warned of and asks for a tick, while it waits to be confirmed', () => {
    expect(presentImport(removing).removal).toMatchObject({ tick: 'Yes, remove 9 of 10' });
    expect(presentImport(removing).removal?.warning).toContain('remove 9 of the 10 that are stored');
    expect(presentImport({ ...removing, state: 'imported' }).removal).toBeNull();
    expect(presentImport(IMPORT).removal).toBeNull();
  });
});

describe('the page of a file that cannot be used', () => {
  const failed = (facts: Facts): ImportSummary => ({
    ...IMPORT,
    ...{ state: 'failed', fileName: 'gias.csv', rowCount: 0, failure: { code: 'file-refused', facts } },
  });

  it('names the file, what is wrong and what is needed', () => {
    const { sentence } = presentImport(failed({ code: 'no-rows', row: null, column: null, facts: {} }));
    expect(sentence).toMatch(
      /^gias\.csv: The file has a header and no rows\. At least one row below the header/,
    );
    const long = { code: 'record-too-long', row: 1, value: null, column: null, facts: { limit: 1_000_000 } };
    expect(presentImport(failed({ ...long, allowed: [] })).sentence).toMatch(
      /^gias\.csv, row 1: The row that begins here is longer than 1000000 characters/,
    );
    expect(presentImport(failed({ code: 'unheard-of' })).sentence).toBe('The file cannot be used.');
    expect(presentImport({ ...IMPORT, state: 'failed' }).sentence).toBe('Nothing was stored.');
  });
});

describe('the page of a stored file with rows that could not be read', () => {
  it('says whether anybody can tell whom they are about', () => {
    const [named, nameless, ...others] = presentUnread('imported', { named: 1, nameless: 12, rows: [4, 9] });
    expect(named).toMatch(/^1 row could not be read\. Whoever it is about gets no “no”/);
    expect(nameless).toMatch(
      /^12 rows could not be read.*\(rows 4, 9 and 10 others\).*stored before the service/,
    );
    expect(others).toEqual([]);
  });

  it('says nothing where all was read, or nothing is among the facts', () => {
    expect(presentUnread('imported', { named: 0, nameless: 0, rows: [] })).toEqual([]);
    expect(presentUnread('undone', { named: 1, nameless: 1, rows: [2] })).toEqual([]);
  });
});

it('lists files newest first, or as asked, filtered by what they hold, offer, state and name', () => {
  const file: ListedImport = {
    ...{ id: 'f1', kind: 'survey', offer: '2024-25', fileName: 'b.csv', state: 'imported', fraction: 1 },
    ...{ rowCount: 3, storedCount: 2, faultCount: 1, failure: null, createdAt: new Date(0) },
  };
  const all = [
    { ...file, id: 'f2', kind: null, offer: null, fileName: 'a.csv', createdAt: new Date(9e9) },
    file,
  ];
  const ids = (query: Record<string, string>) => shownList(IMPORT_LIST, all, query).rows.map(({ id }) => id);
  expect([ids({}), ids({ sort: 'received' }), ids({ kind: 'survey' }), ids({ text: 'A.csv' })]).toEqual([
    ...[['f2', 'f1'], ['f1', 'f2'], ['f1'], ['f2']],
  ]);
  expect([ids({ offer: '2024-25' }), ids({ state: 'failed' })]).toEqual([['f1'], []]);
  expect(csvText(IMPORT_FILE_COLUMNS, [file])).toContain(
    'f1,b.csv,1970-01-01T00:00:00.000Z,Capacity survey,2024-25,Imported,3,2,1,',
  );
});

it('names fields and values as people do', () => {
  expect(['urn', 'laName', 'location.approximate', 'judgements.earlyYears'].map(fieldWords)).toEqual([
    ...['URN', 'Local authority', 'Place known only roughly', 'Judgements, early years'],
  ]);
  expect([valueWords('location.approximate', 'false'), valueWords('x', '2025-02-03')]).toEqual([
    ...['no', '3 February 2025'],
  ]);
  const told = [
    ...[valueWords('kind', 'mat'), valueWords('concern', 'SM'), valueWords('concern', 'none')],
    ...[valueWords('earlier', 'listed'), valueWords('judgements.sixthForm', '4')],
    valueWords('judgements.sixthForm', 'not-judged'),
  ];
  expect(told).toEqual([
    ...[
      'multi-academy trust (MAT)',
      'special measures',
      'none',
      'in the file',
      'inadequate (4)',
      'not judged',
    ],
  ]);
});
