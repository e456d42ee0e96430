import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Boundaries } from './boundaries.js';

const { resolve } = createRequire(import.meta.url);

type Place = readonly [longitude: number, latitude: number];
type Ring = readonly Place[];

/** ISO 3166-1. */
const UNITED_KINGDOM = '826';
/** A little north of the Scottish border, and east of Northern Ireland: what lies beyond would only shrink the map. */
const NORTH = 55.9;
const WEST = -5.9;

let known: Boundaries | undefined;

/**
 * The coast of England and Wales and the south of Scotland in degrees, for maps that have no outline of their own: from
 * Natural Earth at 1:50 million (public domain), as the package world-atlas has it. Read once.
 */
export function coast(): Boundaries {
  known ??= { areas: [{ name: 'Great Britain', rings: ringsOfTheUnitedKingdom().flatMap(cut) }] };
  return known;
}

function ringsOfTheUnitedKingdom(): readonly Ring[] {
  const world = JSON.parse(readFileSync(resolve('world-atlas/countries-50m.json'), 'utf8')) as Topology<{
    countries: GeometryCollection;
  }>;
  const here = feature(world, world.objects.countries).features.find(({ id }) => id === UNITED_KINGDOM);
  if (here?.geometry.type !== 'MultiPolygon') return [];
  return here.geometry.coordinates.flat().map((ring) => ring.map(([x = 0, y = 0]) => [x, y] as const));
}

function cut(ring: Ring): readonly Ring[] {
  if (ring.some(([longitude]) => longitude < WEST)) {
    // Mainland Britain alone reaches from there to the east coast.
    if (!ring.some(([longitude]) => longitude > 0)) return [];
  }
  const kept = southOf(ring);
  return kept.length < 3 ? [] : [kept];
}

/** Sutherland and Hodgman (1974), for one straight edge. */
function southOf(ring: Ring): Ring {
  return ring.flatMap((place, at) => {
    const before = ring.at(at - 1) ?? place;
    const isKept = place[1] <= NORTH;
    const crossing = isKept === before[1] <= NORTH ? [] : [atNorth(before, place)];
    return isKept ? [...crossing, place] : crossing;
  });
}

function atNorth([fromX, fromY]: Place, [toX, toY]: Place): Place {
  return [fromX + ((NORTH - fromY) / (toY - fromY)) * (toX - fromX), NORTH];
}
