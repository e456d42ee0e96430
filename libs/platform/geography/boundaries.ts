import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { z } from 'zod';
import { accepted, type Outcome, refused } from '../../domain/kernel/index.js';

/** One area to be drawn: its rings as degrees, longitude first. */
export interface BoundaryArea {
  readonly name: string;
  readonly rings: readonly (readonly (readonly [longitude: number, latitude: number])[])[];
}

/** Areas that a map is drawn over. */
export interface Boundaries {
  readonly areas: readonly BoundaryArea[];
}

/** Least and most of what an outline of England needs; a finer one would only slow every map. */
export const BOUNDARY_LIMITS = { bytes: 20_000_000, areas: 1_000, points: 500_000 } as const;
/** Around England and its neighbours, in degrees. */
const WINDOW = { west: -12, east: 4, south: 48, north: 62 } as const;

const point = z.tuple([z.number(), z.number()]).rest(z.number());
const rings = z.array(z.array(point).min(3));
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings) }),
]);
const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        properties: z.record(z.string(), z.unknown()).nullable(),
        geometry,
      }),
    )
    .min(1),
});
const topology = z.object({
  type: z.literal('Topology'),
  objects: z.record(z.string(), z.object({ type: z.literal('GeometryCollection') }).loose()),
  arcs: z.array(z.array(z.array(z.number()))),
});

export type BoundaryRefusal =
  'bad-outline-json' | 'bad-outline-areas' | 'bad-outline-place' | 'bad-outline-size';

/**
 * Reads an outline from GeoJSON (a collection of polygons) or TopoJSON, in degrees (WGS84). Of a topology with several
 * layers the one with the fewest areas is taken: regions rather than districts.
 */
export function readBoundaries(text: string): Outcome<Boundaries, BoundaryRefusal> {
  if (text.length > BOUNDARY_LIMITS.bytes) return refused('bad-outline-size', { ...BOUNDARY_LIMITS });
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refused('bad-outline-json');
  }
  const found = collection.safeParse(fromTopology(given) ?? given);
  if (!found.success) return refused('bad-outline-areas');
  const areas = found.data.features.map((one): BoundaryArea => {
    const polygons = one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates;
    return {
      name: nameOf(one.properties ?? {}),
      rings: polygons.flatMap((polygon) =>
        polygon.map((ring) => ring.map(([longitude, latitude]) => [longitude, latitude] as const)),
      ),
    };
  });
  const points = areas.flatMap((area) => area.rings.flat());
  if (areas.length > BOUNDARY_LIMITS.areas || points.length > BOUNDARY_LIMITS.points) {
    return refused('bad-outline-size', { areas: areas.length, points: points.length });
  }
  return points.every(isNearEngland) ? accepted({ areas }) : refused('bad-outline-place');
}

function fromTopology(given: unknown): unknown {
  if (!topology.safeParse(given).success) return null;
  const whole = given as Topology;
  try {
    const layers = Object.values(whole.objects).map((layer) => feature(whole, layer));
    const collections = layers.flatMap((layer) => (layer.type === 'FeatureCollection' ? [layer] : []));
    return collections.sort((a, b) => a.features.length - b.features.length)[0] ?? null;
  } catch {
    return null;
  }
}

/** The Office for National Statistics names them `RGN22NM`, `CTYUA23NM` and so on. */
function nameOf(properties: Readonly<Record<string, unknown>>): string {
  const key = Object.keys(properties).find((one) => /^(?:name|[a-z]+\d\dnm)$/i.test(one));
  const name = key === undefined ? '' : properties[key];
  return typeof name === 'string' ? name : '';
}

function isNearEngland([longitude, latitude]: readonly [number, number]): boolean {
  const { west, east, south, north } = WINDOW;
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}
