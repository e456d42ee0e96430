import { type MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import type { DaySummary, RegionDays } from '../../../../../libs/features/delivery/index.js';
import type { ReasonCount } from '../../../../../libs/features/overrides/index.js';
import { daysByRegion, figureHtml } from '../../../../../libs/features/reports/index.js';
import { reasonText } from '../override/reason-items.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import { daysText, MATCH_STATE_NAMES, nameIn, plural } from '../../../../../libs/wording/index.js';
import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';

export interface RegionRow {
  readonly region: string;
  readonly leaders: number;
  readonly offered: number;
  readonly reserved: number;
  readonly delivered: number;
  readonly left: number;
}

export interface ReportPage {
  readonly sentence: string;
  /** Days used and left by region, as HTML. */
  readonly charts: readonly string[];
  readonly rows: readonly RegionRow[];
  readonly states: readonly { readonly name: string; readonly count: number }[];
  /** How often reviewers decided otherwise, by their reason. */
  readonly overrides: readonly {
    readonly reason: string;
    readonly decisions: number;
    readonly takenBack: number;
  }[];
  readonly ended: readonly {
    readonly school: string;
    readonly leader: string;
    readonly state: string;
    readonly reason: string;
  }[];
}

type Figures = DaySummary['total'];

/** The rows of its lists as they are shown: sorted, filtered, those of the page. */
export interface ReportRows {
  readonly regions: readonly RegionDays[];
  readonly overrides: readonly ReasonCount[];
  readonly ended: readonly MatchView[];
}

export function presentReport(summary: DaySummary, { regions, overrides, ended }: ReportRows): ReportPage {
  const { total } = summary;
  const everyRegion = summary.regions.map((days) => regionRow(regionName(days.region), days));
  return {
    sentence:
      `${plural(total.leaders, 'leader offers', 'leaders offer')} ${daysText(total.grantedHalfDays)}: ` +
      `${daysText(total.reservedHalfDays)} reserved, ${daysText(total.deliveredHalfDays)} delivered, ` +
      `${daysText(total.leftHalfDays)} left.`,
    charts: daysByRegion(
      everyRegion.map(({ region, reserved, delivered, left }) => ({
        region,
        used: reserved + delivered,
        left,
      })),
    ).map(figureHtml),
    rows: [...regions.map((days) => regionRow(regionName(days.region), days)), regionRow('All', total)],
    states: Object.entries(summary.matches).map(([state, count]) => ({
      name: nameIn(MATCH_STATE_NAMES, state),
      count,
    })),
    overrides: overrides.map(({ reasonCode, decisions, takenBack }) => ({
      ...{ reason: reasonText(reasonCode), decisions, takenBack },
    })),
    ended: ended.map(({ caseName, leaderName, state, stateReason }) => ({
      ...{ school: caseName, leader: leaderName, state: MATCH_STATE_NAMES[state], reason: stateReason ?? '' },
    })),
  };
}

/** States in which a match ended without what was hoped of it. */
export const ENDED: readonly MatchState[] = ['declined', 'lapsed', 'ended-early', 'superseded', 'stopped'];

export function regionName(region: string | null): string {
  return region ?? 'Region not known';
}

function regionRow(region: string, figures: Figures): RegionRow {
  return {
    ...{ region, leaders: figures.leaders },
    offered: daysFromHalfDays(figures.grantedHalfDays),
    reserved: daysFromHalfDays(figures.reservedHalfDays),
    delivered: daysFromHalfDays(figures.deliveredHalfDays),
    left: daysFromHalfDays(figures.leftHalfDays),
  };
}
