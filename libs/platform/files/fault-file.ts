import { type CsvColumn, csvText } from './csv-writer.js';
import { faultSentence } from './fault-sentence.js';
import type { RowFault } from './row-fault.js';

/** errors.csv: file, row, column, value, code, allowed, message. */
export function faultColumns(sentence: (fault: RowFault) => string): readonly CsvColumn<RowFault>[] {
  return [
    { name: 'file', of: (fault) => fault.file },
    { name: 'row', of: (fault) => fault.row },
    { name: 'column', of: (fault) => fault.column },
    { name: 'value', of: (fault) => fault.value },
    { name: 'code', of: (fault) => fault.code },
    { name: 'allowed', of: (fault) => fault.allowed.join('; ') },
    { name: 'message', of: sentence },
  ];
}

/** The text of errors.csv. */
export function faultsCsv(
  faults: Iterable<RowFault>,
  sentence: (fault: RowFault) => string = faultSentence,
): string {
  return csvText(faultColumns(sentence), faults);
}
