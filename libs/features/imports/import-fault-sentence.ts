import { daysFromHalfDays, type Facts } from '../../domain/kernel/index.js';
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
    `Fewer days than the ${promisedDays(facts)} that are already promised to schools: the earlier answer stands.`,
};

function promisedDays(facts: Facts): string {
  const { reservedHalfDays: reserved, deliveredHalfDays: delivered } = facts;
  const halfDays =
    (typeof reserved === 'number' ? reserved : 0) + (typeof delivered === 'number' ? delivered : 0);
  return daysFromHalfDays(halfDays).toString();
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
