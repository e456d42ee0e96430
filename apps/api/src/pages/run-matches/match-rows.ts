import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import type { RunMatchView } from '../../../../../libs/features/matches/index.js';
import type { RunPlaces } from '../../../../../libs/features/runs/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { MATCH_STATE_NAMES, needList, whyMatch } from '../../../../../libs/wording/index.js';
import { type MatchesForm, type MatchSort, NO_REGION } from './run-matches.form.js';

/** One match of a run as its list shows, sorts and filters it. */
export interface MatchRow {
  readonly matchId: string;
  readonly caseId: string;
  readonly caseName: string;
  readonly priority: number;
  /** Null: not known. */
  readonly region: string | null;
  readonly leaderRef: string;
  readonly leaderName: string;
  readonly days: number;
  readonly miles: number;
  readonly needsMet: readonly string[];
  readonly needsMissed: readonly string[];
  readonly score: number;
  readonly state: MatchState;
  /** Why this leader, in plain words; put together when asked, as a page shows few of thousands. */
  readonly why: () => string;
}

export function matchRows(matches: readonly RunMatchView[], places: RunPlaces): readonly MatchRow[] {
  return matches.map((match) => ({
    matchId: match.id,
    caseId: match.caseId,
    caseName: match.caseName,
    priority: match.priority,
    region: places.cases.get(match.caseId)?.region ?? null,
    leaderRef: match.leaderRef,
    leaderName: match.leaderName,
    days: daysFromHalfDays(match.halfDays),
    miles: milesFromMetres(match.distanceMetres),
    needsMet: match.facts.needsMet,
    needsMissed: match.facts.needsMissed,
    score: match.facts.score.total / 1000,
    state: match.state,
    why: () => whyMatch({ ...match.facts, distanceMetres: match.distanceMetres }),
  }));
}

const MILES: Readonly<Record<MatchesForm['distance'], readonly [over: number, upTo: number]>> = {
  '': [-1, Infinity],
  'up-to-10': [-1, 10],
  '10-to-25': [10, 25],
  '25-to-50': [25, 50],
  'over-50': [50, Infinity],
};

type Key = (row: MatchRow) => string | number;
const KEYS: Readonly<Record<MatchSort, Key>> = {
  case: (row) => row.caseName.toLowerCase(),
  leader: (row) => row.leaderName.toLowerCase(),
  region: (row) => row.region ?? '',
  priority: (row) => row.priority,
  days: (row) => row.days,
  miles: (row) => row.miles,
  score: (row) => row.score,
  state: (row) => row.state,
};

/** The rows that the form asks for, in its order; equal ones by case. */
export function chosenRows(rows: readonly MatchRow[], form: MatchesForm): readonly MatchRow[] {
  const leader = form.leader.toLowerCase();
  const [over, upTo] = MILES[form.distance];
  const chosen = rows.filter(
    (row) =>
      (form.region === '' || (row.region ?? NO_REGION) === form.region) &&
      (leader === '' || `${row.leaderName} ${row.leaderRef}`.toLowerCase().includes(leader)) &&
      row.miles > over &&
      row.miles <= upTo &&
      (form.needs === '' || (row.needsMissed.length === 0) === (form.needs === 'all-met')) &&
      (form.state === '' || row.state === form.state),
  );
  const key = KEYS[form.sort];
  const sign = form.direction === 'down' ? -1 : 1;
  return chosen.sort((a, b) => sign * compare(key(a), key(b)) || compare(a.caseId, b.caseId));
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}

/** The list as a file: the columns of matches.csv (contracts), and what the page shows besides. */
export const MATCH_FILE_COLUMNS: readonly CsvColumn<MatchRow>[] = [
  { name: 'case_id', of: (row) => row.caseId },
  { name: 'name', of: (row) => row.caseName },
  { name: 'priority', of: (row) => row.priority },
  { name: 'region', of: (row) => row.region },
  { name: 'leader_ref', of: (row) => row.leaderRef },
  { name: 'leader_name', of: (row) => row.leaderName },
  { name: 'days', of: (row) => row.days },
  { name: 'distance_miles', of: (row) => row.miles },
  { name: 'needs_met', of: (row) => row.needsMet.join(';') },
  { name: 'needs_missed', of: (row) => row.needsMissed.join(';') },
  { name: 'score', of: (row) => row.score },
  { name: 'state', of: (row) => row.state },
  { name: 'why', of: (row) => row.why() },
];

/** `4 of 6`, with what is missed in words. */
export function needsText({ needsMet, needsMissed }: Pick<MatchRow, 'needsMet' | 'needsMissed'>): string {
  const needs = needsMet.length + needsMissed.length;
  if (needs === 0) return 'None recorded';
  if (needsMissed.length === 0) return `All ${String(needs)}`;
  return `${String(needsMet.length)} of ${String(needs)}; not ${needList(needsMissed)}`;
}

export function stateText(state: MatchState): string {
  return MATCH_STATE_NAMES[state];
}
