import { scaleLinear } from 'd3-scale';
import { listText, plural } from '../../wording/index.js';
import type { Figure } from './figure.js';
import { element, label, picture, tenth } from './markup.js';

const WIDTH = 720;
const BLUE = '#1d70b8';
const DARK = '#0b0c0c';
const GREY = '#b1b4b6';
const LEFT_OF_BARS = 220;
const ROW_HEIGHT = 44;

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
      svg: picture({ width: WIDTH, height: 260 }, `${title}. ${sentence}`, ...columns(counts, binWidth)),
      head: ['Miles', 'Matches'],
      rows: names.map((name, bin) => [name, counts[bin] ?? 0]),
    },
  ];
}

function columns(counts: readonly number[], binWidth: number): readonly string[] {
  const base = 210;
  const height = scaleLinear([0, Math.max(1, ...counts)], [0, 170]);
  const step = WIDTH / counts.length;
  const bars = counts.flatMap((count, bin) => {
    const top = base - height(count);
    return [
      element('rect', {
        ...{ x: tenth(bin * step + 2), y: tenth(top), width: tenth(step - 4) },
        ...{ height: tenth(height(count)), fill: BLUE },
      }),
      label(String(count), (bin + 0.5) * step, top - 6, { anchor: 'middle' }),
      label(String((bin + 1) * binWidth), (bin + 1) * step - 2, base + 20, { anchor: 'end' }),
    ];
  });
  return [
    ...bars,
    element('line', { x1: 0, x2: WIDTH, y1: base, y2: base, stroke: DARK, 'stroke-width': 1 }),
    label('0', 2, base + 20),
    label('Miles, up to', WIDTH / 2, base + 44, { anchor: 'middle' }),
  ];
}

export interface RegionDays {
  readonly region: string;
  readonly used: number;
  readonly left: number;
}

/** Days that leaders give and keep, by the region of their base school. Empty without leaders. */
export function daysByRegion(given: readonly RegionDays[]): readonly Figure[] {
  if (given.length === 0) return [];
  const rows = given.toSorted((a, b) => b.used - a.used || (a.region < b.region ? -1 : 1));
  const used = rows.reduce((sum, row) => sum + row.used, 0);
  const left = rows.reduce((sum, row) => sum + row.left, 0);
  const most = rows.toSorted((a, b) => b.left - a.left)[0];
  const where = most !== undefined && most.left > 0 ? `, most of them in ${most.region}` : '';
  const sentence = `${plural(used, 'day is', 'days are')} used and ${plural(left, 'day is', 'days are')} left${where}.`;
  const title = 'Days used and left, by the leaders’ region';
  const length = scaleLinear([0, Math.max(1, ...rows.flatMap((row) => [row.used, row.left]))], [0, 430]);
  const bars = rows.flatMap((row, at) => {
    const y = 30 + at * ROW_HEIGHT;
    return [
      label(row.region, LEFT_OF_BARS - 10, y + 22, { anchor: 'end' }),
      bar(y, length(row.used), { fill: BLUE, stroke: BLUE }),
      label(String(row.used), LEFT_OF_BARS + length(row.used) + 6, y + 14),
      bar(y + 18, length(row.left), { fill: '#ffffff', stroke: DARK }),
      label(String(row.left), LEFT_OF_BARS + length(row.left) + 6, y + 32),
    ];
  });
  const key = [
    element('rect', { x: LEFT_OF_BARS, y: 4, width: 14, height: 14, fill: BLUE }),
    label('used', LEFT_OF_BARS + 20, 16),
    element('rect', { x: LEFT_OF_BARS + 80, y: 4, width: 14, height: 14, fill: '#ffffff', stroke: DARK }),
    label('left', LEFT_OF_BARS + 100, 16),
  ];
  const height = 40 + rows.length * ROW_HEIGHT;
  return [
    {
      ...{ id: 'days-by-region', title, sentence },
      svg: picture({ width: WIDTH, height }, `${title}. ${sentence}`, ...key, ...bars),
      head: ['Region', 'Days used', 'Days left'],
      rows: rows.map((row) => [row.region, row.used, row.left]),
    },
  ];
}

function bar(y: number, width: number, colours: { readonly fill: string; readonly stroke: string }): string {
  return element('rect', { x: LEFT_OF_BARS, y: tenth(y), width: tenth(width), height: 15, ...colours });
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
  const place = scaleLinear(
    [0, Math.max(1, ...rows.flatMap((row) => [row.before, row.after]))],
    [LEFT_OF_BARS, WIDTH - 30],
  );
  const dots = rows.flatMap((row, at) => {
    const y = 56 + at * 30;
    const [from, to] = [tenth(place(row.before)), tenth(place(row.after))];
    return [
      label(row.region, LEFT_OF_BARS - 14, y + 5, { anchor: 'end' }),
      element('line', { x1: from, x2: to, y1: y, y2: y, stroke: GREY, 'stroke-width': 4 }),
      element('circle', { cx: from, cy: y, r: 7, fill: '#ffffff', stroke: DARK, 'stroke-width': 2 }),
      element('circle', { cx: to, cy: y, r: 5, fill: BLUE }),
    ];
  });
  const key = [
    element('circle', {
      cx: LEFT_OF_BARS + 7,
      cy: 14,
      r: 7,
      fill: '#ffffff',
      stroke: DARK,
      'stroke-width': 2,
    }),
    label(short(names[0]), LEFT_OF_BARS + 22, 19),
    element('circle', { cx: LEFT_OF_BARS + 257, cy: 14, r: 5, fill: BLUE }),
    label(short(names[1]), LEFT_OF_BARS + 270, 19),
  ];
  const size = { width: WIDTH, height: 60 + rows.length * 30 };
  return [
    {
      ...{ id: 'coverage-by-region', title, sentence },
      svg: picture(size, `${title}. ${sentence}`, ...key, ...dots),
      head: ['Region', names[0], names[1], 'Difference'],
      rows: rows.map((row) => [row.region, row.before, row.after, signed(row.after - row.before)]),
    },
  ];
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
