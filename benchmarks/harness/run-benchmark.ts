import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchmarkSolver } from './answer.js';
import type { Instance } from './instances.js';
import { type Figures, isRefuted, judge } from './judge.js';

/** One solver on one instance. */
export interface Row {
  readonly instance: string;
  readonly family: string;
  readonly cases: number;
  readonly days: 'equal' | 'mixed';
  readonly known: number | null;
  readonly solver: string;
  readonly timeLimitSeconds: number;
  readonly seconds: number | null;
  /** Null also in rows of earlier runs, which did not count it. */
  readonly cpuSeconds: number | null;
  readonly peakMegabytes: number | null;
  /** Null: see `why`. */
  readonly figures: Figures | null;
  /** No plan, not given to the solver, or caught at a false claim. */
  readonly why: string | null;
}

/** The file of rows that a run in parts goes on with: one JSON object a line. */
export class RowFile {
  private readonly rows: Row[];

  constructor(private readonly path: string | null) {
    this.rows =
      path === null || !existsSync(path)
        ? []
        : readFileSync(path, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as Row);
  }

  has(instance: string, solver: string, timeLimitSeconds: number): boolean {
    return this.rows.some(
      (row) =>
        row.instance === instance && row.solver === solver && row.timeLimitSeconds === timeLimitSeconds,
    );
  }

  add(row: Row): void {
    this.rows.push(row);
    if (this.path !== null) appendFileSync(this.path, `${JSON.stringify(row)}\n`);
  }

  all(): readonly Row[] {
    return this.rows;
  }
}

/** Every solver on every instance, one after the other, each attempt judged as it comes in. */
export async function runBenchmark(
  instances: readonly Instance[],
  solvers: readonly BenchmarkSolver[],
  timeLimitSeconds: number,
  rows: RowFile,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  for (const instance of instances) {
    const missing = solvers.filter(
      ({ name, onlyFamily = instance.family }) =>
        onlyFamily === instance.family && !rows.has(instance.name, name, timeLimitSeconds),
    );
    if (missing.length === 0) continue;
    const folder = mkdtempSync(join(tmpdir(), 'leader-match-bench-'));
    try {
      const problem = instance.problem();
      const problemFile = join(folder, 'problem.json');
      writeFileSync(problemFile, JSON.stringify(problem));
      for (const solver of missing) {
        const attemptFolder = mkdtempSync(join(folder, 'attempt-'));
        const row = await oneRow(instance, solver, timeLimitSeconds, { problem, problemFile, attemptFolder });
        rows.add(row);
        say(lineOf(row));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return withoutRefuted(rows.all());
}

async function oneRow(
  instance: Instance,
  solver: BenchmarkSolver,
  timeLimitSeconds: number,
  given: { problem: ReturnType<Instance['problem']>; problemFile: string; attemptFolder: string },
): Promise<Row> {
  const { name, family, cases, days, known } = instance;
  const head = { instance: name, family, cases, days, known, solver: solver.name, timeLimitSeconds };
  const nothing = { ...head, seconds: null, cpuSeconds: null, peakMegabytes: null, figures: null };
  if (cases > solver.mostCases) return { ...nothing, why: `not run above ${solver.mostCases} cases` };
  const attempt = await solver.attempt(given.problemFile, given.attemptFolder, timeLimitSeconds);
  const { seconds, cpuSeconds, peakMegabytes } = attempt;
  const spent = { ...head, seconds, cpuSeconds, peakMegabytes };
  if (attempt.kind === 'no-answer') return { ...spent, figures: null, why: attempt.why };
  const verdict = judge(given.problem, attempt.answer);
  return verdict.kind === 'sound'
    ? { ...spent, figures: verdict.figures, why: null }
    : { ...spent, figures: null, why: `REJECTED: ${verdict.why}` };
}

/** A bound that another solver's checked plan beats is no bound: that row is told as a false claim, whoever made it. */
export function withoutRefuted(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => {
    const { figures } = row;
    if (figures === null) return row;
    const refuting = rows.find(
      (other) =>
        other.instance === row.instance && other.figures !== null && isRefuted(figures, other.figures),
    );
    return refuting === undefined
      ? row
      : { ...row, figures: null, why: `REJECTED: ${refuting.solver} has a plan better than its bound` };
  });
}

function lineOf(row: Row): string {
  const figures =
    row.figures === null
      ? (row.why ?? '')
      : `covers ${row.figures.covered.join(' + ')}, score ${row.figures.score}, gap ${row.figures.gap ?? 'none'}`;
  return `${row.instance} ${row.solver}: ${figures} (${row.seconds?.toFixed(1) ?? '-'} s, ${row.cpuSeconds?.toFixed(1) ?? '-'} s of the processor, ${row.peakMegabytes?.toFixed(0) ?? '-'} MB)`;
}
