import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { Location, Metres } from '../../domain/kernel/index.js';
import { distanceMetres } from './neighbour-pairs.js';

/**
 * Finds the site nearest to a place, of those at most `limitMetres` away; null: there is none. Of sites equally near, the
 * same one each time for the same list.
 */
export function nearestSite<Site extends { readonly location: Location }>(
  sites: readonly Site[],
  limitMetres: Metres,
): (from: Location) => Site | null {
  if (sites.length === 0) return () => null;
  const tree = new KDBush(sites.length);
  for (const { location } of sites) tree.add(location.longitude, location.latitude);
  tree.finish();
  return (from) => {
    const [at] = around(tree, from.longitude, from.latitude, 1);
    const site = at === undefined ? undefined : sites[at];
    return site !== undefined && distanceMetres(from, site.location) <= limitMetres ? site : null;
  };
}
