import fc from 'fast-check';
import { readTable } from './csv-table.js';
import { faultSentence } from './fault-sentence.js';
import { fileFrom } from './file-source.js';

const COLUMNS = [
  { key: 'urn', names: ['URN'], required: true },
  { key: 'name', names: ['Name'] },
] as const;

const SEED = Buffer.from('Title\r\n\r\nURN,Name,"Note, long"\r\n1,"a ""b""\nc",x\r\n2,é,\r\n3,"d",y\r\n');

/** Bytes that mean something to a CSV reader turn up more often than chance would have it. */
const byte = fc.oneof(
  fc.constantFrom(...Buffer.from('",\r\n;\t\0URN\ufeff')),
  fc.integer({ min: 0, max: 255 }),
);

describe('whatever the bytes', () => {
  it('reading ends with a summary: no exception, no row invented, every fault with a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.nat({ max: SEED.length }), fc.nat({ max: 3 }), fc.array(byte, { maxLength: 4 })),
          {
            maxLength: 6,
          },
        ),
        fc.integer({ min: 1, max: 40 }),
        async (edits, chunkBytes) => {
          let bytes = Buffer.from(SEED);
          for (const [at, drop, insert] of edits) {
            bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(insert), bytes.subarray(at + drop)]);
          }
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += chunkBytes)
            chunks.push(bytes.subarray(at, at + chunkBytes));
          const rows: number[] = [];
          const summary = await readTable(
            fileFrom('f.csv', chunks),
            { anchor: 'urn', columns: COLUMNS },
            (row) => {
              rows.push(row.row);
            },
          );
          expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
          expect(summary.rowsRead).toBe(rows.length + summary.rowsRefused);
          expect(summary.stopped === null || summary.faults.includes(summary.stopped)).toBe(true);
          for (const fault of summary.faults) expect(faultSentence(fault).length).toBeGreaterThan(10);
          // However the bytes are cut into chunks, the same comes out.
          const whole: number[] = [];
          await readTable(fileFrom('f.csv', [bytes]), { anchor: 'urn', columns: COLUMNS }, (row) => {
            whole.push(row.row);
          });
          expect(whole).toEqual(rows);
        },
      ),
      { numRuns: 300, seed: 11 },
    );
  });
});
