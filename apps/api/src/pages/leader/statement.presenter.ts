import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import type { BudgetSummary, StatementRow } from '../../../../../libs/features/budgets/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import type { ListFile } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { askedRows } from '../short-list.js';
import type { StatementList } from './statement-list.js';
import type { LeaderStatement } from './statements.js';
import {
  dateText,
  LEDGER_KIND_NAMES,
  ledgerSentence,
  dayInEngland,
} from '../../../../../libs/wording/index.js';

/** Names of the schools and trusts that matches are for, by match. */
export type CaseNames = ReadonlyMap<string, string>;

export interface StatementFigures {
  readonly offered: number;
  readonly reserved: number;
  readonly delivered: number;
  readonly left: number;
}

export interface StatementLine {
  readonly n: number;
  readonly on: string;
  readonly kind: string;
  readonly what: string;
  /** `+2.5` or `−2.5`, in days. */
  readonly change: string;
  readonly left: number;
}

export function presentFigures(budget: BudgetSummary | undefined): StatementFigures {
  return {
    offered: daysFromHalfDays(budget?.grantedHalfDays ?? 0),
    reserved: daysFromHalfDays(budget?.reservedHalfDays ?? 0),
    delivered: daysFromHalfDays(budget?.deliveredHalfDays ?? 0),
    left: daysFromHalfDays(budget?.availableHalfDays ?? 0),
  };
}

/** Every row of a ledger in plain words, with what was left after it. */
export function presentStatement(
  rows: readonly StatementRow[],
  caseNames: CaseNames,
): readonly StatementLine[] {
  return rows.map((row) => ({
    n: row.n,
    on: dateText(dayInEngland(row.at)),
    kind: LEDGER_KIND_NAMES[row.kind],
    what: ledgerSentence({ ...row, caseName: caseNameOf(row, caseNames) }),
    change: `${row.deltaHalfDays > 0 ? '+' : '−'}${String(daysFromHalfDays(Math.abs(row.deltaHalfDays)))}`,
    left: daysFromHalfDays(row.balance),
  }));
}

/** The statement as a file. */
export function statementColumns(caseNames: CaseNames): readonly CsvColumn<StatementRow>[] {
  return [
    { name: 'n', of: ({ n }) => n },
    { name: 'at', of: ({ at }) => at.toISOString() },
    { name: 'kind', of: ({ kind }) => kind },
    { name: 'days', of: ({ deltaHalfDays }) => deltaHalfDays / 2 },
    { name: 'days_left', of: ({ balance }) => daysFromHalfDays(balance) },
    { name: 'reason', of: ({ reason }) => reason },
    { name: 'match_id', of: ({ matchId }) => matchId },
    { name: 'what', of: (row) => ledgerSentence({ ...row, caseName: caseNameOf(row, caseNames) }) },
  ];
}

/** The statement as a file, in the order of the page. */
export function statementFile(
  name: string,
  list: StatementList,
  { rows, caseNames }: Pick<LeaderStatement, 'rows' | 'caseNames'>,
  query: Form,
): ListFile<StatementRow> {
  const columns = statementColumns(caseNames);
  return { name, sheet: 'Days', columns, rows: askedRows(list, rows, query) };
}

function caseNameOf({ matchId }: StatementRow, caseNames: CaseNames): string | null {
  return matchId === null ? null : (caseNames.get(matchId) ?? null);
}
