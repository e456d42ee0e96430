import { endsOfForm, formOfTermDates, termDatesForm } from './term-dates.form.js';
import { csvText } from '../../../../../libs/platform/files/index.js';
import { shownList } from '../short-list.js';
import { AUTHORITY_FILE_COLUMNS, AUTHORITY_LIST } from './authorities-list.js';
import {
  authorityText,
  fallbackText,
  presentAuthorities,
  presentEvents,
  presentNational,
  termDatesError,
} from './term-dates.presenter.js';

const lines = (ends: string) => endsOfForm(termDatesForm({ version: '0', ends }));
const NONE = { authority: 'national', ends: [], version: 0 };

describe('the form of term dates', () => {
  it.each([
    ['20 December 2024', '2024-12-20'],
    ['Fri 20th Dec 2024', '2024-12-20'],
    ['20/12/2024', '2024-12-20'],
    ['4.4.2025', '2025-04-04'],
    ['2025-07-22', '2025-07-22'],
    ['29/2/2024', '2024-02-29'],
  ])('reads %s', (typed, date) => {
    expect(lines(typed)).toEqual([date]);
  });

  it.each([
    'Easter',
    '29/2/2025',
    '31 November 2024',
    '20 Decembre',
    '12/20/2024',
    '20 xyz 2024',
    '2024-13-01',
  ])('leaves %s as it is, to be refused', (typed) => {
    expect(lines(typed)).toEqual([typed]);
  });

  it('takes one date a line, or several between commas, and no empty lines', () => {
    expect(lines('20/12/2024\r\n\r\n4/4/2025, 22/7/2025\n')).toEqual([
      '2024-12-20',
      '2025-04-04',
      '2025-07-22',
    ]);
    expect(lines(' \n ')).toEqual([]);
  });

  it('keeps of a line that is no date no more than what can be shown', () => {
    expect(lines('x'.repeat(100_000))).toEqual(['x'.repeat(40)]);
  });

  it('comes back as it was saved', () => {
    const ends = ['2024-12-20', '2025-04-04'];
    expect(endsOfForm(formOfTermDates(ends, 3))).toEqual(ends);
  });
});

it('lists authorities sorted and filtered by name, code and whether they have dates, as the file does', () => {
  const row = { authority: '201', name: 'Oldtown', schools: 1, ends: ['2024-12-20'], version: 1 };
  const all = [row, { ...row, authority: '300', name: 'Airedale', schools: 7, ends: [] }];
  const codes = (query: Record<string, string>) =>
    shownList(AUTHORITY_LIST, all, query).rows.map(({ authority }) => authority);
  expect([codes({}), codes({ sort: 'schools' }), codes({ dates: 'own' }), codes({ text: '30' })]).toEqual([
    ...[['300', '201'], ['201', '300'], ['201'], ['300']],
  ]);
  expect(csvText(AUTHORITY_FILE_COLUMNS, [row])).toContain('201,Oldtown,1,2024-12-20');
});

describe('the page of term dates', () => {
  it('shows an authority its own dates, or that the national ones hold', () => {
    const row = { authority: '201', name: 'Oldtown', schools: 1, ends: ['2024-12-20'], version: 1 };
    expect(presentAuthorities([row, { ...row, name: null, ends: [], version: 2 }])).toEqual([
      {
        ...{ name: 'Oldtown', code: '201', schools: 1, ends: '20 December 2024' },
        ...{ isOwn: true, href: '/term-dates/201' },
      },
      {
        ...{ name: 'Local authority 201', code: '201', schools: 1, ends: 'The national dates' },
        ...{ isOwn: false, href: '/term-dates/201' },
      },
    ]);
  });

  it('counts the earlier ones of many dates', () => {
    const ends = [1, 2, 3, 4, 5, 6, 7, 8].map((month) => `2025-0${String(month)}-10`);
    const [row] = presentAuthorities([{ authority: '201', name: 'Oldtown', schools: 2, ends, version: 1 }]);
    expect(row?.ends).toMatch(/^2 earlier, 10 March 2025, .* and 10 August 2025$/);
  });

  it('says what holds without dates', () => {
    const national = { ...NONE, ends: ['2024-12-20', '2025-04-04'], version: 1 };
    expect(presentNational(NONE)).toBe('31 December, 31 March and 31 July of every year');
    expect(fallbackText('201', NONE)).toMatch(/terms end on 31 December.*no national dates are set/);
    expect(fallbackText('201', national)).toBe(
      'Without dates, the national ones hold: 20 December 2024 and 4 April 2025.',
    );
    expect(fallbackText('national', national)).toMatch(/terms end on 31 December/);
    expect(authorityText('national', null)).toBe('National dates');
  });

  it('tells each change with what was before it, to be put back', () => {
    const entry = {
      ...{ id: '1', at: new Date('2025-01-02T12:00:00Z'), actorId: 'u1', actorRoles: [], reason: null },
      ...{ action: 'term-dates.change', subjectKind: 'term-dates', subjectId: '201' },
    };
    const events = presentEvents(
      [
        { ...entry, before: { ends: ['2024-12-20'] }, after: { ends: [] } },
        { ...entry, before: { ends: [] }, after: { ends: ['2024-12-20'] } },
        { ...entry, before: null, after: { ends: ['2024-12-20'] } },
      ],
      (id) => `name of ${id}`,
    );
    expect(events).toEqual([
      {
        ...{ on: '2 January 2025', by: 'name of u1', before: '20 December 2024' },
        text: 'No dates (before: 20 December 2024)',
      },
      { on: '2 January 2025', by: 'name of u1', before: '', text: '20 December 2024 (before: no dates)' },
      { on: '2 January 2025', by: 'name of u1', before: null, text: '20 December 2024' },
    ]);
  });

  it.each([
    [{ fault: 'no-date', at: 2, value: 'Easter' }, /^Date 2, “Easter”, is no day/],
    [
      { fault: 'out-of-order', at: 2, value: '2024-12-20', before: '2025-04-04' },
      /^Date 2, 20 December 2024, does not come after 4 April 2025/,
    ],
    [{ fault: 'too-many', given: 61, most: 60 }, /^Give at most 60 last days of terms, not 61/],
    [{}, /^Give the last days of terms as dates/],
  ])('says of %j which date is wrong', (facts, sentence) => {
    const { text, href } = termDatesError({ code: 'invalid-term-dates', facts });
    expect(href).toBe('#ends');
    expect(text).toMatch(sentence);
  });
});
