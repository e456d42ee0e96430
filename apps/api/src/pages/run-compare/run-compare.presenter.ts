import type { PlanMetrics } from '../../../../../libs/domain/planning/index.js';
import {
  coverageDifference,
  figureHtml,
  type RegionDifference,
} from '../../../../../libs/features/reports/index.js';
import type {
  ComparedCaseView,
  RunComparison,
  RunPlaces,
  RunResultView,
} from '../../../../../libs/features/runs/index.js';
import { compareSentence, leaderCalled, plural, pointsText } from '../../../../../libs/wording/index.js';
import type { Form } from '../form.js';
import { shownList, type ShownList } from '../short-list.js';
import { comparedList, type ComparedSort, KINDS } from './compared-list.js';

export interface ComparePage {
  readonly headline: string;
  readonly settings: string;
  readonly metrics: readonly {
    readonly name: string;
    readonly a: string;
    readonly b: string;
    readonly change: string;
    /** Whether the second run does better by it; null: no better or worse, or the same. */
    readonly judged: 'Better' | 'Worse' | null;
  }[];
  readonly charts: readonly string[];
  readonly list: ShownCompared;
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly rows: readonly {
      readonly caseId: string;
      readonly href: string;
      readonly name: string;
      readonly priority: number;
      readonly before: string;
      readonly after: string;
      readonly why: string;
    }[];
    /** Null: every case of the group is shown. */
    readonly more: { readonly href: string; readonly text: string } | null;
  }[];
}

export interface CompareFacts {
  readonly comparison: RunComparison;
  readonly results: readonly [RunResultView, RunResultView];
  readonly places: readonly [RunPlaces, RunPlaces];
  readonly leaderNames: ReadonlyMap<string, string>;
  /** What the list is filtered and sorted by; of one kind of change, it comes in pages. */
  readonly query: Form;
}

const SHOWN = 50;
const NOT_IN_RUN = 'Not in this run';

type ShownCompared = ShownList<ComparedCaseView, ComparedSort>;

/** Two runs side by side: figures, and every case that the second treats otherwise, with the reason. */
export function presentComparison(facts: CompareFacts): ComparePage {
  const { comparison, results, places } = facts;
  const { a, b, cases } = comparison;
  const list = shownList(comparedList({ ...comparison, ...facts }), cases, facts.query);
  return {
    headline: headlineOf(comparison),
    settings: comparison.sameParameters
      ? 'Both runs have the same limits, weights and priorities.'
      : 'The two runs have different limits, weights or priorities.',
    metrics: metricRows(a.metrics, b.metrics),
    charts: coverageDifference(regionRows(results, places), [a.label, b.label]).map(figureHtml),
    list,
    groups: groupsOf(facts, list),
  };
}

function headlineOf({ a, b, cases }: RunComparison): string {
  const gone = cases.filter(({ kind }) => kind === 'gone').length;
  const changed = cases.length - gone;
  if (cases.length === 0) return 'Both runs give every case to the same leader.';
  const first =
    changed === 0
      ? 'Both runs give every case that both have to the same leader.'
      : `${plural(changed, 'case is', 'cases are')} treated otherwise by ${b.label} than by ${a.label}.`;
  // Most often they were published in the meantime: the later run plans around them.
  return gone === 0
    ? first
    : `${first} ${plural(gone, 'case', 'cases')} matched by ${a.label} ${gone === 1 ? 'is' : 'are'} no longer in ${b.label}, most often because of a match published in between.`;
}

