import proj4 from 'proj4';
import type { Location } from '../../domain/kernel/index.js';

/** OSGB36 / British National Grid, with the standard seven-parameter shift to WGS84 (within about 5 m). */
const EPSG_27700 =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs';

const grid = proj4(EPSG_27700, 'WGS84');

/** What a pair of grid coordinates may be, as people are told. */
export const GRID_RANGE = ['easting 1 to 700000', 'northing 1 to 1300000'] as const;

/**
 * The 100 km squares of the National Grid that hold land, by row from the south: the digits are hundreds of
 * kilometres east (row 0: SV, SW, SX, SY, SZ and TV).
 */
const LAND_SQUARES = [
  '012345',
  '123456',
  '123456',
  '23456',
  '2345',
  '12345',
  '1234',
  '0123',
  '01234',
  '0123',
  '1234',
  '34',
  '4',
] as const;
const ENGLISH_AND_WELSH_SQUARES = ['012345', '123456', '123456', '23456', '345', '234', '34'] as const;
const SQUARE_METRES = 100_000;

/**
 * Whether the pair (in metres) lies in a square with land of Great Britain. (0, 0), which files write for
 * "unknown", does not count.
 */
export function isOnBritishGrid(easting: number, northing: number): boolean {
  if (!(easting >= 1 && easting < 700_000 && northing >= 1 && northing < 1_300_000)) return false;
  return isInSquareOf(LAND_SQUARES, easting, northing);
}

/** The same of England and Wales; the squares on their borders take in some of Scotland and of the sea. */
export function isInEnglandOrWales(easting: number, northing: number): boolean {
  return isOnBritishGrid(easting, northing) && isInSquareOf(ENGLISH_AND_WELSH_SQUARES, easting, northing);
}

function isInSquareOf(rows: readonly string[], easting: number, northing: number): boolean {
  const row = rows[Math.floor(northing / SQUARE_METRES)] ?? '';
  return row.includes(String(Math.floor(easting / SQUARE_METRES)));
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
