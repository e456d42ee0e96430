import type { FileHeader } from '../../../../../libs/features/imports/index.js';
import {
  type ColumnMap,
  missingColumns,
  type TableColumn,
} from '../../../../../libs/platform/files/index.js';
import { type Form, textField } from '../form.js';

const FIELD = 'column-';

/** One of our columns that the file may call otherwise. */
export interface ColumnQuestion {
  readonly field: string;
  /** Our name for it. */
  readonly name: string;
  readonly isRequired: boolean;
  /** The choice that is shown: what was sent, else what was mapped before, else the likeliest; empty: none. */
  readonly chosen: string;
}

/** The columns of the kind that the file's header does not name, needed ones first. */
export function columnQuestions(
  columns: readonly TableColumn<string>[],
  header: FileHeader,
  columnMap: ColumnMap,
  sent: Form = {},
): readonly ColumnQuestion[] {
  const mapped = new Map(Object.entries(columnMap).map(([theirs, ours]) => [ours, theirs]));
  return columns
    .map((column, at) => ({ column, at }))
    .filter(({ column }) => missingColumns(header.names, [{ ...column, required: true }]).length > 0)
    .map(({ column: { key, names, required }, at }) => {
      const [name = key] = names;
      const field = `${FIELD}${String(at)}`;
      const known = names.map((each) => mapped.get(each)).find((theirs) => theirs !== undefined);
      const chosen = field in sent ? textField(sent, field) : (known ?? header.guesses[name] ?? '');
      return { field, name, isRequired: required === true, chosen };
    })
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

/** Their column to ours, out of the answers. The last of two answers about one column counts. */
export function columnMapFrom(questions: readonly ColumnQuestion[]): ColumnMap {
  return Object.fromEntries(
    questions.filter(({ chosen }) => chosen !== '').map(({ chosen, name }) => [chosen, name]),
  );
}

/** Names of our columns that were given the same column of the file. */
export function givenTwice(questions: readonly ColumnQuestion[]): readonly ColumnQuestion[] {
  const chosen = questions.filter((question) => question.chosen !== '');
  return chosen.filter((one) => chosen.some((other) => other !== one && other.chosen === one.chosen));
}
