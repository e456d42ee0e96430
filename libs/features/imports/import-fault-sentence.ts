import { refusalSentence } from '../../wording/index.js';
import {
  FAULT_CODES,
  faultLine,
  faultSentence,
  faultsCsv,
  type FaultCode,
  type RowFault,
} from '../../platform/files/index.js';
import type { ImportFaultLine, ImportSummary } from './imports.queries.js';

/** Older failures may lack parts of their place. */
const NO_PLACE = { row: null, column: null, value: null, allowed: [], facts: {} } as const;

/** Sentences for faults that show only when a good row meets what is already stored. */
const STORE_SENTENCES: Readonly<Record<string, (fault: ImportFaultLine) => string>> = {
  'days-below-reserved': ({ code, facts }) =>
    `${refusalSentence({ code, facts })} The earlier answer stands.`,
};

function isReaderFault(fault: ImportFaultLine): fault is ImportFaultLine & RowFault {
  return FAULT_CODES.includes(fault.code as FaultCode);
}

/** One plain sentence for a kept fault. */
export function importFaultSentence(fault: ImportFaultLine): string {
  if (isReaderFault(fault)) return faultSentence(fault);
  return STORE_SENTENCES[fault.code]?.(fault) ?? `This row could not be stored (${fault.code}).`;
}

/** That a file may be another year's, with its name; null: nothing says so. */
export function anotherYearSentence({
  fileName,
  anotherYear,
}: Pick<ImportSummary, 'fileName' | 'anotherYear'>): string | null {
  if (anotherYear === null) return null;
  const fault: ImportFaultLine = { ...anotherYear, file: fileName, n: 1 };
  return isReaderFault(fault) ? faultLine(fault) : null;
}

/** Why nothing of a file was stored: of a file that cannot be used, with its name and what is wrong in it. */
export function importFailureSentence({
  fileName,
  failure,
}: Pick<ImportSummary, 'fileName' | 'failure'>): string {
  if (failure === null) return 'Nothing was stored.';
  const { code, facts } = failure;
  const fault: ImportFaultLine = {
    ...NO_PLACE,
    effect: 'file-refused',
    code,
    ...facts,
    file: fileName,
    n: 0,
  };
  return code === 'file-refused' && isReaderFault(fault) ? faultLine(fault) : refusalSentence(failure);
}

/** The text of errors.csv: file, row, column, value, code, allowed, message. */
export function importFaultsCsv(faults: readonly ImportFaultLine[]): string {
  return faultsCsv(faults as readonly RowFault[], importFaultSentence as (fault: RowFault) => string);
}
