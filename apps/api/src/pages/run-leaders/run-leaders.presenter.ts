import { daysFromHalfDays, type LeaderRef } from '../../../../../libs/domain/kernel/index.js';
import type { MarginalValue } from '../../../../../libs/domain/planning/index.js';
import type { MarginalView, RunPlaces, RunResultView } from '../../../../../libs/features/runs/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { leaderCalled, marginalSentence } from '../../../../../libs/wording/index.js';

export interface LeaderRow {
  readonly ref: string;
  readonly name: string;
  readonly region: string;
  readonly offered: number;
  readonly used: number;
  readonly left: number;
  readonly engagements: number;
  readonly worth: string;
}

const ROWS_ON_A_PAGE = 100;

export interface LeadersOnPage {
  readonly leaders: readonly LeaderRow[];
  readonly pages: {
    readonly text: string | null;
    readonly previous: string | null;
    readonly next: string | null;
    /** Null: all are shown. */
    readonly all: string | null;
  };
}

/** A hundred leaders, or all of them to print. What is no page is the first, what is beyond the last the last. */
export function pageOfLeaders(
  rows: readonly LeaderRow[],
  address: string,
  asked: number | 'all',
): LeadersOnPage {
  const last = Math.max(1, Math.ceil(rows.length / ROWS_ON_A_PAGE));
  if (asked === 'all' || last === 1) {
    return { leaders: rows, pages: { text: null, previous: null, next: null, all: null } };
  }
  const page = Math.min(Number.isInteger(asked) && asked > 0 ? asked : 1, last);
  const of = (to: number): string | null => (to < 1 || to > last ? null : `${address}?page=${String(to)}`);
  return {
    leaders: rows.slice((page - 1) * ROWS_ON_A_PAGE, page * ROWS_ON_A_PAGE),
    pages: {
      text: `Page ${String(page)} of ${String(last)}`,
      ...{ previous: of(page - 1), next: of(page + 1), all: `${address}?all=yes` },
    },
  };
}

/** The list as a file: the columns of leaders.csv (contracts), and what the page shows besides. */
export const RUN_LEADER_COLUMNS: readonly CsvColumn<LeaderRow>[] = [
  { name: 'leader_ref', of: (row) => row.ref },
  { name: 'leader_name', of: (row) => row.name },
  { name: 'region', of: (row) => row.region },
  { name: 'days_offered', of: (row) => row.offered },
  { name: 'days_used', of: (row) => row.used },
  { name: 'days_left', of: (row) => row.left },
  { name: 'engagements', of: (row) => row.engagements },
  { name: 'more_days', of: (row) => row.worth },
];

/** What a run takes of each leader and what one more day of them is worth, most worth first. */
export function presentRunLeaders(facts: {
  readonly result: RunResultView;
  readonly marginal: MarginalView | null;
  readonly places: RunPlaces;
  readonly leaderNames: ReadonlyMap<LeaderRef, string>;
}): readonly LeaderRow[] {
  const called = leaderCalled(facts.leaderNames);
  const values = facts.marginal?.leaders ?? [];
  const rank = new Map(values.map(({ leader }, place) => [leader, place]));
  const worth = new Map(values.map((value): [string, MarginalValue] => [value.leader, value]));
  return facts.result.leaders
    .map((leader) => {
      const value = worth.get(leader.leaderRef);
      return {
        ref: leader.leaderRef,
        name: facts.leaderNames.get(leader.leaderRef) ?? leader.leaderRef,
        region: facts.places.leaders.get(leader.leaderRef)?.region ?? 'Not known',
        offered: daysFromHalfDays(leader.halfDaysOffered),
        used: daysFromHalfDays(leader.halfDaysUsed),
        left: daysFromHalfDays(leader.halfDaysLeft),
        engagements: leader.engagements,
        worth: value === undefined ? '' : marginalSentence(value, called),
      };
    })
    .sort(
      (a, b) => (rank.get(a.ref) ?? Infinity) - (rank.get(b.ref) ?? Infinity) || (a.ref < b.ref ? -1 : 1),
    );
}
