import type { RunSnapshot } from '../../../libs/domain/candidates/index.js';
import {
  daysFromHalfDays,
  type LeaderRef,
  type Location,
  milesFromMetres,
} from '../../../libs/domain/kernel/index.js';
import {
  BOUNDARY_CREDIT,
  COAST_CREDIT,
  daysByRegion,
  distanceHistogram,
  figureHtml,
  mapKeyHtml,
  mapSentence,
  type RegionDays,
  reportHtml,
  runMapSvg,
} from '../../../libs/features/reports/figures.js';
import { type Boundaries, coast } from '../../../libs/platform/geography/index.js';
import type { SolvedRun } from '../../../libs/solving/index.js';
import {
  leaderCalled,
  marginalSentence,
  OFFER_NAMES,
  plural,
  remedySentence,
  whyMatch,
  whyUncovered,
} from '../../../libs/wording/index.js';

/** Leaders named among those of whom more days would help. */
const LEADERS_NAMED = 20;

export interface ReportedRun {
  readonly solved: SolvedRun;
  readonly snapshot: RunSnapshot;
  /** As the survey names them. */
  readonly leaderNames: ReadonlyMap<LeaderRef, string>;
  /** Where the leader starts from; null: not known. */
  readonly regionOfLeader: (leaderRef: LeaderRef) => string | null;
  /** What the map is drawn over; null: a plain frame. */
  readonly outline: Boundaries | null;
}

/** report.html: the same figures as the pages of the service, in one file that needs nothing else. */
export function matchReport(run: ReportedRun): string {
  const { solved, snapshot } = run;
  const nameOf = (ref: LeaderRef): string => run.leaderNames.get(ref) ?? ref;
  const called = leaderCalled(run.leaderNames, new Map(snapshot.cases.map((one) => [one.caseId, one])));
  const { matches, uncovered, leaders, counts, plan } = solved;
  const used = leaders.filter(({ halfDaysUsed }) => halfDaysUsed > 0);
  const days = used.reduce((sum, { halfDaysUsed }) => sum + daysFromHalfDays(halfDaysUsed), 0);
  return reportHtml({
    title: `Matching of ${OFFER_NAMES[snapshot.offer]}`,
    headline: `${String(matches.length)} of ${plural(counts.cases, 'case', 'cases')} matched, using ${plural(days, 'day', 'days')} from ${plural(used.length, 'leader', 'leaders')}.`,
    facts: [
      ...plan.coverage.map(
        ({ priority, cases, covered, bound }) =>
          `Priority ${String(priority)}: ${String(covered)} of ${plural(cases, 'case', 'cases')} covered; no plan covers more than ${String(bound)}.`,
      ),
      plan.status === 'optimal'
        ? 'Proven: no plan covers more, and none that covers as many scores better.'
        : `Not proven: at most ${(plan.gap * 100).toFixed(1)}% from the best score.`,
    ],
    figures: [
      mapFigure(run),
      ...distanceHistogram(matches.map(({ distanceMetres }) => milesFromMetres(distanceMetres))).map(
        figureHtml,
      ),
      ...daysByRegion(regionDays(run)).map(figureHtml),
    ],
    tables: [
      {
        title: `Matched (${String(matches.length)})`,
        head: ['School or trust', 'Leader', 'Days', 'Miles', 'Why this leader'],
        rows: matches.map((match) => [
          `${match.name} (${match.caseId})`,
          `${nameOf(match.leaderRef)} (${match.leaderRef})`,
          daysFromHalfDays(match.halfDays),
          milesFromMetres(match.distanceMetres).toFixed(1),
          whyMatch(match),
        ]),
      },
      {
        title: `Not covered (${String(uncovered.length)})`,
        head: ['School or trust', 'Priority', 'Days', 'Smallest change that would cover it', 'Why no leader'],
        rows: uncovered.map((row) => [
          `${row.name} (${row.caseId})`,
          row.priority,
          daysFromHalfDays(row.halfDays),
          row.nearestRemedy === null
            ? 'No single change would cover it.'
            : remedySentence(row.nearestRemedy, called),
          whyUncovered(row, called),
        ]),
      },
      {
        title: 'Leaders of whom more days would help most',
        head: ['Leader', 'Days left', 'What more days would do'],
        rows: solved.insight.leaders
          .filter(({ oneMoreDay, nextCase, saves }) => oneMoreDay !== null || nextCase !== null || saves > 0)
          .slice(0, LEADERS_NAMED)
          .map((value) => [
            `${nameOf(value.leader)} (${value.leader})`,
            value.daysLeft,
            marginalSentence(value, called),
          ]),
      },
    ],
  });
}

function mapFigure({ solved, snapshot, outline }: ReportedRun): string {
  const cases = new Map(snapshot.cases.map((one) => [one.caseId, one.location]));
  const leaders = new Map(snapshot.leaders.map((one) => [one.leaderRef, one.location]));
  const at = (places: ReadonlyMap<string, Location | null>, id: string): Location | null =>
    places.get(id) ?? null;
  const content = {
    matches: solved.matches.map(({ caseId, leaderRef }) => ({
      caseAt: at(cases, caseId),
      leaderAt: at(leaders, leaderRef),
    })),
    uncovered: solved.uncovered.map(({ caseId }) => at(cases, caseId)),
    idleLeaders: [],
  };
  const sentence = mapSentence(content);
  const credit = `<p>${outline === null ? COAST_CREDIT : BOUNDARY_CREDIT}</p>`;
  return `<figure class="lm-figure"><h2>Map</h2><p>${sentence}</p>${runMapSvg(content, outline ?? coast(), `Map. ${sentence}`)}${mapKeyHtml()}${credit}</figure>`;
}

function regionDays({ solved, regionOfLeader }: ReportedRun): readonly RegionDays[] {
  const regions = new Map<string, RegionDays>();
  for (const { leaderRef, halfDaysUsed, halfDaysLeft } of solved.leaders) {
    const region = regionOfLeader(leaderRef) ?? 'Region not known';
    const before = regions.get(region) ?? { region, used: 0, left: 0 };
    regions.set(region, {
      region,
      used: before.used + daysFromHalfDays(halfDaysUsed),
      left: before.left + daysFromHalfDays(halfDaysLeft),
    });
  }
  return [...regions.values()];
}
