import type { CsvRecord } from './csv-record.js';
import type { FaultInput } from './row-fault.js';

export function isBlank(record: CsvRecord): boolean {
  if (record.sheet?.marks.some(({ kind }) => kind === 'no-value')) return false;
  return record.quotes !== 'not-closed' && record.cells.every((cell) => cell.trim() === '');
}

/**
 * What is wrong with a record as a whole; null: nothing. Even a blank cell too many is a fault: an unquoted comma
 * may have shifted the cells before it.
 */
export function recordFault(record: CsvRecord, leastCells: number, mostCells: number): FaultInput | null {
  const { row } = record;
  if (record.quotes === 'not-closed') return { row, code: 'quote-not-closed', effect: 'row-refused' };
  const cells = record.cells.length;
  if (record.sheet !== undefined || (cells >= leastCells && cells <= mostCells)) return null;
  const code = cells < mostCells ? 'row-too-short' : 'row-too-long';
  return { row, code, effect: 'row-refused', facts: { cells, columns: mostCells } };
}
