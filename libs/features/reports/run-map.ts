import { geoTransverseMercator } from 'd3-geo';
import type { Location } from '../../domain/kernel/index.js';
import type { Boundaries } from '../../platform/geography/index.js';
import { plural } from '../../wording/index.js';
import { element, picture, tenth } from './markup.js';

export const BOUNDARY_CREDIT =
  'Source: Office for National Statistics licensed under the Open Government Licence v.3.0. ' +
  'Contains OS data © Crown copyright and database right 2023.';

/** Of the coast that stands in for an outline. */
export const COAST_CREDIT = 'Coast: made with Natural Earth.';

export interface MapMatch {
  readonly caseAt: Location | null;
  readonly leaderAt: Location | null;
}

export interface MapContent {
  readonly matches: readonly MapMatch[];
  /** Where cases without a leader are. */
  readonly uncovered: readonly (Location | null)[];
  /** Where further leaders are, who are in no match. */
  readonly idleLeaders: readonly (Location | null)[];
}

export type Point = readonly [x: number, y: number];
const WIDTH = 640;
const MOST_HEIGHT = 800;
const MARGIN = 14;
const COLOURS = {
  land: '#f3f2f1',
  edge: '#7d8489',
  line: '#505a5f',
  covered: '#1d70b8',
  uncovered: '#ca3535',
};

/** The central meridian of the British grid. Radians on a sphere: good to a pixel. */
const project = geoTransverseMercator().rotate([2, 0]).scale(1).translate([0, 0]);

/** Where a map puts things: pixels from the left and the top of its picture. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  readonly at: (location: Location) => Point;
}

/** As large as what is drawn and the outline need. */
export function mapFrame(content: MapContent, boundaries: Boundaries | null): MapFrame {
  const outline = boundaries === null ? null : outlineOf(boundaries);
  const { width, height, place } = frameOf([...marksOf(content), ...(outline?.corners ?? [])]);
  return {
    ...{ width, height },
    at: ({ longitude, latitude }) => {
      const [x, y] = place(projected([longitude, latitude]));
      return [tenth(x), tenth(y)];
    },
  };
}

/** A run on the map: lines from leaders to their cases, and the cases nobody serves. Without an outline: points in a frame. */
export function runMapSvg(content: MapContent, boundaries: Boundaries | null, title: string): string {
  const outline = boundaries === null ? null : outlineOf(boundaries);
  const frame = frameOf([...marksOf(content), ...(outline?.corners ?? [])]);
  const at = (location: Location): Point => frame.place(projected([location.longitude, location.latitude]));
  const drawn = {
    lines: content.matches.flatMap(({ caseAt, leaderAt }) =>
      caseAt === null || leaderAt === null ? [] : [lineBetween(at(leaderAt), at(caseAt))],
    ),
    leaders: [...content.matches.map(({ leaderAt }) => leaderAt), ...content.idleLeaders],
    covered: content.matches.map(({ caseAt }) => caseAt),
  };
  return picture(
    frame,
    title,
    element('rect', { width: frame.width, height: frame.height, fill: '#ffffff', stroke: COLOURS.edge }),
    outline === null
      ? ''
      : element('path', {
          class: 'lm-land',
          d: outline.path(frame.place),
          fill: COLOURS.land,
          stroke: COLOURS.edge,
          'stroke-width': 0.7,
        }),
    element('path', { d: drawn.lines.join(''), stroke: COLOURS.line, 'stroke-width': 1, fill: 'none' }),
    element('path', { d: marksAt(drawn.leaders, at, squareAt), fill: '#ffffff', stroke: '#0b0c0c' }),
    element('path', { d: marksAt(drawn.covered, at, dotAt), fill: COLOURS.covered }),
    element('path', {
      d: marksAt(content.uncovered, at, crossAt),
      stroke: COLOURS.uncovered,
      'stroke-width': 2.5,
      fill: 'none',
    }),
  );
}

function marksOf({ matches, uncovered, idleLeaders }: MapContent): readonly Point[] {
  const places = [
    ...matches.flatMap(({ caseAt, leaderAt }) => [caseAt, leaderAt]),
    ...uncovered,
    ...idleLeaders,
  ];
  return places.flatMap((at) => (at === null ? [] : [projected([at.longitude, at.latitude])]));
}

