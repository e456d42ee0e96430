import fc from 'fast-check';
import { fileFrom, fileOf, type TableSummary } from '../../libs/platform/files/index.js';
import { corpus, FILE_KINDS, type FileKind, READERS } from './file-kinds.js';
import { brokenItems, brokenSummary } from './invariants.js';
import { damaged, inPieces } from './mutations.js';

/** A campaign (test/fuzz-campaign.mjs) sets both; here they are what a minute of one core carries. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 12_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_240_901);

const samples = corpus();

interface Reading {
  readonly items: readonly object[];
  readonly summary: TableSummary;
}

async function read(kind: FileKind, bytes: Uint8Array, pieces?: readonly Uint8Array[]): Promise<Reading> {
  const items: object[] = [];
  const source = pieces === undefined ? fileOf('f.csv', bytes) : fileFrom('f.csv', pieces);
  const summary = await READERS[kind](source, (item) => void items.push(item));
  return { items, summary };
}

/** Everything that a reading must keep to, whatever the bytes; null: it does. */
async function complaint(kind: FileKind, bytes: Buffer): Promise<unknown> {
  try {
    const { items, summary } = await read(kind, bytes);
    const items2 = brokenItems(kind, items);
    const summary2 = brokenSummary(summary, items);
    return items2.length + summary2.length === 0
      ? null
      : { kind, items: items2.slice(0, 3), summary: summary2 };
  } catch (error) {
    return { kind, threw: String(error) };
  }
}

jest.setTimeout(Math.max(600_000, CASES * 60));

describe('readers under fire', () => {
  it('a damaged corpus: never an exception, always a summary, only valid rows, bounded memory', async () => {
    const before = process.memoryUsage().heapUsed;
    const found: unknown[] = [];
    let kept = 0;
    for (let at = 0; at < CASES && found.length < 5; at += 1) {
      const seed = SEED + at;
      const { from, bytes } = damaged(seed, samples);
      // One in five is read as another kind than its own.
      const kind = seed % 5 === 0 ? (FILE_KINDS[seed % FILE_KINDS.length] ?? from.kind) : from.kind;
      const wrong = await complaint(kind, bytes);
      if (wrong !== null) found.push({ seed, from: from.name, wrong });
      else kept += 1;
    }
    expect(found).toEqual([]);
    expect(kept).toBe(CASES);
    expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(600);
  });

  it('however a file is cut into pieces, the same comes out', async () => {
    const different: unknown[] = [];
    for (let at = 0; at < CASES / 20; at += 1) {
      const { from, bytes } = damaged(SEED - at - 1, samples);
      const { items, summary } = await read(from.kind, bytes);
      const pieces = await read(from.kind, bytes, inPieces(bytes, SEED + at));
      // The encoding is chosen by what one piece shows, so only plain text is promised to be the same.
      if (bytes.some((byte) => byte > 0x7f)) continue;
      const one = JSON.stringify([items, summary.faults, summary.sha256]);
      if (one !== JSON.stringify([pieces.items, pieces.summary.faults, pieces.summary.sha256])) {
        different.push({ seed: SEED - at - 1, from: from.name });
      }
    }
    expect(different).toEqual([]);
  });

  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '999901',
      '999902.0',
      '1',
      '01',
      '3',
      'NULL',
      'Not judged',
      '12/06/2024',
      '2024-13-01',
      '0',
    ),
    fc.constantFrom(
      '429500',
      '433500',
      '-5',
      '0.3',
      '1e3',
      'LS1 4AP',
      'BT1',
      'primary; secondary',
      'nle',
      'school',
    ),
    fc.constantFrom(
      'a@b.example',
      '"',
      "'=1",
      '=1+1',
      'a,b',
      'x\ny',
      'Fernhill',
      '\u202e',
      '\u0007',
      '\ufffd',
      '\0',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const headers = samples
    .filter(({ folder }) => folder === 'ok')
    .map(({ kind, bytes }) => ({
      kind,
      names: (bytes.toString('latin1').split(/\r?\n/)[0] ?? '').split(','),
    }))
    .filter(({ names }) => names.length < 120);

  it('tables of chance: known columns in any order and case, any cells, any quoting', async () => {
    const quoted = (text: string, style: number): string =>
      style > 0 ? `"${text.replaceAll('"', '""')}"` : text;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...headers),
        fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.array(fc.tuple(cell, fc.nat({ max: 3 })), { minLength: 1, maxLength: 24 }), {
          maxLength: 8,
        }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async ({ kind, names }, swaps, rows, lineEnd) => {
          const header = [...names];
          for (const swap of swaps) {
            const [one, two] = [swap % header.length, (swap * 7) % header.length];
            [header[one], header[two]] = [header[two] ?? '', (header[one] ?? '').toUpperCase()];
          }
          const lines = rows.map((cells) =>
            header.map((_, at) => quoted(...(cells[at % cells.length] ?? ['', 0]))).join(','),
          );
          const text = [header.join(','), ...lines].join(lineEnd);
          expect(await complaint(kind, Buffer.from(text))).toBeNull();
        },
      ),
      { numRuns: Math.ceil(CASES / 8), seed: SEED },
    );
  });
});
