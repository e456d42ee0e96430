import type { Facts } from '../../domain/kernel/index.js';
import type { FaultCode } from './row-fault.js';

/** One record; `row` is the line where it begins. With `not-closed` quotes there are no cells to be had. */
export interface CsvRecord {
  readonly row: number;
  readonly cells: readonly string[];
  readonly quotes: 'proper' | 'misplaced' | 'not-closed';
}

/** Why reading stopped before the end. */
export interface CsvStop {
  readonly code: FaultCode;
  readonly row: number | null;
  readonly facts: Facts;
}
