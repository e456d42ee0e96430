import type { LeaderUsage, ProposedMatch } from '../../../libs/domain/candidates/index.js';
import type { UncoveredInResult } from '../../../libs/domain/planning/index.js';
import { daysFromHalfDays, milesFromMetres } from '../../../libs/domain/kernel/index.js';
import { type CsvColumn, csvText, xlsxBytes } from '../../../libs/platform/files/index.js';
import type { SolvedRun } from '../../../libs/solving/index.js';
import { remedySentence, whyMatch, whyUncovered } from '../../../libs/wording/index.js';
import { LIST_SEPARATOR } from '../../../libs/features/reports/figures.js';

const THOUSANDTHS = 1000;

const MATCH_COLUMNS: readonly CsvColumn<ProposedMatch>[] = [
  { name: 'case_id', of: (match) => match.caseId },
  { name: 'subject_kind', of: (match) => match.unit },
  { name: 'subject_id', of: (match) => match.supportedId },
  { name: 'name', of: (match) => match.name },
  { name: 'leader_ref', of: (match) => match.leaderRef },
  { name: 'days', of: (match) => daysFromHalfDays(match.halfDays) },
  { name: 'distance_miles', of: (match) => milesFromMetres(match.distanceMetres) },
  { name: 'needs_met', of: (match) => match.needsMet.join(LIST_SEPARATOR) },
  { name: 'needs_missed', of: (match) => match.needsMissed.join(LIST_SEPARATOR) },
  { name: 'score', of: (match) => match.score.total / THOUSANDTHS },
  { name: 'why', of: whyMatch },
];

const UNCOVERED_COLUMNS: readonly CsvColumn<UncoveredInResult>[] = [
  { name: 'case_id', of: (uncovered) => uncovered.caseId },
  { name: 'subject_kind', of: (uncovered) => uncovered.unit },
  { name: 'subject_id', of: (uncovered) => uncovered.supportedId },
  { name: 'name', of: (uncovered) => uncovered.name },
  { name: 'days', of: (uncovered) => daysFromHalfDays(uncovered.halfDays) },
  { name: 'priority', of: (uncovered) => uncovered.priority },
  { name: 'reason', of: (uncovered) => uncovered.reason },
  {
    name: 'nearest_remedy',
    of: ({ nearestRemedy }) => (nearestRemedy ? remedySentence(nearestRemedy) : null),
  },
  { name: 'why', of: whyUncovered },
];

const LEADER_COLUMNS: readonly CsvColumn<LeaderUsage>[] = [
  { name: 'leader_ref', of: (leader) => leader.leaderRef },
  { name: 'days_offered', of: (leader) => daysFromHalfDays(leader.halfDaysOffered) },
  { name: 'days_used', of: (leader) => daysFromHalfDays(leader.halfDaysUsed) },
  { name: 'days_left', of: (leader) => daysFromHalfDays(leader.halfDaysLeft) },
  { name: 'engagements', of: (leader) => leader.engagements },
];

/** matches.csv, uncovered.csv, leaders.csv and plan.json of one run (contracts: match). */
export function matchFiles(
  run: SolvedRun,
): ReadonlyMap<'matches.csv' | 'uncovered.csv' | 'leaders.csv' | 'plan.json', string> {
  return new Map([
    ['matches.csv', csvText(MATCH_COLUMNS, run.matches)],
    ['uncovered.csv', csvText(UNCOVERED_COLUMNS, run.uncovered)],
    ['leaders.csv', csvText(LEADER_COLUMNS, run.leaders)],
    ['plan.json', `${JSON.stringify(run.plan, null, 2)}\n`],
  ]);
}

/** The tables of `matchFiles` as workbooks of one sheet each. */
export async function matchWorkbooks(
  run: SolvedRun,
): Promise<ReadonlyMap<'matches.xlsx' | 'uncovered.xlsx' | 'leaders.xlsx', Buffer>> {
  return new Map([
    ['matches.xlsx', await xlsxBytes({ name: 'Matches', columns: MATCH_COLUMNS, rows: run.matches })],
    [
      'uncovered.xlsx',
      await xlsxBytes({ name: 'Uncovered', columns: UNCOVERED_COLUMNS, rows: run.uncovered }),
    ],
    ['leaders.xlsx', await xlsxBytes({ name: 'Leaders', columns: LEADER_COLUMNS, rows: run.leaders })],
  ]);
}
