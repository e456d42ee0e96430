import { readTable, type TableSummary } from './csv-table.js';
import { fileFrom, fileOf, fileAt, type FileSource, sha256Of } from './file-source.js';
import { decodeWindows1252 } from './text-decoding.js';

async function names(source: FileSource): Promise<{ names: (string | null)[]; summary: TableSummary }> {
  const found: (string | null)[] = [];
  const columns = [
    { key: 'urn', names: ['URN'], required: true },
    { key: 'name', names: ['Name'] },
  ] as const;
  const summary = await readTable(source, { anchor: 'urn', columns }, (row) => {
    found.push(row.text('name'));
  });
  return { names: found, summary };
}

const TEXT = 'URN,Name\n1,St Mary’s École\n';
const cp1252 = (text: string): Buffer => Buffer.from(text.replace('’', '\u0092'), 'latin1');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a byte-order mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8'],
    ['Windows-1252', cp1252(TEXT), 'windows-1252'],
    ['UTF-16 LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', utf16be(`\ufeff${TEXT}`), 'utf-16be'],
  ])('%s is read, whatever the size of the chunks', async (_name, bytes, encoding) => {
    for (const size of [1, 2, 3, 7, 1000]) {
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      const read = await names(fileFrom('t.csv', chunks));
      expect(read.names).toEqual(['St Mary’s École']);
      expect(read.summary.encoding).toBe(encoding);
      expect(read.summary.sha256).toBe(await sha256Of(fileFrom('t.csv', [bytes]).open()));
    }
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text), 'utf-8'],
    ['Windows-1252', cp1252, 'windows-1252'],
  ])('the first odd letter may come late: %s', async (_name, encode, encoding) => {
    const read = await names(fileOf('t.csv', encode(`URN,Name\n${'1,plain\n'.repeat(30_000)}2,é\n`)));
    expect([read.names.at(-1), read.summary.encoding]).toEqual(['é', encoding]);
  });

  it('Windows-1252 ending in half a UTF-8 sequence is still Windows-1252', async () => {
    expect((await names(fileOf('t.csv', Buffer.from('URN,Name\n1,caf\u00e9', 'latin1')))).names).toEqual([
      'café',
    ]);
  });

  it('all of Windows-1252 comes out right, the undefined five as unreadable', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at);
    expect(decodeWindows1252(bytes)).toHaveLength(32);
    expect(decodeWindows1252(bytes).match(/\ufffd/g)).toHaveLength(5);
    expect(decodeWindows1252(Uint8Array.of(0x80, 0x92, 0x96, 0x9f, 0xe9))).toBe('€’–Ÿé');
  });
});

describe('files that are no CSV', () => {
  it.each([
    ['an HTML page', Buffer.from('\r\n<!DOCTYPE html><html><body>Sign in</body></html>'), 'html-page'],
    ['an XML page', Buffer.from('<?xml version="1.0"?><Error/>'), 'html-page'],
    ['half a workbook', Buffer.from('PK\u0003\u0004rest of it', 'latin1'), 'workbook-truncated'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'workbook-old'],
    [
      'a workbook under a password',
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
        Buffer.alloc(70_000),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'workbook-encrypted',
    ],
    [
      'a table saved as a web page',
      Buffer.from('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head></head>'),
      'workbook-as-html',
    ],
    [
      'a table in a web page',
      Buffer.from('<meta charset="x">\n<TABLE border=1><tr><td>URN'),
      'workbook-as-html',
    ],
    [
      'an XML spreadsheet',
      Buffer.from('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'),
      'workbook-as-xml',
    ],
    ['a PDF', Buffer.from('%PDF-1.7'), 'not-a-text-file'],
    ['UTF-16 without a mark', Buffer.from(TEXT, 'utf16le'), 'nul-bytes'],
    ['NUL bytes in the third row', Buffer.from('URN,Name\n1,a\n2,\0\n'), 'nul-bytes'],
    ['an empty file', Buffer.alloc(0), 'file-empty'],
    ['a byte-order mark and nothing', Buffer.from('\ufeff'), 'file-empty'],
    ['blank lines', Buffer.from('\n\n  \n'), 'file-empty'],
  ])('%s is refused by name', async (_name, bytes, code) => {
    const { summary } = await names(fileOf('t.csv', bytes));
    expect(summary.stopped).toMatchObject({ code, effect: 'file-refused' });
  });

  it('a missing file and a folder are refused by name', async () => {
    expect((await names(fileAt('/nowhere/at/all.csv'))).summary.stopped).toMatchObject({
      file: 'all.csv',
      code: 'file-not-found',
    });
    expect((await names(fileAt(process.cwd()))).summary.stopped?.code).toBe('file-not-readable');
  });
});
