import proj4 from 'proj4';
import type { Location } from '../../domain/kernel/index.js';

/** OSGB36 / British National Grid, with the standard seven-parameter shift to WGS84 (within about 5 m). */
const EPSG_27700 =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs';

const grid = proj4(EPSG_27700, 'WGS84');

/** What a pair of grid coordinates may be, as people are told. */
export const GRID_RANGE = ['easting 1 to 700000', 'northing 1 to 1300000'] as const;

/** Whether the pair (in metres) lies on the grid's land tiles. (0, 0), which files write for "unknown", does not. */
export function isOnBritishGrid(easting: number, northing: number): boolean {
  return easting >= 1 && easting <= 700_000 && northing >= 1 && northing <= 1_300_000;
}

/** Six decimals of a degree: a tenth of a metre, and the same text on every machine. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Grid coordinates (metres) as WGS84 degrees; undefined when they are not on the grid. */
export function locationFromGrid(
  easting: number,
  northing: number,
  approximate = false,
): Location | undefined {
  if (!isOnBritishGrid(easting, northing)) return undefined;
  const [longitude, latitude] = grid.forward([easting, northing]);
  return { latitude: rounded(latitude), longitude: rounded(longitude), approximate };
}
