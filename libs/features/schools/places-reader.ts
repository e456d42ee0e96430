import {
  collected,
  type FileSource,
  type ItemSink,
  numberCell,
  readTable,
  type TableColumn,
  type TableRow,
  type TableSummary,
} from '../../platform/files/index.js';
import {
  distanceMetres,
  GRID_RANGE,
  locationFromGrid,
  outcodeOf,
  type Place,
  Places,
} from '../../platform/geography/index.js';
import { type Location, milesFromMetres } from '../../domain/kernel/index.js';
import type { ReadOptions } from './gias-reader.js';

type Key = 'outcode' | 'easting' | 'northing' | 'latitude' | 'longitude';

export const PLACE_COLUMNS: readonly TableColumn<Key>[] = [
  { key: 'outcode', names: ['postcode', 'outcode', 'postcode district'], required: true },
  { key: 'easting', names: ['eastings', 'easting'] },
  { key: 'northing', names: ['northings', 'northing'] },
  { key: 'latitude', names: ['latitude'] },
  { key: 'longitude', names: ['longitude'] },
];

const PLACE_FORMS = [...GRID_RANGE, 'or latitude 48 to 62 and longitude -12 to 4'];
/** Grid and degrees of one place differ by what two tables round: more is a slip in one of them. */
const DISAGREEING_METRES = 20_000;

/**
 * Reads a table of postcode districts. Eastings and northings count where they lie on the British grid, else
 * latitude and longitude (Crown dependencies); a row with neither is refused. The first row of a district counts.
 */
export async function readPlaces(
  source: FileSource,
  options: ReadOptions = {},
): Promise<{ readonly places: Places; readonly summary: TableSummary }> {
  const { items, summary } = await collected<Place>((sink) => readPlaceRows(source, sink, options));
  return { places: new Places(items), summary };
}

/** The same, place by place. */
export function readPlaceRows(
  source: FileSource,
  onPlace: ItemSink<Place>,
  options: ReadOptions = {},
): Promise<TableSummary> {
  const firstRows = new Map<string, number>();
  return readTable(source, { ...options, columns: PLACE_COLUMNS, anchor: 'outcode' }, (row) => {
    const place = placeOf(row, firstRows);
    return place === null ? undefined : onPlace(place);
  });
}

function placeOf(row: TableRow<Key>, firstRows: Map<string, number>): Place | null {
  const text = row.text('outcode') ?? '';
  const outcode = outcodeOf(text);
  if (outcode === undefined) {
    row.refuse('outcode', text === '' ? 'value-missing' : 'bad-postcode', {
      allowed: ['a postcode district like YO1'],
    });
    return null;
  }
  const firstRow = firstRows.get(outcode);
  if (firstRow !== undefined) {
    row.refuse('outcode', 'duplicate-key', { facts: { firstRow } });
    return null;
  }
  firstRows.set(outcode, row.row);
  const [grid, degrees] = [fromGrid(row), fromDegrees(row)];
  const location = grid ?? degrees;
  const value = `${row.text('easting') ?? ''}, ${row.text('northing') ?? ''}`;
  const apart = grid === null || degrees === null ? 0 : distanceMetres(grid, degrees);
  if (location === null) refusePlace(row, value);
  else if (apart > DISAGREEING_METRES) {
    const facts = { miles: Math.round(milesFromMetres(apart)) };
    row.refuse('easting', 'coordinates-disagree', { value, facts });
  }
  return location === null || row.isRefused ? null : { outcode, location };
}

function refusePlace(row: TableRow<Key>, value: string): void {
  const keys = ['easting', 'northing'] as const;
  const isBlank = keys.every((key) => row.filled(key) === null);
  const odd = keys.find((key) => row.filled(key) !== null && numberCell(row.text(key) ?? '') === undefined);
  if (odd !== undefined) row.refuse(odd, 'not-a-number', { allowed: PLACE_FORMS });
  else if (isBlank) row.refuse('easting', 'value-missing', { allowed: PLACE_FORMS });
  else row.refuse('easting', 'not-in-great-britain', { value, allowed: PLACE_FORMS });
}

function numberOf(row: TableRow<Key>, key: Key): number {
  return numberCell(row.text(key) ?? '') ?? Number.NaN;
}

function fromGrid(row: TableRow<Key>): Location | null {
  return locationFromGrid(numberOf(row, 'easting'), numberOf(row, 'northing'), true) ?? null;
}

function fromDegrees(row: TableRow<Key>): Location | null {
  const latitude = numberOf(row, 'latitude');
  const longitude = numberOf(row, 'longitude');
  const isNearBritain = latitude > 48 && latitude < 62 && longitude > -12 && longitude < 4;
  return isNearBritain ? { latitude, longitude, approximate: true } : null;
}
