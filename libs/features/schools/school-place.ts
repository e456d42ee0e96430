import { type Location, milesFromMetres } from '../../domain/kernel/index.js';
import type { SchoolFacts } from '../../domain/offers/index.js';
import { numberCell, type TableRow } from '../../platform/files/index.js';
import {
  distanceMetres,
  GRID_RANGE,
  isInEnglandOrWales,
  locationFromGrid,
  normalisePostcode,
  type Places,
  POSTCODE_FORMS,
} from '../../platform/geography/index.js';

type Key = 'postcode' | 'easting' | 'northing';

/** No school in England lies this far from the centre of its own postcode district. */
const DISTRICT_METRES = 40_000;

/**
 * Where a school is: its coordinates, else the centre of its postcode's district (approximate), else null. Where
 * the district is known, coordinates far from it are doubted, and elsewhere those outside England and Wales: when
 * they are right the other way round they count as blank, else they are used, and noted where they are far.
 */
export function placeOf<More extends string>(
  row: TableRow<Key | More>,
  places: Places | undefined,
): Pick<SchoolFacts, 'postcode' | 'location'> {
  const text = row.filled('postcode');
  const postcode = text === null ? undefined : normalisePostcode(text);
  if (text !== null && postcode === undefined) {
    row.ignoreValue('postcode', 'bad-postcode', { allowed: POSTCODE_FORMS });
  }
  const centre = postcode === undefined ? null : (places?.centreOf(postcode) ?? null);
  const location = gridLocation(row, centre, postcode ?? '');
  return { postcode: postcode ?? null, location: location ?? centre };
}

/** From easting and northing. Blank means "not known" in GIAS; so does (0, 0), which is never a place. */
function gridLocation<More extends string>(
  row: TableRow<Key | More>,
  centre: Location | null,
  postcode: string,
): Location | null {
  const easting = row.filled('easting');
  const northing = row.filled('northing');
  if (easting === null && northing === null) return null;
  if (easting === null || northing === null) {
    const missing = easting === null ? 'easting' : 'northing';
    row.ignoreValue(easting === null ? 'northing' : 'easting', 'half-a-pair', { facts: { missing } });
    return null;
  }
  const value = `${easting}, ${northing}`;
  const [east, north] = [numberCell(easting), numberCell(northing)];
  if (east === undefined || north === undefined) {
    const key = east === undefined ? 'easting' : 'northing';
    row.ignoreValue(key, 'not-a-number', { allowed: GRID_RANGE });
    return null;
  }
  if (east === 0 && north === 0) {
    row.ignoreValue('easting', 'coordinates-zero', { value });
    return null;
  }
  const location = locationFromGrid(east, north);
  const turned = isInEnglandOrWales(north, east) ? locationFromGrid(north, east) : undefined;
  const isFar = isFarFrom(centre, location);
  const isDoubtful = isFar || (centre === null && !isInEnglandOrWales(east, north));
  if (turned !== undefined && (location === undefined || isDoubtful) && !isFarFrom(centre, turned)) {
    row.ignoreValue('easting', 'coordinates-swapped', { value, allowed: GRID_RANGE });
    return null;
  }
  if (location === undefined)
    row.ignoreValue('easting', 'not-in-great-britain', { value, allowed: GRID_RANGE });
  else if (isFar && centre !== null) {
    const miles = Math.round(milesFromMetres(distanceMetres(centre, location)));
    row.note('easting', 'far-from-postcode', { value, facts: { miles, postcode } });
  }
  return location ?? null;
}

function isFarFrom(centre: Location | null, location: Location | undefined): boolean {
  return centre !== null && location !== undefined && distanceMetres(centre, location) > DISTRICT_METRES;
}
