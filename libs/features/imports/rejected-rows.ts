import type { Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { type CsvColumn, type RawRow, rawRows, writeCsv } from '../../platform/files/index.js';
import { importFaultSentence } from './import-fault-sentence.js';
import { type ImportFaultLine, ImportsQueries } from './imports.queries.js';
import { StoredFile } from './stored-file.js';

interface RejectedRow extends RawRow {
  readonly wrong: string;
}

/** The faulty rows of an import as its file has them, each with what is wrong, to be put right and sent again. */
@Injectable()
export class RejectedRows {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsQueries,
  ) {}

  /** How many rows `write` writes. */
  async count(importId: string): Promise<number> {
    const faults = (await this.imports.faults(importId)).filter(isAboutRow);
    return new Set(faults.map(({ row }) => row)).size;
  }

  /**
   * Streams a CSV file into `target` (which is ended): the file's own columns, then `row` and `what is wrong`. Rows
   * that were refused and rows that lost a cell; the first 10,000 faults. False: there is no such import.
   */
  async write(importId: string, target: Writable): Promise<boolean> {
    const one = await this.imports.one(importId);
    if (one === undefined) return false;
    const faults = (await this.imports.faults(importId)).filter(isAboutRow);
    const wrong = new Map<number, string[]>();
    for (const fault of faults) {
      const sentences = wrong.get(fault.row) ?? [];
      sentences.push(
        fault.column === null ? importFaultSentence(fault) : `${fault.column}: ${importFaultSentence(fault)}`,
      );
      wrong.set(fault.row, sentences);
    }
    const header = one.header?.names ?? [];
    const widest = Math.max(header.length, ...faults.map(cellsOf));
    const file = { importId, fileName: one.fileName, byteSize: one.byteSize };
    const source = new StoredFile(this.database.manager, file, new AbortController().signal, () => undefined);
    await writeCsv(target, columnsOf(header, widest), rejected(rawRows(source), wrong));
    source.throwIfBroken();
    return true;
  }
}

async function* rejected(
  rows: AsyncIterable<RawRow>,
  wrong: ReadonlyMap<number, readonly string[]>,
): AsyncGenerator<RejectedRow> {
  let left = wrong.size;
  if (left === 0) return;
  for await (const { row, cells } of rows) {
    const sentences = wrong.get(row);
    if (sentences === undefined) continue;
    yield { row, cells, wrong: sentences.join(' ') };
    left -= 1;
    if (left === 0) return;
  }
}

function columnsOf(header: readonly string[], widest: number): readonly CsvColumn<RejectedRow>[] {
  const own = Array.from({ length: widest }, (_, at): CsvColumn<RejectedRow> => {
    return { name: header[at] ?? '', of: ({ cells }) => cells[at] ?? '' };
  });
  return [
    ...own,
    { name: 'row', of: ({ row }) => row },
    { name: 'what is wrong', of: (rejectedRow) => rejectedRow.wrong },
  ];
}

function isAboutRow(fault: ImportFaultLine): fault is ImportFaultLine & { readonly row: number } {
  return fault.row !== null && (fault.effect === 'row-refused' || fault.effect === 'value-ignored');
}

/** How many cells a row has that has too many. */
function cellsOf({ facts }: ImportFaultLine): number {
  return typeof facts['cells'] === 'number' ? facts['cells'] : 0;
}
