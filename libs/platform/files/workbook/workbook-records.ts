import { createHash } from 'node:crypto';
import type { CsvRecord, SheetEnd } from '../csv-record.js';
import type { CsvStop } from '../csv-stop.js';
import type { CsvEnd } from '../csv-records.js';
import { nextSlice, slices } from '../file-slices.js';
import type { FileSource } from '../file-source.js';
import type { TableLimits } from '../table-limits.js';
import type { SheetFacts, SheetRow } from './workbook-frames.js';
import { WorkbookProcess } from './workbook-process.js';

interface Sent {
  readonly stop: CsvStop | null;
  readonly sha256: string | null;
  readonly bytes: number;
}

const UNKNOWN_SHEET: SheetFacts = { sheet: '', hiddenSheets: [], furtherSheets: [] };

/**
 * The rows of a workbook's first visible sheet as records. The file passes through this process to the one that unpacks
 * it: neither a temporary file nor more than one piece of it is kept here.
 */
export async function* workbookRecords(
  source: FileSource,
  limits: TableLimits,
): AsyncGenerator<readonly CsvRecord[], CsvEnd> {
  const { maxColumns, maxRecordCharacters, workbook } = limits;
  const child = new WorkbookProcess({ ...workbook, maxColumns, maxRecordCharacters });
  try {
    const sent = await send(source, child, Math.min(limits.maxBytes, workbook.maxPackedBytes));
    if (sent.stop !== null) return { ...sent, encoding: 'utf-8' };
    let facts: SheetFacts | null = null;
    for await (const frame of child.frames()) {
      if (frame.kind === 'facts') facts = frame.facts;
      else if (frame.kind === 'rows') yield recordsOf(frame.rows, facts ?? UNKNOWN_SHEET, maxColumns);
      else if (frame.kind === 'bug') throw new Error(frame.stack);
      else {
        const stop = frame.kind === 'stop' ? frame.stop : null;
        return endOf(
          sent,
          stop,
          facts === null ? null : { facts, rest: frame.kind === 'end' ? frame.rest : null },
        );
      }
    }
    return endOf(sent, await child.earlyEnd(), facts === null ? null : { facts, rest: null });
  } finally {
    await child.close();
  }
}

function endOf(sent: Sent, stop: CsvStop | null, sheet: SheetEnd | null): CsvEnd {
  const { sha256, bytes } = sent;
  const end = { stop, sha256, bytes, encoding: 'utf-8' } as const;
  return sheet === null ? end : { ...end, sheet };
}

/** Every byte is hashed, also when the child has long refused the file. */
async function send(source: FileSource, child: WorkbookProcess, maxBytes: number): Promise<Sent> {
  const hash = createHash('sha256');
  const input = slices(source);
  let bytes = 0;
  try {
    for (;;) {
      const step = await nextSlice(input);
      if ('code' in step) return { stop: step, sha256: null, bytes };
      if (step.done === true) break;
      bytes += step.value.length;
      if (bytes > maxBytes) {
        const stop = { code: 'file-too-large', row: null, facts: { limitBytes: maxBytes } } as const;
        return { stop, sha256: null, bytes };
      }
      hash.update(step.value);
      await child.write(step.value);
    }
  } finally {
    await input.return(undefined);
  }
  child.endInput();
  return { stop: null, sha256: hash.digest('hex'), bytes };
}

function recordsOf(rows: readonly SheetRow[], facts: SheetFacts, maxColumns: number): readonly CsvRecord[] {
  return rows.map(({ row, cells, width, marks }) => {
    const texts = new Array<string>(Math.min(width, maxColumns)).fill('');
    for (let at = 0; at + 1 < cells.length; at += 2) texts[Number(cells[at])] = String(cells[at + 1]);
    return { row, cells: texts, quotes: 'proper', sheet: { facts, width, marks: marks ?? [] } };
  });
}
