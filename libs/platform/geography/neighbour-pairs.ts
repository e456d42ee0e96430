import { getDistance } from 'geolib';
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { Location, Metres } from '../../domain/kernel/index.js';

/** Something that may have a place. */
export interface Placed {
  readonly location: Location | null;
}

/** Somebody who may have a place and a travel limit (null: none of their own). */
export interface Traveller extends Placed {
  readonly travelMetres: Metres | null;
}

/** One leader and one case within reach, by their indexes in the lists given. */
export interface NeighbourPair {
  readonly leaderIndex: number;
  readonly caseIndex: number;
  readonly distanceMetres: Metres;
}

/** Great-circle distance in whole metres (geolib, on a sphere of radius 6,378,137 m). */
export function distanceMetres(from: Location, to: Location): Metres {
  return getDistance(
    { latitude: from.latitude, longitude: from.longitude },
    { latitude: to.latitude, longitude: to.longitude },
  );
}

/** Both libraries measure on a sphere, of different radius; a rounded metre and its noise are let through. */
const GEOLIB_RADIUS_METRES = 6_378_137;
const GEOKDBUSH_RADIUS_KILOMETRES = 6_371;
const SLACK_METRES = 2;

const prefilterKilometres = (metres: Metres): number =>
  ((metres + SLACK_METRES) / GEOLIB_RADIUS_METRES) * GEOKDBUSH_RADIUS_KILOMETRES;

/** The smaller of two limits of which either may be missing. */
function tighter(left: Metres | null, right: Metres | null): Metres | null {
  if (left === null) return right;
  return right === null ? left : Math.min(left, right);
}

/** Case indexes to look at for one leader, ascending, a little more than are within reach. */
type Nearby = (location: Location, limit: Metres | null) => readonly number[];

function nearbyIn(cases: readonly Placed[]): Nearby {
  const placed = cases.flatMap(({ location }, index) => (location === null ? [] : [{ index, location }]));
  const all = placed.map(({ index }) => index);
  const tree = new KDBush(placed.length);
  for (const { location } of placed) tree.add(location.longitude, location.latitude);
  if (placed.length > 0) tree.finish();
  return (location, limit) => {
    if (limit === null || placed.length === 0) return all;
    const found = around(tree, location.longitude, location.latitude, Infinity, prefilterKilometres(limit));
    return found.map((at) => all[at] ?? 0).sort((a, b) => a - b);
  };
}

/**
 * Visits every pair (leader, case) whose distance is at most the leader's travel limit and the run's, by leader
 * and then by case, in the order of the lists. Whoever has no place is in no pair. A k-d tree picks who is near;
 * geolib measures and decides.
 *
 * @param radiusMetres the run's own limit; null: none
 */
export function forEachNeighbour(
  cases: readonly Placed[],
  leaders: readonly Traveller[],
  radiusMetres: Metres | null,
  visit: (pair: NeighbourPair) => void,
): void {
  const nearby = nearbyIn(cases);
  leaders.forEach(({ location, travelMetres }, leaderIndex) => {
    if (location === null) return;
    const limit = tighter(travelMetres, radiusMetres);
    for (const caseIndex of nearby(location, limit)) {
      const there = cases[caseIndex]?.location;
      if (there === null || there === undefined) continue;
      const metres = distanceMetres(location, there);
      if (limit === null || metres <= limit) visit({ leaderIndex, caseIndex, distanceMetres: metres });
    }
  });
}

/** All pairs of `forEachNeighbour` as a list. Mind its length where nobody has a limit. */
export function neighbourPairs(
  cases: readonly Placed[],
  leaders: readonly Traveller[],
  radiusMetres: Metres | null,
): readonly NeighbourPair[] {
  const pairs: NeighbourPair[] = [];
  forEachNeighbour(cases, leaders, radiusMetres, (pair) => pairs.push(pair));
  return pairs;
}
