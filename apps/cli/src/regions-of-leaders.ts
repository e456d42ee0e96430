import type { LeaderForMatching } from '../../../libs/domain/candidates/index.js';
import type { LeaderRef, Location, Urn } from '../../../libs/domain/kernel/index.js';
import { isOpen, type SchoolFacts } from '../../../libs/domain/offers/index.js';
import { FARTHEST_FROM_REGION_METRES } from '../../../libs/features/survey/readers.js';
import { nearestSite } from '../../../libs/platform/geography/index.js';

/** The region of each leader as in the service: of the base school, else of the open school nearest to where they start from. */
export function regionsOfLeaders(
  leaders: readonly Pick<LeaderForMatching, 'leaderRef' | 'location'>[],
  baseUrns: ReadonlyMap<LeaderRef, Urn | null>,
  schools: readonly SchoolFacts[],
): ReadonlyMap<LeaderRef, string> {
  const regions = new Map(schools.map(({ urn, regionName }) => [urn, regionName]));
  const nearest = nearestSite(schools.flatMap(siteOf), FARTHEST_FROM_REGION_METRES);
  return new Map(
    leaders.flatMap(({ leaderRef, location }): [LeaderRef, string][] => {
      const own = regions.get(baseUrns.get(leaderRef) ?? '') ?? null;
      const region = own ?? (location === null ? null : (nearest(location)?.region ?? null));
      return region === null ? [] : [[leaderRef, region]];
    }),
  );
}

function siteOf(school: SchoolFacts): readonly { readonly region: string; readonly location: Location }[] {
  const { regionName: region, location } = school;
  if (region === null || location === null || location.approximate || !isOpen(school)) return [];
  return [{ region, location }];
}