/** What the marks mean, as HTML; shape and colour both tell. */
export function mapKeyHtml(): string {
  const entry = (mark: string, words: string): string =>
    `<li><svg width="20" height="16" aria-hidden="true" focusable="false">${mark}</svg> ${words}</li>`;
  const centre: Point = [9, 8];
  return element(
    'ul',
    { class: 'govuk-list lm-key' },
    entry(element('path', { d: dotAt(centre), fill: COLOURS.covered }), 'case with a leader'),
    entry(
      element('path', { d: crossAt(centre), stroke: COLOURS.uncovered, 'stroke-width': 2.5 }),
      'case without a leader',
    ),
    entry(
      element('path', { d: squareAt(centre), fill: '#ffffff', stroke: '#0b0c0c' }),
      'leader, with a line to each of their cases',
    ),
  );
}

/** What the map shows, in words and numbers. */
export function mapSentence({ matches, uncovered }: MapContent): string {
  const unplaced = [...matches.map(({ caseAt }) => caseAt), ...uncovered].filter((at) => at === null).length;
  const not =
    unplaced === 0
      ? ''
      : ` ${plural(unplaced, 'case has', 'cases have')} no known place and ${unplaced === 1 ? 'is' : 'are'} not drawn.`;
  return `${plural(matches.length, 'case', 'cases')} with a leader and ${String(uncovered.length)} without.${not}`;
}

function projected(at: readonly [number, number]): Point {
  return project([at[0], at[1]]) ?? [0, 0];
}

interface Outline {
  /** Enough points to know how far it reaches. */
  readonly corners: readonly Point[];
  readonly path: (place: (point: Point) => Point) => string;
}

/** Projecting some ten thousand points takes longer than everything else: done once for each outline. */
const outlines = new WeakMap<Boundaries, Outline>();

function outlineOf(boundaries: Boundaries): Outline {
  const known = outlines.get(boundaries);
  if (known !== undefined) return known;
  const rings = boundaries.areas.flatMap((area) => area.rings.map((ring) => ring.map(projected)));
  const outline: Outline = {
    corners: cornersOf(rings.flat()),
    path: (place) => rings.map((ring) => ringPath(ring.map(place))).join(''),
  };
  outlines.set(boundaries, outline);
  return outline;
}

function cornersOf(points: readonly Point[]): readonly Point[] {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [north, south] = [Math.min(north, y), Math.max(south, y)];
  }
  return points.length === 0 ? [] : [[west, north], [east, south]]; // prettier-ignore
}

/** Points that would fall on the one before are left out. */
function ringPath(ring: readonly Point[]): string {
  let last: Point = [Infinity, Infinity];
  const steps = ring.flatMap(([x, y]) => {
    if (Math.abs(x - last[0]) + Math.abs(y - last[1]) < 0.6) return [];
    last = [x, y];
    return [`${String(tenth(x))},${String(tenth(y))}`];
  });
  return steps.length < 3 ? '' : `M${steps.join('L')}Z`;
}

function frameOf(points: readonly Point[]): {
  readonly width: number;
  readonly height: number;
  readonly place: (point: Point) => Point;
} {
  const [[west, north], [east, south]] = bounds(points);
  const [across, down] = [Math.max(east - west, 1e-4), Math.max(south - north, 1e-4)];
  const scale = Math.min((WIDTH - 2 * MARGIN) / across, (MOST_HEIGHT - 2 * MARGIN) / down);
  const height = Math.round(Math.max(200, down * scale + 2 * MARGIN));
  const left = (WIDTH - across * scale) / 2;
  const top = (height - down * scale) / 2;
  return {
    width: WIDTH,
    height,
    place: ([x, y]) => [left + (x - west) * scale, top + (y - north) * scale],
  };
}

function bounds(points: readonly Point[]): readonly [Point, Point] {
  const [from, to] = cornersOf(points);
  return [from ?? [0, 0], to ?? [0, 0]];
}

function marksAt(
  places: readonly (Location | null)[],
  at: (location: Location) => Point,
  mark: (point: Point) => string,
): string {
  return [...new Set(places.flatMap((place) => (place === null ? [] : [mark(at(place))])))].join('');
}

function lineBetween(from: Point, to: Point): string {
  return `M${coordinates(from)}L${coordinates(to)}`;
}

function dotAt([x, y]: Point): string {
  return `M${coordinates([x - 4, y])}a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z`;
}

function squareAt([x, y]: Point): string {
  return `M${coordinates([x - 3, y - 3])}h6v6h-6Z`;
}

function crossAt([x, y]: Point): string {
  return `M${coordinates([x - 4, y - 4])}l8,8m0,-8l-8,8`;
}

function coordinates([x, y]: Point): string {
  return `${String(tenth(x))},${String(tenth(y))}`;
}
