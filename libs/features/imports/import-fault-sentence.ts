import {
  FAULT_CODES,
  faultSentence,
  faultsCsv,
  type FaultCode,
  type RowFault,
} from '../../platform/files/index.js';
import type { ImportFaultLine } from './imports.queries.js';

/** Sentences for faults that show only when a good row meets what is already stored. */
const STORE_SENTENCES: Readonly<Record<string, (fault: ImportFaultLine) => string>> = {
  'days-below-reserved': ({ facts }) =>
    `Fewer days than are already promised to schools (${days(facts['committedHalfDays'])}): the earlier answer stands.`,
};

function days(halfDays: unknown): string {
  return typeof halfDays === 'number' ? `${String(halfDays / 2)} days` : 'some days';
}

function isReaderFault(fault: ImportFaultLine): fault is ImportFaultLine & RowFault {
  return FAULT_CODES.includes(fault.code as FaultCode);
}

/** One plain sentence for a kept fault. */
export function importFaultSentence(fault: ImportFaultLine): string {
  if (isReaderFault(fault)) return faultSentence(fault);
  return STORE_SENTENCES[fault.code]?.(fault) ?? `This row could not be stored (${fault.code}).`;
}

/** The text of errors.csv: file, row, column, value, code, allowed, message. */
export function importFaultsCsv(faults: readonly ImportFaultLine[]): string {
  return faultsCsv(faults as readonly RowFault[], importFaultSentence as (fault: RowFault) => string);
}
