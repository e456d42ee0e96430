import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import {
  type MadeWorkbook,
  textRow,
  workbookOf,
  workbookParts,
} from '../../../../test/support/workbook-maker.js';
import { zipOf } from '../../../../test/support/zip-maker.js';
import { readTable } from '../csv-table.js';
import { faultSentence } from '../fault-sentence.js';
import { fileFrom, fileOf } from '../file-source.js';
import { DEFAULT_TABLE_LIMITS } from '../table-limits.js';
import { readWorkbook } from './read-workbook.js';
import type { WorkbookFrame } from './workbook-frames.js';
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-limits.js';

const HEADER = textRow(1, 'URN');
const GOOD: MadeWorkbook = { sheets: [{ rows: HEADER + textRow(2, '1') }] };
const COLUMNS = { columns: [{ key: 'urn', names: ['URN'] }], anchor: 'urn' } as const;

async function told(bytes: Uint8Array, limits: Partial<WorkbookLimits>): Promise<string | undefined> {
  const options = { ...COLUMNS, limits: { workbook: { ...DEFAULT_WORKBOOK_LIMITS, ...limits } } };
  const { stopped } = await readTable(fileOf('t.xlsx', bytes), options, () => undefined);
  return stopped === null ? undefined : faultSentence(stopped);
}

describe('the reading process', () => {
  it('is ended when it takes too long or too much memory', async () => {
    expect(await told(workbookOf(GOOD), { readerSeconds: 0 })).toBe(
      'The workbook was not read within 0 seconds. Save the sheet that is needed as "CSV UTF-8".',
    );
    const sharedTexts = Array.from({ length: 300_000 }, (_, at) => `<si><t>${at} ${'x'.repeat(90)}</t></si>`);
    const greedy = workbookOf({ ...GOOD, sharedTexts: sharedTexts.join('') });
    expect(await told(greedy, { readerMegabytes: 16 })).toBe(
      'The workbook needs more than 16 MB of memory. Save the sheet that is needed as "CSV UTF-8".',
    );
  });

  it('holds what is unpacked: this process does not grow with it, and nothing is left on the disk', async () => {
    const before = process.memoryUsage().rss;
    const files = readdirSync(tmpdir()).length;
    const data = Buffer.concat([
      Buffer.from('<worksheet><sheetData>'),
      Buffer.alloc(90_000_000, ' '),
      Buffer.from('</sheetData></worksheet>'),
    ]);
    const bytes = workbookOf({ ...GOOD, parts: [{ name: 'xl/worksheets/sheet1.xml', data }] });
    const source = fileFrom('t.xlsx', [bytes]);
    const limits = { workbook: { ...DEFAULT_WORKBOOK_LIMITS, maxRatio: 2_000 } };
    const options = { ...COLUMNS, limits };
    const built = process.memoryUsage().rss - before;
    const summary = await readTable(source, options, () => undefined);
    expect(summary.stopped?.code).toBe('file-empty');
    expect(process.memoryUsage().rss - before - built).toBeLessThan(60_000_000);
    expect(readdirSync(tmpdir()).length - files).toBeLessThan(5);
  });

  it('is ended when the reader stops early', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `<row><c><v>${at}</v></c></row>`).join('');
    const bytes = workbookOf({ sheets: [{ rows: HEADER + rows }] });
    const stop = new Error('enough');
    const reading = readTable(fileOf('t.xlsx', bytes), COLUMNS, () => Promise.reject(stop));
    await expect(reading).rejects.toBe(stop);
  });
});

describe('any damage to a workbook', () => {
  const whole = workbookOf({
    sheets: [{ rows: HEADER + textRow(2, '1') + '<row r="3"><c s="1"><v>45000</v></c></row>' }],
    formats: [14],
    sharedTexts: '<si><t>a</t></si>',
  });
  const stored = zipOf(
    workbookParts({ sheets: [{ rows: HEADER + textRow(2, '1') }] }).map((part) => ({
      ...part,
      stored: true,
    })),
  );

  it('ends in rows or in a named fault, never in an exception', async () => {
    const limits = { ...DEFAULT_TABLE_LIMITS, ...DEFAULT_WORKBOOK_LIMITS };
    const change = fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(whole, stored),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat()),
        async (original, changes, cut) => {
          const bytes = Buffer.from(original);
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          const frames: WorkbookFrame[] = [];
          await readWorkbook(
            cut === null ? bytes : bytes.subarray(0, cut % bytes.length),
            limits,
            (frame) => {
              frames.push(frame);
              return Promise.resolve();
            },
          );
          expect(['end', 'stop']).toContain(frames.at(-1)?.kind);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
