import { scaleLinear } from 'd3-scale';
import { listText, plural } from '../../wording/index.js';
import type { Figure } from './figure.js';
import { element, label, picture, tenth } from './markup.js';

const BLUE = '#1d70b8';
const DARK = '#0b0c0c';
const GREY = '#b1b4b6';

/** How much room a drawing has. On a phone the names of rows stand above their bars, and words are as large as the page's. */
interface Layout {
  readonly kind: 'wide' | 'narrow';
  readonly width: number;
  /** Where bars begin. */
  readonly left: number;
  /** What the name of a row takes above it. */
  readonly above: number;
  readonly size: number;
}

const LAYOUTS: readonly Layout[] = [
  { kind: 'wide', width: 720, left: 220, above: 0, size: 15 },
  { kind: 'narrow', width: 320, left: 2, above: 26, size: 17 },
];

/** The same drawing for a wide page and for a phone; style sheets show one of them. */
function drawn(
  title: string,
  draw: (layout: Layout) => { readonly height: number; readonly parts: readonly string[] },
): string {
  const pictures = LAYOUTS.map((layout) => {
    const { height, parts } = draw(layout);
    return picture({ width: layout.width, height, kind: layout.kind }, title, ...parts);
  });
  return pictures.join('');
}

/** The name of a row: before its bars, or above them. `middle`: of the bars, as in the wide drawing. */
function rowName(text: string, y: number, middle: number, { left, above, size }: Layout): string {
  if (above > 0) return label(text, left, y + above - 8, { size });
  return label(text, left - 12, y + middle, { anchor: 'end', size });
}

