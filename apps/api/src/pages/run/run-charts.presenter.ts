import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { RunMatchView } from '../../../../../libs/features/matches/index.js';
import {
  daysByRegion,
  distanceHistogram,
  figureHtml,
  type RegionDays,
} from '../../../../../libs/features/reports/index.js';
import type { RunPlaces, RunResultView } from '../../../../../libs/features/runs/index.js';

/** The charts of the overview, as HTML: how far leaders would travel, and what is left of their days where. */
export function runCharts(
  matches: readonly RunMatchView[],
  { leaders }: Pick<RunResultView, 'leaders'>,
  places: RunPlaces,
): readonly string[] {
  const miles = matches
    .filter(({ origin }) => origin === 'run')
    .map(({ distanceMetres }) => milesFromMetres(distanceMetres));
  const regions = new Map<string, RegionDays>();
  for (const { leaderRef, halfDaysUsed, halfDaysLeft } of leaders) {
    const region = places.leaders.get(leaderRef)?.region ?? 'Region not known';
    const before = regions.get(region) ?? { region, used: 0, left: 0 };
    regions.set(region, {
      region,
      used: before.used + daysFromHalfDays(halfDaysUsed),
      left: before.left + daysFromHalfDays(halfDaysLeft),
    });
  }
  return [...distanceHistogram(miles), ...daysByRegion([...regions.values()])].map(figureHtml);
}
