import type { EntityManager } from 'typeorm';
import type { Location } from '../../domain/kernel/index.js';

/** An open school whose place is known exactly, with the region it lies in. */
export interface RegionSite {
  readonly region: string;
  readonly location: Location;
}

/** Every open school with coordinates and a region, by URN: some 20,000 where the whole register is there. */
export async function loadRegionSites(manager: EntityManager): Promise<readonly RegionSite[]> {
  return manager.query<RegionSite[]>(
    `SELECT region_name AS region, facts->'location' AS location FROM school
      WHERE status_code IN ('1', '3') AND region_name IS NOT NULL
        AND facts->'location'->>'approximate' = 'false' ORDER BY urn`,
  );
}
