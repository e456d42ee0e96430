import type { CsvRecord, SheetEnd } from '../csv-record.js';
import type { FaultLog } from '../row-fault.js';
import type { MatchedHeader } from '../table-header.js';
import type { TableRow } from '../table-row.js';

interface Tally {
  readonly row: number;
  count: number;
}

/** How many sheets are named to people. */
const SHEETS_NAMED = 10;

/** What a worksheet's cells hold beside their text: told once for a column or a sheet, not for each of 27,000 rows. */
export class SheetNotes<Key extends string> {
  private readonly formulas = new Map<Key, Tally>();
  private readonly labels = new Map<Key, string>();
  private outside: Tally | null = null;

  /** Refuses the row for cells that have no value to read; tallies the rest. */
  read(record: CsvRecord, header: MatchedHeader<Key>, row: TableRow<Key>): void {
    const { sheet } = record;
    if (sheet === undefined) return;
    if (sheet.width > header.width) {
      this.outside ??= { row: record.row, count: 0 };
      this.outside.count += 1;
    }
    if (sheet.marks.length === 0) return;
    for (const key of Object.keys(header.index) as Key[]) {
      const mark = sheet.marks.find(({ column }) => column === header.index[key]);
      if (mark?.kind === 'error') row.refuse(key, 'error-in-cell');
      if (mark?.kind === 'no-value') row.refuse(key, 'formula-without-value');
      if (mark?.kind !== 'formula') continue;
      const tally = this.formulas.get(key) ?? { row: record.row, count: 0 };
      tally.count += 1;
      this.formulas.set(key, tally);
      this.labels.set(key, header.label[key]);
    }
  }

  /** `ownSheets`: names of sheets in our own templates, in lower case; nobody needs to hear of those. */
  finish(end: SheetEnd, ownSheets: ReadonlySet<string>, log: FaultLog): void {
    const { facts, rest } = end;
    const further = facts.furtherSheets.filter((name) => !ownSheets.has(name.toLowerCase()));
    if (facts.hiddenSheets.length > 0) {
      const told = { count: facts.hiddenSheets.length, sheets: listed(facts.hiddenSheets) };
      log.add({ code: 'hidden-sheets', effect: 'noted', facts: told });
    }
    if (further.length > 0) {
      const told = { sheet: facts.sheet, sheets: listed(further) };
      log.add({ code: 'further-sheets', effect: 'noted', facts: told });
    }
    if (rest !== null && rest.hiddenRows + rest.hiddenColumns > 0) {
      const told = { rows: rest.hiddenRows, columns: rest.hiddenColumns };
      log.add({ code: 'hidden-cells', effect: 'noted', facts: told });
    }
    if (rest !== null && rest.mergedCount > 0) {
      const areas = rest.merged.join(', ') + (rest.mergedCount > rest.merged.length ? ' ...' : '');
      log.add({ code: 'merged-cells', effect: 'noted', facts: { count: rest.mergedCount, areas } });
    }
    for (const [key, { row, count }] of this.formulas) {
      const column = this.labels.get(key) ?? key;
      log.add({ row, column, code: 'formulas-read', effect: 'noted', facts: { count } });
    }
    if (this.outside !== null) {
      const { row, count } = this.outside;
      log.add({ row, code: 'cells-outside-header', effect: 'noted', facts: { count } });
    }
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - SHEETS_NAMED;
  const named = names.slice(0, SHEETS_NAMED).map((name) => `"${name}"`);
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