function groupsOf(
  { comparison, leaderNames, places }: CompareFacts,
  { form, found, rows, address }: ShownCompared,
): ComparePage['groups'] {
  const { a, b } = comparison;
  const called = leaderCalled(leaderNames, new Map([...places[0].cases, ...places[1].cases]));
  const nameOf = (ref: string | null): string => (ref === null ? 'No leader' : (leaderNames.get(ref) ?? ref));
  const isWhole = form.all || form.chosen['show'] !== '';
  return KINDS.flatMap(([kind, title]) => {
    const own = found.filter((row) => row.kind === kind);
    if (own.length === 0) return [];
    const shown = isWhole ? rows.filter((row) => row.kind === kind) : own.slice(0, SHOWN);
    return [
      {
        id: kind,
        title: `${title} (${plural(own.length, 'case', 'cases')})`,
        rows: shown.map((row) => ({
          caseId: row.case,
          href: `/runs/${row.after === null && row.reason === 'case-gone' ? a.runId : b.runId}/cases/${encodeURIComponent(row.case)}`,
          ...{ name: row.name, priority: row.priority, why: compareSentence(row, called) },
          before: row.reason === 'case-new' ? NOT_IN_RUN : nameOf(row.before),
          after: row.kind === 'gone' ? NOT_IN_RUN : nameOf(row.after),
        })),
        more:
          isWhole || shown.length === own.length
            ? null
            : { href: `${address({ show: kind })}#${kind}`, text: `Show all ${String(own.length)} cases` },
      },
    ];
  });
}

/** A run with fewer cases, or which covers fewer, has less of all that costs: that makes it no better. */
function metricRows(a: PlanMetrics, b: PlanMetrics): ComparePage['metrics'] {
  const more = a.cases === b.cases ? 'more' : 'neither';
  const less = more === 'more' && a.covered === b.covered ? 'less' : 'neither';
  const row = (
    name: string,
    was: number | null,
    is: number | null,
    wanted: Wanted = 'neither',
    text: (value: number) => string = wholeText,
  ): ComparePage['metrics'][number] => ({
    name,
    a: was === null ? 'Not known' : text(was),
    b: is === null ? 'Not known' : text(is),
    change: was === null || is === null ? '' : signedText(text(is - was)),
    judged: was === null || is === null || text(was) === text(is) ? null : judgement(is - was, wanted),
  });
  const priorities = [...new Set([...a.coverage, ...b.coverage].map(({ priority }) => priority))].sort(
    (left, right) => left - right,
  );
  const covered = (metrics: PlanMetrics, priority: number): number =>
    metrics.coverage.find((level) => level.priority === priority)?.covered ?? 0;
  return [
    row('Cases', a.cases, b.cases),
    row('Cases covered', a.covered, b.covered, more),
    ...priorities.map((one) =>
      row(`Covered with priority ${String(one)}`, covered(a, one), covered(b, one), more),
    ),
    row('Miles on average', a.meanMiles, b.meanMiles, less, tenthsText),
    row('Longest way in miles', a.longestMiles, b.longestMiles, less, tenthsText),
    row('Needs not met', a.needsMissed, b.needsMissed, less),
    row('Days used', a.daysUsed, b.daysUsed, 'neither', tenthsText),
    row('Leaders used', a.leadersUsed, b.leadersUsed),
    row('Score (lower is better)', a.score, b.score, less, pointsText),
  ];
}

/** What is wanted of a figure. Days and leaders used go with the cases covered: neither more nor less is better. */
type Wanted = 'more' | 'less' | 'neither';

function judgement(difference: number, wanted: Wanted): 'Better' | 'Worse' | null {
  if (wanted === 'neither') return null;
  return difference > 0 === (wanted === 'more') ? 'Better' : 'Worse';
}

/** Cases covered in each region, of regions that either run has. */
function regionRows(
  results: CompareFacts['results'],
  places: CompareFacts['places'],
): readonly RegionDifference[] {
  const [before, after] = [countByRegion(results[0], places[0]), countByRegion(results[1], places[1])];
  const regions = new Set(
    places.flatMap(({ cases }) => [...cases.values()].map(({ region }) => region ?? UNKNOWN)),
  );
  return [...regions].map((region) => ({
    region,
    before: before.get(region) ?? 0,
    after: after.get(region) ?? 0,
  }));
}

const UNKNOWN = 'Region not known';

function countByRegion({ plan }: RunResultView, { cases }: RunPlaces): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const match of plan.matches) {
    const region = cases.get(match.case)?.region ?? UNKNOWN;
    counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return counts;
}

const wholeText = (value: number): string => value.toFixed(0);

/** With no decimal that says nothing. */
const tenthsText = (value: number): string => String(Number(value.toFixed(1)));

function signedText(change: string): string {
  return Number(change) > 0 ? `+${change}` : Number(change) === 0 ? 'Same' : change;
}
