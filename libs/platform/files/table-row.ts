import type { Facts } from '../../domain/kernel/index.js';
import type { FaultCode, FaultEffect, FaultLog } from './row-fault.js';
import { cleanText, oddityOf } from './odd-characters.js';
import type { MatchedHeader } from './table-header.js';

/** The rest of a fault in one cell; `value` defaults to the cell's own text. */
export interface CellFault {
  readonly value?: string;
  readonly allowed?: readonly string[];
  readonly facts?: Facts;
}

/** Our writers put an apostrophe before a cell that a spreadsheet would run as a formula: take it off again. */
const NEUTRALISED = /^'(?=[=+\-@\t\r＝＋－＠])/;
const ASCII = /^[\t\n -~]*$/;

/** One data row as a reader sees it: cells by our keys, and a way to say what is wrong with them. */
export class TableRow<Key extends string> {
  private refusedAlready = false;
  private oddityNoted = false;

  constructor(
    /** The line where the row begins, as a spreadsheet numbers it. */
    readonly row: number,
    private readonly cells: readonly string[],
    private readonly header: MatchedHeader<Key>,
    private readonly log: FaultLog,
  ) {}

  get file(): string {
    return this.log.file;
  }

  get isRefused(): boolean {
    return this.refusedAlready;
  }

  /** Whether the file has such a column at all. */
  has(key: Key): boolean {
    return this.header.index[key] >= 0;
  }

  /** The column as this file calls it. */
  called(key: Key): string {
    return this.header.label[key];
  }

  /** The cell without surrounding blanks, `''` when blank, null when the file has no such column. */
  text(key: Key): string | null {
    const index = this.header.index[key];
    if (index < 0) return null;
    const raw = this.cells[index] ?? '';
    const cell = (ASCII.test(raw) ? raw : cleanText(raw)).trim().replace(NEUTRALISED, '');
    if (!this.oddityNoted && !ASCII.test(raw)) {
      const code = oddityOf(raw);
      this.oddityNoted = code !== null;
      if (code !== null) this.note(key, code, { value: raw.trim() });
    }
    return cell;
  }

  /** The cell as `text` gives it, `''` without such a column: for rows already refused, of which nothing more is told. */
  glance(key: Key): string {
    return cleanText(this.rawText(key) ?? '')
      .trim()
      .replace(NEUTRALISED, '');
  }

  /** The cell, or null when it is blank or the file has no such column. */
  filled(key: Key): string | null {
    const text = this.text(key);
    return text === '' ? null : text;
  }

  /** The row cannot be used. Further faults of the same row may follow: all are reported. */
  refuse(key: Key | null, code: FaultCode, more: CellFault = {}): void {
    this.refusedAlready = true;
    this.add(key, code, 'row-refused', more);
  }

  /** The cell counts as blank, the row is used. */
  ignoreValue(key: Key, code: FaultCode, more: CellFault = {}): void {
    this.add(key, code, 'value-ignored', more);
  }

  note(key: Key | null, code: FaultCode, more: CellFault = {}): void {
    this.add(key, code, 'noted', more);
  }

  private add(key: Key | null, code: FaultCode, effect: FaultEffect, more: CellFault): void {
    const value = more.value ?? (key === null ? null : this.rawText(key));
    this.log.add({
      row: this.row,
      column: key === null ? null : this.header.label[key],
      value,
      code,
      allowed: more.allowed ?? [],
      effect,
      facts: more.facts ?? {},
    });
  }

  private rawText(key: Key): string | null {
    const index = this.header.index[key];
    return index < 0 ? null : (this.cells[index] ?? '').trim();
  }
}