/** How far leaders would travel: the number of matches in bins of equal width. Empty without matches. */
export function distanceHistogram(miles: readonly number[]): readonly Figure[] {
  const sorted = miles.toSorted((a, b) => a - b);
  const longest = sorted.at(-1);
  if (longest === undefined) return [];
  const binWidth = [5, 10, 20, 50, 100].find((width) => longest / width <= 12) ?? 200;
  const counts = Array.from({ length: Math.max(1, Math.ceil(longest / binWidth)) }, (): number => 0);
  for (const one of sorted) {
    const bin = Math.max(0, Math.ceil(one / binWidth) - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const names = counts.map((_count, bin) => `${String(bin * binWidth)} to ${String((bin + 1) * binWidth)}`);
  const sentence = `Half of the ${plural(sorted.length, 'match is', 'matches are')} within ${median.toFixed(1)} miles; the longest way is ${longest.toFixed(1)} miles.`;
  const title = 'How far leaders would travel';
  return [
    {
      ...{ id: 'distances', title, sentence },
      svg: drawn(`${title}. ${sentence}`, (layout) => ({
        height: 260,
        parts: columns(counts, binWidth, layout),
      })),
      head: ['Miles', 'Matches'],
      rows: names.map((name, bin) => [name, counts[bin] ?? 0]),
    },
  ];
}

function columns(counts: readonly number[], binWidth: number, { width, size }: Layout): readonly string[] {
  const base = 210;
  const height = scaleLinear([0, Math.max(1, ...counts)], [0, 170]);
  const step = width / counts.length;
  const widest = String(counts.length * binWidth).length * size * 0.6;
  const every = Math.max(1, Math.ceil(widest / step));
  const bars = counts.flatMap((count, bin) => {
    const top = base - height(count);
    return [
      element('rect', {
        ...{ x: tenth(bin * step + 2), y: tenth(top), width: tenth(step - 4) },
        ...{ height: tenth(height(count)), fill: BLUE },
      }),
      label(String(count), (bin + 0.5) * step, top - 6, { anchor: 'middle', size }),
      ...((counts.length - 1 - bin) % every === 0
        ? [label(String((bin + 1) * binWidth), (bin + 1) * step - 2, base + 20, { anchor: 'end', size })]
        : []),
    ];
  });
  return [
    ...bars,
    element('line', { x1: 0, x2: width, y1: base, y2: base, stroke: DARK, 'stroke-width': 1 }),
    label('0', 2, base + 20, { size }),
    label('Miles, up to', width / 2, base + 44, { anchor: 'middle', size }),
  ];
}

export interface RegionDays {
  readonly region: string;
  readonly used: number;
  readonly left: number;
}

/** What the region of leaders without a base in the register is called. */
export const REGION_NOT_KNOWN = 'Region not known';

function whereMostAreLeft(rows: readonly RegionDays[]): string {
  const [first, second] = rows.toSorted((a, b) => b.left - a.left);
  if (first === undefined || first.left === 0) return '';
  const others = rows.reduce((sum, row) => sum + row.left, -first.left);
  const place =
    first.region === REGION_NOT_KNOWN ? 'with leaders whose region is not known' : `in ${first.region}`;
  if (first.left > others) return `, most of them ${place}`;
  return first.left > (second?.left ?? 0) ? `, more ${place} than in any other region` : '';
}

/** Days that leaders give and keep, by the region of their base school. Empty without leaders. */
export function daysByRegion(given: readonly RegionDays[]): readonly Figure[] {
  if (given.length === 0) return [];
  const rows = given.toSorted((a, b) => b.used - a.used || (a.region < b.region ? -1 : 1));
  const used = rows.reduce((sum, row) => sum + row.used, 0);
  const left = rows.reduce((sum, row) => sum + row.left, 0);
  const sentence = `${plural(used, 'day is', 'days are')} used and ${plural(left, 'day is', 'days are')} left${whereMostAreLeft(rows)}.`;
  const title = 'Days used and left, by the leaders’ region';
  return [
    {
      ...{ id: 'days-by-region', title, sentence },
      svg: drawn(`${title}. ${sentence}`, (layout) => dayBars(rows, layout)),
      head: ['Region', 'Days used', 'Days left'],
      rows: rows.map((row) => [row.region, row.used, row.left]),
    },
  ];
}

function dayBars(rows: readonly RegionDays[], layout: Layout): ReturnType<Parameters<typeof drawn>[1]> {
  const { width, left, above, size } = layout;
  const most = Math.max(1, ...rows.flatMap((row) => [row.used, row.left]));
  const length = scaleLinear([0, most], [0, width - left - 60]);
  const rowHeight = 44 + above;
  const bars = rows.flatMap((row, at) => {
    const top = 30 + at * rowHeight;
    const y = top + above;
    return [
      rowName(row.region, top, 22, layout),
      bar({ left, y, width: length(row.used) }, { fill: BLUE, stroke: BLUE }),
      label(String(row.used), left + length(row.used) + 6, y + 14, { size }),
      bar({ left, y: y + 18, width: length(row.left) }, { fill: '#ffffff', stroke: DARK }),
      label(String(row.left), left + length(row.left) + 6, y + 32, { size }),
    ];
  });
  const key = [
    element('rect', { x: left, y: 4, width: 14, height: 14, fill: BLUE }),
    label('used', left + 20, 17, { size }),
    element('rect', { x: left + 80, y: 4, width: 14, height: 14, fill: '#ffffff', stroke: DARK }),
    label('left', left + 100, 17, { size }),
  ];
  return { height: 40 + rows.length * rowHeight, parts: [...key, ...bars] };
}

function bar(
  { left, y, width }: { readonly left: number; readonly y: number; readonly width: number },
  colours: { readonly fill: string; readonly stroke: string },
): string {
  return element('rect', { x: left, y: tenth(y), width: tenth(width), height: 15, ...colours });
}

export interface RegionDifference {
  readonly region: string;
  readonly before: number;
  readonly after: number;
}

/** Cases covered in each region by two runs: a ring for the first, a dot for the second. Empty without regions. */
export function coverageDifference(
  given: readonly RegionDifference[],
  names: readonly [before: string, after: string],
): readonly Figure[] {
  if (given.length === 0) return [];
  const rows = given.toSorted(
    (a, b) => b.after - b.before - (a.after - a.before) || (a.region < b.region ? -1 : 1),
  );
  const [gains, losses] = [
    rows.filter((row) => row.after > row.before),
    rows.filter((row) => row.after < row.before),
  ];
  const sentence = differenceSentence(gains, losses);
  const title = 'Cases covered in each region';
  return [
    {
      ...{ id: 'coverage-by-region', title, sentence },
      svg: drawn(`${title}. ${sentence}`, (layout) => differenceDots(rows, names, layout)),
      head: ['Region', names[0], names[1], 'Difference'],
      rows: rows.map((row) => [row.region, row.before, row.after, signed(row.after - row.before)]),
    },
  ];
}

const RING = { r: 7, fill: '#ffffff', stroke: DARK, 'stroke-width': 2 };
const DOT = { r: 5, fill: BLUE };

function differenceDots(
  rows: readonly RegionDifference[],
  names: readonly [before: string, after: string],
  layout: Layout,
): ReturnType<Parameters<typeof drawn>[1]> {
  const { width, left, above, size } = layout;
  const most = Math.max(1, ...rows.flatMap((row) => [row.before, row.after]));
  const place = scaleLinear([0, most], [left + RING.r, width - 30]);
  const rowHeight = 30 + above;
  // On a phone the two names stand below each other.
  const second = above > 0 ? { x: left, y: 28 } : { x: left + 250, y: 0 };
  const first = 41 + second.y;
  const dots = rows.flatMap((row, at) => {
    const top = first + at * rowHeight;
    const y = top + above + 15;
    const [from, to] = [tenth(place(row.before)), tenth(place(row.after))];
    return [
      rowName(row.region, top, 20, layout),
      element('line', { x1: from, x2: to, y1: y, y2: y, stroke: GREY, 'stroke-width': 4 }),
      element('circle', { cx: from, cy: y, ...RING }),
      element('circle', { cx: to, cy: y, ...DOT }),
    ];
  });
  const key = [
    element('circle', { cx: left + 8, cy: 14, ...RING }),
    label(short(names[0]), left + 22, 19, { size }),
    element('circle', { cx: second.x + 8, cy: second.y + 14, ...DOT }),
    label(short(names[1]), second.x + 22, second.y + 19, { size }),
  ];
  return { height: first + 4 + rows.length * rowHeight, parts: [...key, ...dots] };
}

function differenceSentence(gains: readonly RegionDifference[], losses: readonly RegionDifference[]): string {
  if (gains.length + losses.length === 0) return 'Both runs cover as many cases in every region.';
  const told = (rows: readonly RegionDifference[]): string =>
    listText(rows.map((row) => `${row.region} (${signed(row.after - row.before)})`));
  const parts = [
    ...(gains.length > 0 ? [`The second run covers more in ${told(gains)}`] : []),
    ...(losses.length > 0
      ? [`${gains.length > 0 ? 'fewer' : 'The second run covers fewer'} in ${told(losses)}`]
      : []),
  ];
  return `${parts.join(', and ')}.`;
}

function signed(change: number): string {
  return change > 0 ? `+${String(change)}` : String(change);
}

function short(name: string): string {
  return name.length > 26 ? `${name.slice(0, 25)}…` : name;
}
