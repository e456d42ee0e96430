import type { EntityManager } from 'typeorm';
import type { Location } from '../../domain/kernel/index.js';
import type { Places } from '../../platform/geography/index.js';
import { rowsPlacedByDistrict, setLocations, type PlacedTable } from './schools.repository.js';

/**
 * Places again what has no coordinates of its own, after the districts have changed: the file with the schools may
 * come before the one with the districts. Gives the number of rows that moved.
 */
export async function placeByDistrict(
  manager: EntityManager,
  table: PlacedTable,
  places: Places,
): Promise<number> {
  const rows = await rowsPlacedByDistrict(manager, table);
  const moved = rows.flatMap(({ key, postcode, location }) => {
    const centre = places.centreOf(postcode);
    return isSame(centre, location) ? [] : [{ key, location: centre }];
  });
  if (moved.length > 0) await setLocations(manager, table, moved);
  return moved.length;
}

function isSame(a: Location | null, b: Location | null): boolean {
  return a?.latitude === b?.latitude && a?.longitude === b?.longitude;
}
