import type { Facts } from '../../domain/kernel/index.js';
import type { FaultCode } from './row-fault.js';

/** Why reading stopped before the end. */
export interface CsvStop {
  readonly code: FaultCode;
  readonly row: number | null;
  readonly facts: Facts;
}
