import type { Facts } from '../../domain/kernel/index.js';
import type { RowFault, TableSummary } from '../../platform/files/index.js';
import type { StoreFault } from './importer.js';
import type { KeptFault } from './imports.repository.js';

const FAULTS_KEPT = 10_000;

/** What reading and storing one file found, kept also when its transaction is rolled back. */
export class ImportFindings {
  private rowCount = 0;
  private faultCount = 0;
  private faults: KeptFault[] = [];

  /** Begins anew: a transaction that lost a race is run again. */
  take(summary: TableSummary): void {
    this.rowCount = summary.rowsRead;
    this.faultCount = summary.faultCount;
    this.faults = summary.faults.map(kept);
  }

  /** The file cannot be used at all; the facts of the failure. */
  stop(fault: RowFault): Facts {
    this.faultCount = 1;
    this.faults = [kept(fault)];
    return this.stopFacts(fault);
  }

  add(faults: readonly StoreFault[]): void {
    this.faultCount += faults.length;
    for (const fault of faults) {
      this.faults.push({
        row: fault.row ?? null,
        column: fault.column ?? null,
        value: fault.value ?? null,
        code: fault.code,
        allowed: fault.allowed ?? [],
        effect: fault.effect,
        facts: fault.facts ?? {},
      });
    }
  }

  get counts(): { readonly rowCount: number; readonly faultCount: number } {
    return { rowCount: this.rowCount, faultCount: this.faultCount };
  }

  /** By row, refusals before notes where there are too many to keep. */
  get kept(): readonly KeptFault[] {
    const refusals = this.faults.filter(isRefusal).slice(0, FAULTS_KEPT);
    const remarks = this.faults.filter((fault) => !isRefusal(fault)).slice(0, FAULTS_KEPT - refusals.length);
    return [...refusals, ...remarks].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  }

  /** The facts of a failure: the fault that stopped the reading. */
  stopFacts(stop: RowFault): Facts {
    const { code, row, column, value, allowed, facts } = stop;
    return { code, row, column, value, allowed, facts };
  }
}

/** The fault of a file that has a header only. */
export function noRows(file: string): RowFault {
  const nothing = { row: null, column: null, value: null, allowed: [], facts: {} };
  return { file, code: 'no-rows', effect: 'file-refused', ...nothing };
}

function kept({ row, column, value, code, allowed, effect, facts }: RowFault): KeptFault {
  return { row, column, value, code, allowed, effect, facts };
}

function isRefusal({ effect }: KeptFault): boolean {
  return effect === 'file-refused' || effect === 'row-refused';
}
