import type {
  ComparedCaseView,
  ComparedRunView,
  RunComparison,
} from '../../../../libs/features/runs/index.js';
import { type CsvColumn, csvText } from '../../../../libs/platform/files/index.js';
import type { ComparedCaseResource, ComparedRunResource, RunComparisonResource } from './compare.dto.js';

export function comparisonResource({ a, b, sameParameters, cases }: RunComparison): RunComparisonResource {
  return { a: runOf(a), b: runOf(b), sameParameters, cases: cases.map(caseOf) };
}

/** The compared cases as a file. */
const COMPARISON_COLUMNS: readonly CsvColumn<ComparedCaseResource>[] = [
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'name', of: ({ name }) => name },
  { name: 'kind', of: ({ kind }) => kind },
  { name: 'priority', of: ({ priority }) => priority },
  { name: 'leader_before', of: ({ leaderBefore }) => leaderBefore },
  { name: 'leader_after', of: ({ leaderAfter }) => leaderAfter },
  { name: 'score_before', of: ({ scoreBefore }) => scoreBefore },
  { name: 'score_after', of: ({ scoreAfter }) => scoreAfter },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'rules', of: ({ rules }) => rules.join(';') },
  { name: 'why', of: ({ why }) => why },
];

export function comparisonCsv({ cases }: RunComparison): string {
  return csvText(COMPARISON_COLUMNS, cases.map(caseOf));
}

function runOf({ runId, label, metrics }: ComparedRunView): ComparedRunResource {
  return { runId, label, metrics: { ...metrics, coverage: [...metrics.coverage] } };
}

function caseOf(row: ComparedCaseView): ComparedCaseResource {
  const { case: caseId, before, after, rules, because, ...rest } = row;
  return {
    ...rest,
    caseId,
    leaderBefore: before,
    leaderAfter: after,
    rules: [...rules],
    because: [...because],
  };
}
