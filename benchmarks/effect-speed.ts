/**
 * How long explanations and effects take once a run is solved: solves a fictional national problem, then explains every
 * case and asks for the effect of many changes, each alone; prints a table of milliseconds.
 *
 *   node dist/benchmarks/effect-speed.js [cases=1200] [ratio=1.0] [solve seconds=20] [times=40]
 *
 * The promises at 500 leaders and 1,200 cases: an explanation within 300 ms, an effect within 1 s. Exit 1 when one is broken.
 */
import { loadavg } from 'node:os';
import {
  alternativesFor,
  effectOfChanges,
  explainCase,
  explainRun,
  type Plan,
  type PlanChange,
  PlanState,
  type Problem,
} from '../libs/domain/planning/index.js';
import { smallSolve, solveProblem, solverEngines } from '../libs/solving/index.js';
import { nationalProblem } from './national.js';

const EXPLANATION_MS = 300;
const EFFECT_MS = 1000;
/** Points for giving a case another leader, as runs weigh it by default. */
const STABILITY = 10;

interface Timed {
  readonly what: string;
  readonly promisedMs: number | null;
  readonly clockMs: number[];
  readonly cpuMs: number[];
}

function timed(what: string, promisedMs: number | null, works: readonly (() => unknown)[]): Timed {
  const found: Timed = { what, promisedMs, clockMs: [], cpuMs: [] };
  for (const work of works) {
    const [startedMs, before] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(before);
    found.clockMs.push(performance.now() - startedMs);
    found.cpuMs.push((user + system) / 1000);
  }
  return found;
}

/** Of each kind `times`, spread evenly over the plan. */
function changesTo(problem: Problem, plan: Plan, times: number): ReadonlyMap<string, readonly PlanChange[]> {
  const spread = <T>(all: readonly T[]): readonly T[] =>
    all.filter((_one, index) => index % Math.max(1, Math.floor(all.length / times)) === 0).slice(0, times);
  const leaderOf = new Map(plan.matches.map((match) => [match.case, match.leader]));
  const others = problem.candidates.filter(
    (one) => leaderOf.has(one.case) && leaderOf.get(one.case) !== one.leader,
  );
  return new Map<string, readonly PlanChange[]>([
    [
      'a case taken from its leader',
      spread(plan.matches).map((one) => ({ kind: 'unassign', case: one.case })),
    ],
    [
      'a pair forbidden',
      spread(plan.matches).map((one) => ({ kind: 'forbid', leader: one.leader, case: one.case })),
    ],
    [
      'a case given to another',
      spread(others).map((one) => ({ kind: 'pin', leader: one.leader, case: one.case })),
    ],
  ]);
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return (sorted[at] ?? NaN).toFixed(1);
}

function print(rows: readonly Timed[]): void {
  console.log('| What | times | median ms | p95 ms | longest ms | median CPU ms | longest CPU ms |');
  console.log('| --- | --: | --: | --: | --: | --: | --: |');
  for (const { what, clockMs, cpuMs } of rows) {
    const cells = [quantile(clockMs, 0.5), quantile(clockMs, 0.95), quantile(clockMs, 1)];
    console.log(
      `| ${what} | ${String(clockMs.length)} | ${[...cells, quantile(cpuMs, 0.5), quantile(cpuMs, 1)].join(' | ')} |`,
    );
  }
}

async function main(): Promise<void> {
  const [cases = 1200, ratio = 1, seconds = 20, times = 40] = process.argv.slice(2).map(Number);
  const problem = nationalProblem({ seed: 1, cases, ratio, days: 'mixed' });
  const outcome = await solveProblem(problem, { engine: 'auto', timeLimitSeconds: seconds, gap: 0, seed: 1 });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const plan = outcome.value;
  const state = PlanState.of(problem, plan.matches);
  const indices = state.integers.cases.map((_one, index) => index);
  const solve = smallSolve(await solverEngines());
  const rows = [
    timed(
      'explain a match: the next five leaders',
      EXPLANATION_MS,
      indices
        .filter((index) => state.matchOf(index) !== undefined)
        .map((index) => () => alternativesFor(state, index)),
    ),
    timed(
      'explain an uncovered case: reasons and the nearest remedy',
      EXPLANATION_MS,
      state.uncovered().map((index) => () => explainCase(state, index, true)),
    ),
    timed('explain the whole run, once', null, [() => explainRun(problem, plan, () => null)]),
    ...[...changesTo(problem, plan, times)].map(([what, changes]) =>
      timed(
        `the effect of ${what}`,
        EFFECT_MS,
        changes.map((one) => () => effectOfChanges(problem, plan, [one], { stability: STABILITY }, solve)),
      ),
    ),
  ];
  const load = (loadavg()[0] ?? 0).toFixed(1);
  console.log(`${String(cases)} cases, ratio ${String(ratio)}, load ${load}; CPU: of this process.\n`);
  print(rows);
  const broken = rows.filter(({ promisedMs, cpuMs }) => cpuMs.some((own) => own > (promisedMs ?? Infinity)));
  for (const { what, promisedMs } of broken)
    console.log(`Over ${String(promisedMs)} ms of the processor: ${what}`);
  if (broken.length > 0) process.exitCode = 1;
}

await main();
