import { cpus, loadavg, totalmem, type } from 'node:os';
import type { BenchmarkSolver } from './answer.js';
import { comparePlans } from './judge.js';
import { countsText, notRunText, OWN } from './report-counts.js';
import type { Row } from './run-benchmark.js';

/** @param note what else is to be known of it, in sentences; or empty */
export function machineText(note: string): string {
  const [cpu] = cpus();
  const load = (loadavg()[2] ?? 0).toFixed(1);
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory} GB, ${type()}, Node ${process.version}, load ${load} over the last quarter of an hour${note === '' ? '' : `. ${note.replace(/\.$/, '')}`}`;
}

/** The document: what was measured and how, where we stand, and every row. */
export function reportText(
  rows: readonly Row[],
  solvers: readonly Omit<BenchmarkSolver, 'attempt'>[],
  machine: string,
): string {
  const present = new Set(rows.map((row) => row.solver));
  const limits = [...new Set(rows.map((row) => row.timeLimitSeconds))].sort((a, b) => a - b);
  return `${[
    '# Benchmarks',
    'Written by `npm run bench`; do not edit. Options: `npm run bench -- --help`.',
    `Machine: ${machine}. Time limit for each solve: ${limits.join(' or ')} s. Every solve has a process of its own, one after the other; the planner runs in one thread. Limits and seconds are by the clock: a load above the number of cores means that every solver had less of the machine than its seconds say.`,
    '## Solvers',
    table(
      ['Solver', 'Version', 'What it is given'],
      solvers.filter((one) => present.has(one.name)).map((one) => [one.name, one.version, one.about]),
    ),
    '## How to read the tables',
    HOW_TO_READ,
    '## Where we stand',
    ...countsText(rows),
    '## How much of the whole set was run',
    notRunText(rows, [...present]),
    ...familyTables(rows),
  ].join('\n\n')}\n`;
}

const HOW_TO_READ = `- **Covered**: cases covered by priority, best first; in brackets the proven bound, where the planner leaves one open.
- **Plan**: \`best\` where no other plan in the table is better in the strict order of aims (coverage by priority, then score).
  Every plan is checked by code that made none of them; a claim that fails, or a bound that another plan beats, is \`REJECTED\`.
- **Gap**: of one weighted sum (a case left out costs ten times the dearest pair, more at better priorities), proven by the
  solver itself: (its sum - its bound) / its sum. The planner's is computed from its bounds for coverage and score in the
  same weights. \`-\`: it proves nothing.
- **Score gap**: the planner's own, among plans with the same coverage.
- **Seconds**: of the solve by the clock, model building included. **CPU s**: of the processor, all threads together; far
  below the seconds where others used the machine as well. **MB**: the most memory that the process held.
- National problems are fictional (\`benchmarks/national.ts\`): S cases, S / 2.5 leaders, at most 30 candidates a case; the
  ratio is days offered to days needed. Names: days-cases-ratio-seed. Islands: seven such regions that share nobody.`;

function familyTables(rows: readonly Row[]): string[] {
  const families = [...new Set(rows.map((row) => row.family))];
  return families.flatMap((family) => {
    const own = rows.filter((row) => row.family === family);
    const instances = [...new Set(own.map((row) => row.instance))];
    return [
      `## ${family}`,
      table(
        ['Instance', 'Solver', 'Covered', 'Score', 'Plan', 'Gap', 'Score gap', 'Seconds', 'CPU s', 'MB'],
        instances.flatMap((instance) => instanceLines(own.filter((row) => row.instance === instance))),
      ),
    ];
  });
}

function instanceLines(rows: readonly Row[]): string[][] {
  return rows.map((row) => {
    const spent = [seconds(row.seconds), seconds(row.cpuSeconds), row.peakMegabytes?.toFixed(0) ?? '-'];
    const { figures } = row;
    const name = row.solver === OWN ? `**${OWN}**` : row.solver;
    if (figures === null) return [row.instance, name, row.why ?? '', '', '', '', '', ...spent];
    const isBest = rows.every((other) => other.figures === null || comparePlans(figures, other.figures) >= 0);
    const bounds = figures.planBounds;
    return [
      row.instance,
      name,
      figures.covered
        .map((count, level) => {
          const bound = bounds?.coverage[level] ?? count;
          return bound === count ? String(count) : `${count} (${bound})`;
        })
        .join(' + '),
      figures.score.toFixed(3).replace(/\.?0+$/, ''),
      isBest ? 'best' : 'worse',
      figures.gap === null ? '-' : percent(figures.gap),
      bounds === null ? '' : percent(bounds.gap),
      ...spent,
    ];
  });
}

/** Undefined in rows of earlier runs. */
function seconds(value: number | null | undefined): string {
  return value?.toFixed(1) ?? '-';
}

/** Differences below what bounds are rounded to count as none. */
function percent(share: number): string {
  return share < 5e-9 ? '0' : `${(share * 100).toPrecision(2)} %`;
}

/** Columns padded as the formatter would pad them. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const cells = [head, ...lines].map((line) => line.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_cell, at) => Math.max(3, ...cells.map((line) => line[at]?.length ?? 0)));
  const lineOf = (line: readonly string[]): string =>
    `| ${widths.map((width, at) => (line[at] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = lineOf(widths.map((width) => '-'.repeat(width)));
  return cells.flatMap((line, at) => (at === 0 ? [lineOf(line), rule] : [lineOf(line)])).join('\n');
}
