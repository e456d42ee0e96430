import { createHash } from 'node:crypto';
import type { CsvRecord } from './csv-record.js';
import type { CsvStop } from './csv-stop.js';
import { type CsvEnd, csvRecords } from './csv-records.js';
import { nextSlice, slices, withHead } from './file-slices.js';
import type { FileSource } from './file-source.js';
import type { TableLimits } from './table-limits.js';
import { containerOf, HEAD_BYTES } from './text-decoding.js';
import { workbookRecords } from './workbook/workbook-records.js';

/** The records of a CSV file or of a workbook's first visible sheet, in batches; the content decides which it is. */
export async function* tableRecords(
  file: FileSource,
  limits: TableLimits,
): AsyncGenerator<readonly CsvRecord[], CsvEnd> {
  const { head, source } = await withHead(file, HEAD_BYTES);
  const container = containerOf(head);
  if (container === 'zip') return yield* workbookRecords(source, limits);
  if (container === 'old-office') return await refuseOldOffice(source, limits);
  return yield* csvRecords(source, limits);
}

/** The container of old workbooks; also of new ones under a password, which name their content in its directory. */
async function refuseOldOffice(source: FileSource, limits: TableLimits): Promise<CsvEnd> {
  const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
  const hash = createHash('sha256');
  const input = slices(source);
  let bytes = 0;
  let tail: Uint8Array = new Uint8Array(0);
  let stop: CsvStop = { code: 'workbook-old', row: null, facts: {} };
  let isWhole = false;
  for (;;) {
    const step = await nextSlice(input);
    if ('code' in step) {
      stop = step;
      break;
    }
    isWhole = step.done === true;
    if (step.done === true) break;
    bytes += step.value.length;
    hash.update(step.value);
    const text = Buffer.concat([tail, step.value]);
    if (text.includes(encrypted)) stop = { ...stop, code: 'workbook-encrypted' };
    tail = text.subarray(Math.max(0, text.length - encrypted.length));
    if (bytes > limits.workbook.maxPackedBytes) break;
  }
  await input.return(undefined);
  return { stop, sha256: isWhole ? hash.digest('hex') : null, bytes, encoding: 'utf-8' };
}
