import type { Facts } from '../../../domain/kernel/index.js';
import type { CsvStop } from '../csv-stop.js';
import type { FaultCode } from '../row-fault.js';

/**
 * Leaves the nested readers of one workbook from any depth. Caught in `readWorkbook` and turned into a value there: it
 * never leaves this folder.
 */
export class WorkbookRefused extends Error {
  readonly stop: CsvStop;

  constructor(code: FaultCode, facts: Facts = {}, row: number | null = null) {
    super(code);
    this.stop = { code, row, facts };
  }
}

/** The file contradicts itself or its format; `what` names the part or the check, for support. */
export function damaged(what: string, row: number | null = null): WorkbookRefused {
  return new WorkbookRefused('workbook-damaged', { what }, row);
}
