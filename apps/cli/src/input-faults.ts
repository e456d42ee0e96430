import {
  faultsCsv,
  faultSentence,
  type RowFault,
  type TableSummary,
} from '../../../libs/platform/files/index.js';
import { plural } from '../../../libs/wording/index.js';

/** Lines on stderr; the rest is in errors.csv. */
const LINES_SHOWN = 20;

/** What was wrong with the files that a command was given. */
export class InputFaults {
  readonly #faults: RowFault[] = [];
  #unusable = 0;
  #rowsRefused = 0;

  addSummaries(summaries: readonly TableSummary[]): void {
    for (const summary of summaries) {
      this.#faults.push(...summary.faults);
      this.#rowsRefused += summary.rowsRefused;
      if (summary.stopped) this.#unusable += 1;
    }
  }

  /** A file that cannot be used at all. */
  addUnusable(...faults: readonly RowFault[]): void {
    this.#faults.push(...faults);
    this.#unusable += faults.length;
  }

  /** What is told although no row was refused. */
  addNotes(faults: readonly RowFault[]): void {
    this.#faults.push(...faults);
  }

  get all(): readonly RowFault[] {
    return this.#faults;
  }

  /** Some file cannot be used, so that there is no result. */
  isUnusable(): boolean {
    return this.#unusable > 0;
  }

  get rowsRefused(): number {
    return this.#rowsRefused;
  }

  /** errors.csv, or null when there is nothing to list. */
  csv(): string | null {
    return this.#faults.length === 0 ? null : faultsCsv(this.#faults);
  }

  /** One line a fault, what was refused first, and how many there are beyond what is shown. */
  lines(): readonly string[] {
    const ranked = this.#faults.toSorted((a, b) => rank(a) - rank(b));
    const shown = ranked.slice(0, LINES_SHOWN).map(faultText);
    const more = ranked.length - shown.length;
    return more > 0 ? [...shown, `... and ${plural(more, 'more', 'more')}, listed in errors.csv`] : shown;
  }
}

const RANKS: Readonly<Record<RowFault['effect'], number>> = {
  'file-refused': 0,
  'row-refused': 1,
  'value-ignored': 2,
  noted: 3,
};

/** What puts a whole file in doubt is never among those that are only counted. */
function rank(fault: RowFault): number {
  return fault.code === 'another-year' ? 0 : RANKS[fault.effect];
}

/** `survey.csv:5 phases "primry" — ...`: file, row, column, value, and what is allowed. */
export function faultText(fault: RowFault): string {
  const place = fault.row === null ? fault.file : `${fault.file}:${String(fault.row)}`;
  const column = fault.column === null ? [] : [fault.column];
  const value = fault.value === null ? [] : [JSON.stringify(fault.value)];
  return `${[place, ...column, ...value].join(' ')} — ${faultSentence(fault)}`;
}
