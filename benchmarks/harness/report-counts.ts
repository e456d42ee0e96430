import { comparePlans } from './judge.js';
import type { Row } from './run-benchmark.js';

/** The planner's own name in the tables. */
export const OWN = 'leader-match';
/** From this size on the planner claims never to be worse. */
const CLAIMED_FROM = 400;
/** From this size on, with mixed days, it claims a gap ten times smaller. */
const SMALL_GAP_FROM = 1200;

/** The whole set: five sizes, three ratios, two kinds of days, five seeds; and the OR-Library's gap1-12 and gapa-d. */
const WHOLE_SET = { National: 150, 'OR-Library': 84 } as const;

/** How much of the whole set stands in these rows, so that nobody takes a part for all of it. */
export function notRunText(rows: readonly Row[], solvers: readonly string[]): string {
  const of = (some: readonly Row[]): number => new Set(some.map((row) => row.instance)).size;
  const sets = Object.entries(WHOLE_SET).map(([family, all]) => {
    const own = rows.filter((row) => row.family.startsWith(family));
    const sizes = [...new Set(own.map((row) => row.cases))].sort((a, b) => a - b);
    return `- ${family}: ${of(own)} of ${all} instances${own.length === 0 ? '' : ` (${sizes.join(', ')} cases)`}`;
  });
  const each = solvers.map((name) => {
    const own = rows.filter((row) => row.solver === name && row.seconds !== null);
    return `- ${name}: ${of(own)} of these ${of(rows)}`;
  });
  return [...sets, ...each].join('\n');
}

/** What was claimed and what came of it, losses named one by one. */
export function countsText(rows: readonly Row[]): string[] {
  const instances = [...new Set(rows.map((row) => row.instance))];
  const national = rows.filter((row) => row.family.startsWith('National'));
  return [
    ...proven(rows),
    ...neverWorse(
      `From ${CLAIMED_FROM} cases on`,
      instances,
      rows.filter((row) => row.cases >= CLAIMED_FROM),
    ),
    ...neverWorse(
      'On smaller ones',
      instances,
      rows.filter((row) => row.cases < CLAIMED_FROM),
    ),
    ...smallerGaps(
      instances,
      national.filter((row) => row.days === 'mixed' && row.cases >= SMALL_GAP_FROM),
    ),
    ...rejected(rows),
  ];
}

function proven(rows: readonly Row[]): string[] {
  const own = rows.filter((row) => row.solver === OWN && row.figures !== null);
  const families = [...new Set(own.map((row) => row.family))];
  return families.map((family) => {
    const all = own.filter((row) => row.family === family);
    const open = all.filter((row) => !isProven(row)).map((row) => row.instance);
    const missed = all.filter((row) => row.known !== null && row.figures?.score !== row.known);
    return [
      `${family}: proven optimal on ${all.length - open.length} of ${all.length}`,
      open.length === 0 || open.length > 30 ? '' : `; open: ${open.join(', ')}`,
      missed.length === 0 ? '' : `; above the best known: ${missed.map((row) => row.instance).join(', ')}`,
      '.',
    ].join('');
  });
}

function isProven(row: Row): boolean {
  const bounds = row.figures?.planBounds;
  if (row.figures === null || bounds === undefined || bounds === null) return false;
  return bounds.gap === 0 && bounds.coverage.every((bound, level) => bound === row.figures?.covered[level]);
}

function neverWorse(which: string, instances: readonly string[], rows: readonly Row[]): string[] {
  let compared = 0;
  const lost = instances.flatMap((instance) => {
    const own = ownOf(rows, instance);
    const others = othersOf(rows, instance);
    if (own === undefined || others.length === 0) return [];
    compared += 1;
    const better = others.filter((row) => own.figures === null || isBetter(row, own));
    return better.length === 0 ? [] : [`${instance} (by ${better.map((row) => row.solver).join(', ')})`];
  });
  if (compared === 0) return [];
  return [
    `${which}, at equal time: no worse a plan than any other solver on ${compared - lost.length} of ${compared} instances${
      lost.length === 0 ? '.' : `; worse on ${lost.join(', ')}.`
    }`,
  ];
}

function isBetter(row: Row, own: Row): boolean {
  return row.figures !== null && own.figures !== null && comparePlans(row.figures, own.figures) > 0;
}

function smallerGaps(instances: readonly string[], rows: readonly Row[]): string[] {
  let compared = 0;
  const missed = instances.flatMap((instance) => {
    const own = ownOf(rows, instance)?.figures?.gap;
    const gaps = othersOf(rows, instance).flatMap((row) => row.figures?.gap ?? []);
    if (own === undefined || own === null || gaps.length === 0) return [];
    compared += 1;
    const least = Math.min(...gaps);
    return own * 10 <= least ? [] : [`${instance} (${(least / own).toFixed(1)} times)`];
  });
  if (compared === 0) return [];
  return [
    `Mixed days from ${SMALL_GAP_FROM} cases on: a gap at least ten times smaller than the best other one on ${compared - missed.length} of ${compared} instances${
      missed.length === 0 ? '.' : `; not on ${missed.join(', ')}.`
    }`,
  ];
}

function rejected(rows: readonly Row[]): string[] {
  const claims = rows.filter((row) => row.why?.startsWith('REJECTED') === true);
  return claims.length === 0
    ? ['No plan and no bound was found to be false.']
    : [`False claims: ${claims.map((row) => `${row.solver} on ${row.instance}`).join(', ')}.`];
}

function ownOf(rows: readonly Row[], instance: string): Row | undefined {
  return rows.find((row) => row.instance === instance && row.solver === OWN);
}

function othersOf(rows: readonly Row[], instance: string): readonly Row[] {
  return rows.filter(
    (row) => row.instance === instance && !row.solver.startsWith(OWN) && row.figures !== null,
  );
}
