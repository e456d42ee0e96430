import { deflateRawSync } from 'node:zlib';
import {
  type MadeWorkbook,
  textRow,
  workbookOf,
  workbookParts,
} from '../../../../test/support/workbook-maker.js';
import { type ZipEntry, zipOf } from '../../../../test/support/zip-maker.js';
import { readTable, type TableSummary } from '../csv-table.js';
import { faultLine } from '../fault-sentence.js';
import { fileOf } from '../file-source.js';
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-limits.js';

const HEADER = textRow(1, 'URN');
const GOOD: MadeWorkbook = { sheets: [{ rows: HEADER + textRow(2, '1') }] };
const SHEET = 'xl/worksheets/sheet1.xml';
const SAVE_AS = 'Open it in a spreadsheet program and save it as "Excel Workbook (.xlsx)" or "CSV UTF-8".';
const NO_PROGRAM = 'No spreadsheet program writes such a file, so it was not opened.';

async function read(bytes: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<TableSummary> {
  const options = {
    columns: [{ key: 'urn', names: ['URN'] }],
    anchor: 'urn',
    limits: { workbook: { ...DEFAULT_WORKBOOK_LIMITS, ...limits } },
  } as const;
  return readTable(fileOf('t.xlsx', bytes), options, () => undefined);
}

const told = async (bytes: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<string | undefined> => {
  const { stopped } = await read(bytes, limits);
  return stopped === null
    ? undefined
    : faultLine(stopped)
        .replace('t.xlsx', '')
        .replace(/^(?:, row \d+)?: /, '');
};
const withPart = (...parts: readonly ZipEntry[]): Buffer => workbookOf({ ...GOOD, parts });
const sheetPart = (rows: string): ZipEntry => ({
  name: SHEET,
  data: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
});
/** A sheet part of much the same bytes, cheap to make: one row, then blank text. */
const swollen = (megabytes: number): Buffer =>
  Buffer.concat([
    Buffer.from('<worksheet><sheetData>'),
    Buffer.alloc(megabytes * 1_000_000, ' '),
    Buffer.from('</sheetData></worksheet>'),
  ]);

describe('files of another kind', () => {
  it.each<[string, () => Buffer, string]>([
    [
      'a workbook with macros',
      () => workbookOf({ ...GOOD, mainType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' }),
      'This workbook has macros, and files with macros are not taken in. Save it as "Excel Workbook (.xlsx)", which leaves them out.',
    ],
    [
      'macros that the content types do not own up to',
      () => withPart({ name: 'xl/vbaProject.bin', data: 'x' }),
      'This workbook has macros, and files with macros are not taken in. Save it as "Excel Workbook (.xlsx)", which leaves them out.',
    ],
    [
      'a binary workbook',
      () => workbookOf({ ...GOOD, mainType: 'application/vnd.ms-excel.sheet.binary.macroEnabled.main' }),
      `This is a binary workbook (.xlsb). ${SAVE_AS}`,
    ],
    [
      'an OpenDocument spreadsheet',
      () =>
        zipOf([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }]),
      `This is an OpenDocument file (.ods). ${SAVE_AS}`,
    ],
    [
      'a Word document',
      () =>
        workbookOf({
          ...GOOD,
          mainType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
        }),
      'This is not a text file: it looks like a Word document.',
    ],
    [
      'a ZIP archive with a workbook in it',
      () => zipOf([{ name: 'survey.xlsx', data: workbookOf(GOOD) }]),
      'This is a ZIP archive, not a workbook: unpack it and choose the file inside ("survey.xlsx").',
    ],
    [
      'an empty ZIP archive',
      () => zipOf([]),
      'This is a ZIP archive, not a workbook: unpack it and choose the file inside.',
    ],
    [
      'an archive that holds itself again and again',
      () => zipOf([{ name: 'r/r.zip', data: zipOf([{ name: 'r/r.zip', data: zipOf([]) }]) }]),
      'This is a ZIP archive, not a workbook: unpack it and choose the file inside.',
    ],
    [
      'an archive under a password',
      () => withPart({ name: SHEET, data: 'x', flags: 1 }),
      'This workbook is protected by a password. Take the password off in your spreadsheet program and save it again.',
    ],
  ])('%s', async (_name, bytes, message) => {
    expect(await told(bytes())).toBe(message);
  });
});

describe('archives that would unpack to too much', () => {
  it('100,000 entries are refused by the directory alone, however many there really are', async () => {
    const bytes = zipOf(
      Array.from({ length: 60_000 }, (_, at) => ({ name: String(at), data: '', stored: true })),
    );
    expect(await told(bytes)).toBe(
      `The workbook is made of 60000 parts; at most 2000 are read. ${NO_PROGRAM}`,
    );
    const lie = zipOf(workbookParts(GOOD), { entryCount: 65_534 });
    expect(await told(lie)).toMatch(/^The workbook is made of 65534 parts/);
  });

  it('a part that says it is small and unpacks to more', async () => {
    const data = swollen(2);
    expect(await told(withPart({ name: SHEET, data, claimedSize: 1_000 }))).toBe(
      `The workbook is untrue about the size of "${SHEET}". ${NO_PROGRAM}`,
    );
    expect(await told(withPart({ name: SHEET, data, claimedSize: data.length + 1 }))).toMatch(
      /untrue about the size/,
    );
    expect(await told(withPart({ name: SHEET, data: 'x', stored: true, claimedSize: 2 }))).toMatch(
      /untrue about/,
    );
  });

  it('a part that unpacks to a hundred times its size and more', async () => {
    const message = `The part "${SHEET}" unpacks to more than 100 times its size. ${NO_PROGRAM}`;
    expect(await told(withPart({ name: SHEET, data: swollen(12) }))).toBe(message);
  });

  it('directories that claim too much, and parts and sums beyond the limits', async () => {
    const large = { name: 'xl/media/a.bin', data: 'x', claimedSize: 600_000_000 };
    const tooLarge = (megabytes: number): string =>
      `The workbook is larger than ${megabytes} MB when unpacked. Keep only the sheet that is needed, or save it as "CSV UTF-8".`;
    expect(await told(withPart(large))).toBe(tooLarge(500));
    const part = { name: SHEET, data: swollen(2) };
    expect(await told(withPart(part), { maxPartBytes: 1_000_000 })).toBe(tooLarge(1));
    const styles = { name: 'xl/styles.xml', data: `<styleSheet>${' '.repeat(1_000_000)}</styleSheet>` };
    const claimed = { maxUnpackedBytes: 2_500_000 };
    expect(await told(withPart(part, styles), claimed)).toBe(tooLarge(3));
  });

  it('files, texts and sheets beyond the limits', async () => {
    expect(await told(workbookOf(GOOD), { maxPackedBytes: 100 })).toMatch(/^The file is larger than /);
    const sharedTexts = '<si><t>12345</t></si><si><t>12345</t></si>';
    const texts = workbookOf({ ...GOOD, sharedTexts });
    expect(await told(texts, { maxSharedCharacters: 9 })).toMatch(
      /more text than is read \(the limit is 9\)/,
    );
    expect(await told(texts, { maxSharedTexts: 1 })).toMatch(/more text than is read \(the limit is 1\)/);
    const sheets = [GOOD.sheets, GOOD.sheets].flat();
    expect(await told(workbookOf({ sheets }), { maxSheets: 1 })).toBe('The workbook has more than 1 sheets.');
  });

  it('a cell and a row without end', async () => {
    const endless = `<row r="1"><c r="A1" t="str"><v>${'x'.repeat(1_100_000)}</v></c></row>`;
    expect(await told(withPart(sheetPart(endless)))).toMatch(/longer than 1000000 characters/);
    const [two, text] = ['<row r="2">', 'y'.repeat(600_000)];
    const wide = `${two}<c t="str"><v>${text}</v></c><c t="str"><v>${text}</v></c></row>`;
    expect((await read(withPart(sheetPart(HEADER + wide)))).stopped).toMatchObject({
      code: 'record-too-long',
      row: 2,
    });
  });
});

describe('archives that no spreadsheet program writes', () => {
  it.each<[string, ZipEntry, string]>([
    [
      'a name that leaves the folder',
      { name: '../../etc/cron.d/x', data: '' },
      `The workbook holds a part whose name leaves its folder ("../../etc/cron.d/x"). ${NO_PROGRAM}`,
    ],
    [
      'the same with backslashes',
      { name: '..\\x', data: '' },
      `The workbook holds a part whose name leaves its folder ("../x"). ${NO_PROGRAM}`,
    ],
    [
      'an absolute name',
      { name: '/etc/passwd', data: '' },
      `The workbook holds a part whose name leaves its folder ("/etc/passwd"). ${NO_PROGRAM}`,
    ],
    [
      'a symbolic link',
      { name: 'xl/link', data: '/etc/passwd', externalAttributes: 0xa1ff0000 },
      `The workbook holds a link to another file ("xl/link"). ${NO_PROGRAM}`,
    ],
    [
      'an unknown compression',
      { name: 'x', data: '', method: 12 },
      'The workbook is damaged (x). Open it in a spreadsheet program and save it again.',
    ],
  ])('%s', async (_name, entry, message) => {
    expect(await told(withPart(entry))).toBe(message);
  });

  it('one part twice, also in other letters', async () => {
    const parts = [...workbookParts(GOOD), { name: 'XL/Workbook.xml', data: '<x/>' }];
    expect(await told(zipOf(parts))).toBe(`The workbook holds "XL/Workbook.xml" twice. ${NO_PROGRAM}`);
  });

  it('document types: nothing is expanded, nothing is fetched', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>';
    const outside = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>';
    const message = `The part "${SHEET}" declares a document type, which could reach outside the file. ${NO_PROGRAM}`;
    expect(await told(withPart({ name: SHEET, data: laughs }))).toBe(message);
    expect(await told(withPart({ name: SHEET, data: outside }))).toBe(message);
  });

  it('a sheet outside the archive is not followed', async () => {
    const relation =
      '<Relationship Id="rId1" Type="x/worksheet" TargetMode="External" Target="file:///etc/passwd"/>';
    const part = { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${relation}</Relationships>` };
    expect(await told(withPart(part))).toMatch(/^The workbook has no visible sheet with a table\./);
  });

  it.each([
    ['rows out of order', sheetPart(textRow(2, 'URN') + textRow(1, 'x'))],
    ['a row beyond the last', sheetPart(textRow(1_048_577, 'URN'))],
    ['a cell beyond the last column', sheetPart('<row r="1"><c r="XFE1"><v>1</v></c></row>')],
    ['a cell of another row', sheetPart('<row r="1"><c r="A2"><v>1</v></c></row>')],
    ['a number that is none', sheetPart('<row r="1"><c r="A1"><v>1,5</v></c></row>')],
    ['a shared text that is not there', sheetPart('<row r="1"><c t="s"><v>7</v></c></row>')],
    ['an unknown entity', sheetPart(textRow(1, '&nbsp;'))],
    ['crossed tags', sheetPart('<row r="1"><c></row></c>')],
    ['too deep', sheetPart('<a>'.repeat(100))],
    ['no end', { name: SHEET, data: '<worksheet><sheetData>' }],
    ['no XML', { name: SHEET, data: 'PNG' }],
    ['no UTF-8', { name: SHEET, data: Buffer.from([0x3c, 0x78, 0x3e, 0xff, 0xfe]) }],
    ['a wrong checksum', { ...sheetPart(HEADER), claimedCrc: 1 }],
    ['broken compression', { ...sheetPart(HEADER), packed: Buffer.from([0xff, 0xff, 0xff]) }],
    ['compression cut off', { ...sheetPart(HEADER), packed: deflateRawSync(HEADER).subarray(0, 9) }],
  ])('a damaged sheet: %s', async (_name, part) => {
    expect(await told(withPart(part))).toMatch(/^The workbook is (?:damaged|untrue about)/);
  });

  it('half a file', async () => {
    const whole = workbookOf(GOOD);
    expect(await told(whole.subarray(0, whole.length / 2))).toBe(
      'The workbook is incomplete: its end is missing. Download or copy it again.',
    );
  });

  it('a sheet that lies about its size, or is UTF-16, is read as what it is', async () => {
    const sheet = `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${HEADER}</sheetData></worksheet>`;
    expect(await told(withPart({ name: SHEET, data: sheet }))).toBeUndefined();
    expect(
      await told(withPart({ name: SHEET, data: Buffer.from(`\ufeff${sheet}`, 'utf16le') })),
    ).toBeUndefined();
  });
});
