import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import { LIVE_MATCH_STATES } from '../../../../../libs/domain/lifecycle/index.js';
import type { RunMatchView } from '../../../../../libs/features/matches/index.js';
import type {
  MarginalView,
  RunPlaces,
  RunResultView,
  UncoveredCaseView,
} from '../../../../../libs/features/runs/index.js';
import {
  leaderCalled,
  marginalSentence,
  plural,
  regionSentence,
  remedySentence,
  uncoveredGroupName,
  whyUncovered,
} from '../../../../../libs/wording/index.js';
import type { Form } from '../form.js';
import { shownList, type ShownList } from '../short-list.js';
import { byReason, NO_REGION, uncoveredList, type UncoveredSort } from './uncovered-list.js';

export interface UncoveredRow {
  readonly caseId: string;
  readonly href: string;
  readonly name: string;
  readonly days: number;
  readonly priority: number;
  readonly region: string;
  readonly why: string;
  readonly remedy: string;
  /** Somebody was given the case since the run; null: nobody. */
  readonly since: string | null;
}

export interface UncoveredGroup {
  readonly reason: string;
  readonly title: string;
  readonly count: string;
  readonly rows: readonly UncoveredRow[];
  /** The rest of a long group; null: all are shown. */
  readonly more: { readonly href: string; readonly text: string } | null;
}

export interface UncoveredPage {
  readonly headline: string;
  readonly list: ShownUncovered;
  readonly groups: readonly UncoveredGroup[];
  readonly recruit: {
    readonly regions: readonly string[];
    readonly leaders: readonly string[];
  };
}

type ShownUncovered = ShownList<UncoveredCaseView, UncoveredSort>;

export interface UncoveredFacts {
  readonly runId: string;
  readonly result: RunResultView;
  readonly marginal: MarginalView | null;
  readonly matches: readonly RunMatchView[];
  readonly places: RunPlaces;
  readonly leaderNames: ReadonlyMap<string, string>;
  /** What the list is filtered and sorted by; of one reason, it comes in pages. */
  readonly query: Form;
}

const ROWS_SHOWN = 25;
const SUGGESTIONS = 10;
const HOLDING: readonly string[] = ['proposed', ...LIVE_MATCH_STATES];

/** The cases that a run leaves without a leader, by reason, with what would change that and where to look for leaders. */
export function presentUncovered(facts: UncoveredFacts): UncoveredPage {
  const { result, marginal, query } = facts;
  const placed = new Map(
    facts.matches
      .filter(({ state }) => HOLDING.includes(state))
      .map((match) => [match.caseId, match.leaderName]),
  );
  const list = shownList(uncoveredList(facts.runId, result, facts.places), result.uncovered, query);
  const regions = (marginal?.regions ?? []).filter(({ uncovered }) => uncovered > 0);
  const called = leaderCalled(facts.leaderNames, facts.places.cases);
  const worth = (marginal?.leaders ?? []).filter(({ oneMoreDay, nextCase }) => oneMoreDay ?? nextCase);
  return {
    headline:
      result.uncovered.length === 0
        ? 'Every case has a leader.'
        : `${plural(result.uncovered.length, 'case has', 'cases have')} no leader in this run.`,
    list,
    groups: byReason(list.found).map(([code, own]) => group(facts, list, [code, own], placed)),
    recruit: {
      regions: regions.map((need) => regionSentence(need, called)),
      leaders: worth.slice(0, SUGGESTIONS).map((value) => marginalSentence(value, called)),
    },
  };
}

function group(
  { runId, places, leaderNames }: UncoveredFacts,
  { form, rows, address }: ShownUncovered,
  [code, own]: readonly [code: string, own: readonly UncoveredCaseView[]],
  placed: ReadonlyMap<string, string>,
): UncoveredGroup {
  const called = leaderCalled(leaderNames, places.cases);
  const isWhole = form.all || form.chosen['reason'] !== '';
  const shown = isWhole ? rows.filter(({ reason }) => reason === code) : own.slice(0, ROWS_SHOWN);
  return {
    reason: code,
    title: uncoveredGroupName(code),
    count: plural(own.length, 'case', 'cases'),
    rows: shown.map((row) => {
      const leader = placed.get(row.caseId);
      return {
        caseId: row.caseId,
        href: `/runs/${runId}/cases/${encodeURIComponent(row.caseId)}`,
        name: row.name,
        days: daysFromHalfDays(row.halfDays),
        priority: row.priority,
        region: places.cases.get(row.caseId)?.region ?? NO_REGION,
        why: whyUncovered(row, called),
        remedy: row.remedy === null ? 'No single change would cover it.' : remedySentence(row.remedy, called),
        since: leader === undefined ? null : `Given to ${leader} since`,
      };
    }),
    more:
      isWhole || shown.length === own.length
        ? null
        : {
            href: address({ reason: code }),
            text: `Show all ${plural(own.length, 'case', 'cases')}`,
          },
  };
}
