import type { CellFormat } from './cell-formats.js';
import { numberText } from './cell-text.js';
import type { CellMark, CellMarkKind, SheetRest, SheetRow } from './workbook-frames.js';
import { unescaped } from './workbook-layout.js';
import type { SheetLimits } from './workbook-limits.js';
import { damaged, WorkbookRefused } from './workbook-refused.js';
import type { XmlAttributes, XmlHandler } from './xml-tokens.js';

export interface SheetContext {
  readonly part: string;
  readonly sharedTexts: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly startsIn1904: boolean;
  readonly limits: SheetLimits;
}

/** How many merged areas are named to people. */
const MERGED_NAMED = 5;

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  hasValue: boolean;
  hasFormula: boolean;
}

/**
 * Turns the elements of one sheet into rows. What the sheet claims about its size is not read at all; rows and cells
 * must come in order, as every spreadsheet program writes them, and may leave out what is blank.
 */
export class SheetReading implements XmlHandler {
  private rows: SheetRow[] = [];
  private row = 0;
  private column = -1;
  private width = 0;
  private characters = 0;
  private cells: (number | string)[] = [];
  private marks: CellMark[] = [];
  private cell: OpenCell | null = null;
  private readonly path: string[] = [];
  private readonly merged: string[] = [];
  private mergedCount = 0;
  private hiddenRows = 0;
  private hiddenColumns = 0;

  constructor(private readonly context: SheetContext) {}

  takeRows(): readonly SheetRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  rest(): SheetRest {
    const { merged, mergedCount, hiddenRows, hiddenColumns } = this;
    return { merged, mergedCount, hiddenRows, hiddenColumns };
  }

  open(name: string, attributes: XmlAttributes): void {
    this.path.push(name);
    if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'f' && this.cell !== null) this.cell.hasFormula = true;
    else if ((name === 'v' || name === 'is') && this.cell !== null) this.cell.hasValue = true;
    else if (name === 'mergeCell') this.merge(attributes['ref'] ?? '');
    else if (name === 'col' && isTrue(attributes['hidden'])) this.hideColumns(attributes);
  }

  text(text: string): void {
    const { cell } = this;
    if (cell === null) return;
    const inside = this.path.at(-1);
    const counts =
      inside === 'v' || (inside === 't' && this.path.includes('is') && !this.path.includes('rPh'));
    if (!counts) return;
    cell.value += text;
    this.countCharacters(cell.value.length);
  }

  close(name: string): void {
    this.path.pop();
    if (name === 'c' && this.cell !== null) this.closeCell(this.cell);
    else if (name === 'row') this.closeRow();
  }

  private openRow(attributes: XmlAttributes): void {
    const row = attributes['r'] === undefined ? this.row + 1 : Number(attributes['r']);
    const isNext = Number.isInteger(row) && row > this.row && row <= this.context.limits.maxSheetRows;
    if (!isNext) throw damaged(this.context.part, this.row);
    this.row = row;
    this.column = -1;
    this.width = 0;
    this.characters = 0;
    this.cells = [];
    this.marks = [];
    if (isTrue(attributes['hidden'])) this.hiddenRows += 1;
  }

  private openCell(attributes: XmlAttributes): void {
    const column = attributes['r'] === undefined ? this.column + 1 : this.columnOf(attributes['r']);
    const isNext = column > this.column && column < this.context.limits.maxSheetColumns && this.row > 0;
    if (!isNext || this.cell !== null) throw damaged(this.context.part, this.row);
    this.column = column;
    const type = attributes['t'] ?? 'n';
    const style = Number(attributes['s'] ?? 0);
    this.cell = { column, type, style, value: '', hasValue: false, hasFormula: false };
  }

  private closeCell(cell: OpenCell): void {
    this.cell = null;
    const mark = markOf(cell);
    const text = mark === 'no-value' ? '' : this.textOf(cell);
    if (text.trim() === '' && (mark === undefined || mark === 'formula')) return;
    this.width = cell.column + 1;
    if (cell.column >= this.context.limits.maxColumns) return;
    this.characters += text.length;
    this.countCharacters(0);
    this.cells.push(cell.column, text);
    if (mark !== undefined) this.marks.push({ column: cell.column, kind: mark });
  }

  private closeRow(): void {
    if (this.width === 0) return;
    const { row, cells, width, marks } = this;
    this.rows.push(marks.length === 0 ? { row, cells, width } : { row, cells, width, marks });
    this.width = 0;
  }

  private textOf({ type, value, style }: OpenCell): string {
    if (type === 's') return value === '' ? '' : this.sharedText(value);
    if (type === 'str' || type === 'inlineStr' || type === 'e') return unescaped(value);
    if (type === 'b') return value === '' ? '' : isTrue(value.trim()) ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ');
    if (type !== 'n') throw damaged(this.context.part, this.row);
    if (value.trim() === '') return '';
    const number = Number(value);
    if (!Number.isFinite(number)) throw damaged(this.context.part, this.row);
    const format = this.context.formats[style] ?? { kind: 'number' };
    return numberText(number, format, this.context.startsIn1904);
  }

  private sharedText(index: string): string {
    const text = /^\s*\d+\s*$/.test(index) ? this.context.sharedTexts[Number(index)] : undefined;
    if (text === undefined) throw damaged(this.context.part, this.row);
    return text;
  }

  /** `C5` in row 5 is column 2. */
  private columnOf(reference: string): number {
    const parts = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference);
    if (parts === null || Number(parts[2]) !== this.row) throw damaged(this.context.part, this.row);
    let column = 0;
    for (const letter of parts[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
    return column - 1;
  }

  private countCharacters(more: number): void {
    const limit = this.context.limits.maxRecordCharacters;
    if (this.characters + more > limit) throw new WorkbookRefused('record-too-long', { limit }, this.row);
  }

  private merge(area: string): void {
    this.mergedCount += 1;
    if (this.merged.length < MERGED_NAMED) this.merged.push(area.slice(0, 30));
  }

  private hideColumns(attributes: XmlAttributes): void {
    const from = Number(attributes['min']);
    const to = Math.min(Number(attributes['max']), this.context.limits.maxSheetColumns);
    if (to >= from) this.hiddenColumns += to - from + 1;
  }
}

function markOf({ type, hasFormula, hasValue }: OpenCell): CellMarkKind | undefined {
  if (type === 'e') return 'error';
  if (!hasFormula) return undefined;
  return hasValue ? 'formula' : 'no-value';
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
