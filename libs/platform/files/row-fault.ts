import type { Facts } from '../../domain/kernel/index.js';
import { WORKBOOK_FAULT_CODES } from './workbook/workbook-fault-codes.js';

/** What can be wrong with a file, a row or a cell. `fault-sentence.ts` has the sentence of each. */
export const FAULT_CODES = [
  // the file as a whole
  'file-not-found',
  'file-not-readable',
  'file-empty',
  'no-rows',
  'no-usable-rows',
  'file-too-large',
  'html-page',
  'spreadsheet-not-csv',
  'json-not-csv',
  'not-a-text-file',
  'nul-bytes',
  'header-not-found',
  'not-comma-separated',
  'column-missing',
  'column-duplicate',
  'too-many-columns',
  'too-many-rows',
  'too-many-broken-rows',
  'record-too-long',
  'map-not-json',
  'map-target-unknown',
  'map-source-absent',
  // one row
  'row-too-short',
  'row-too-long',
  'quote-not-closed',
  'duplicate-key',
  // one cell
  'value-missing',
  'value-too-long',
  'unknown-code',
  'wrong-separator',
  'not-a-number',
  'not-a-whole-number',
  'out-of-range',
  'bad-step',
  'bad-date',
  'dates-reversed',
  'bad-urn',
  'bad-trust-uid',
  'bad-postcode',
  'bad-email',
  'half-a-pair',
  'not-in-great-britain',
  'coordinates-zero',
  'coordinates-swapped',
  'coordinates-disagree',
  'same-as-row',
  // told, nothing lost
  'list-not-asked',
  'list-names-nobody',
  'subject-unknown',
  'subject-not-open',
  'group-no-academy-trust',
  'place-unknown',
  'quote-misplaced',
  'unreadable-character',
  'garbled-text',
  'header-repeated',
  'control-character',
  'far-from-postcode',
  'outside-offer',
  'another-year',
  'unknown-column',
  'example-row',
  ...WORKBOOK_FAULT_CODES,
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** What the reader did about it. `noted`: nothing was lost. */
export type FaultEffect = 'file-refused' | 'row-refused' | 'value-ignored' | 'noted';

/** One fault, precise enough to be found again in a spreadsheet. */
export interface RowFault {
  readonly file: string;
  /** As a spreadsheet numbers lines (the file's first line is 1); null: the file as a whole. */
  readonly row: number | null;
  /** The column as this file calls it; null: no single column. */
  readonly column: string | null;
  /** The value found, clipped to 100 characters; null: none. */
  readonly value: string | null;
  readonly code: FaultCode;
  /** What would have been accepted: codes, formats or a range. */
  readonly allowed: readonly string[];
  readonly effect: FaultEffect;
  /** More for the sentence, e.g. `suggestion`, `firstRow`, `cells`. */
  readonly facts: Facts;
}

export const VALUE_CHARACTERS = 100;

/** What is not seen, or changes how the rest is seen: control characters, zero-width and writing-direction marks. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

const named = (mark: string): string =>
  `<U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/**
 * Never more than 100 characters of what somebody else wrote, on one line, with unseen characters named; a cut is
 * marked by an ellipsis and falls between characters.
 */
export function clipValue(value: string): string {
  const start = value.slice(0, 2 * VALUE_CHARACTERS);
  const seen = start.replace(/\s+/g, ' ').replace(UNSEEN, named);
  const characters = Array.from(seen);
  if (characters.length <= VALUE_CHARACTERS && start.length === value.length) return seen;
  return `${characters.slice(0, VALUE_CHARACTERS - 1).join('')}…`;
}

/** Everything of a fault but the file, with the defaults that most faults share. */
export interface FaultInput {
  readonly row?: number | null;
  readonly column?: string | null;
  readonly value?: string | null;
  readonly code: FaultCode;
  readonly allowed?: readonly string[];
  readonly effect: FaultEffect;
  readonly facts?: Facts;
}

/**
 * Collects the faults of one file up to a limit and counts the rest. Refusals and mere notes have a limit each,
 * so that ten thousand notes never crowd out a refused row.
 */
export class FaultLog {
  private readonly refusals: RowFault[] = [];
  private readonly remarks: RowFault[] = [];
  private counted = 0;

  constructor(
    readonly file: string,
    private readonly limit = 10_000,
  ) {}

  add(input: FaultInput): RowFault {
    const fault: RowFault = {
      file: this.file,
      row: input.row ?? null,
      column: input.column ?? null,
      value: input.value === undefined || input.value === null ? null : clipValue(input.value),
      code: input.code,
      allowed: input.allowed ?? [],
      effect: input.effect,
      facts: input.facts ?? {},
    };
    this.counted += 1;
    const isRefusal = fault.effect === 'file-refused' || fault.effect === 'row-refused';
    const kept = isRefusal ? this.refusals : this.remarks;
    if (kept.length < this.limit) kept.push(fault);
    return fault;
  }

  /** How many faults there were, kept or not. */
  get total(): number {
    return this.counted;
  }

  /** The kept faults: the file's own first, then by row. */
  get faults(): readonly RowFault[] {
    return [...this.refusals, ...this.remarks].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  }
}
