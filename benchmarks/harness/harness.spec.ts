import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { solveOnce } from '../../libs/domain/linear/index.js';
import type { Plan, Problem } from '../../libs/domain/planning/index.js';
import { loadHighsEngine } from '../../libs/engines/highs/index.js';
import { solveProblem } from '../../libs/solving/index.js';
import type { Answer, BenchmarkSolver } from './answer.js';
import { chosenPairs, compactModel, costsOfLeavingOut, mpsText } from './compact-model.js';
import type { Instance } from './instances.js';
import { judge } from './judge.js';
import { killAfter, nodeSolver } from './node-solver.js';
import { parseOptions } from './options.js';
import { CBC, GLPK } from './program-solvers.js';
import { machineText, reportText } from './report.js';
import { type Row, RowFile, runBenchmark } from './run-benchmark.js';
import { runProcess } from './run-process.js';

/** The best plan covers both of priority 1 and one of priority 2, for 11 points. */
const PROBLEM: Problem = {
  version: 1,
  leaders: [
    { id: 'K', days: 5 },
    { id: 'L', days: 8, maxEngagements: 2 },
  ],
  cases: [
    { id: 'A', days: 5 },
    { id: 'B', days: 5 },
    { id: 'C', days: 3, priority: 2 },
    { id: 'D', days: 3, priority: 2 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 4 },
    { leader: 'L', case: 'A', score: 1 },
    { leader: 'L', case: 'B', score: 5 },
    { leader: 'L', case: 'C', score: 2 },
    { leader: 'K', case: 'D', score: 0.5 },
  ],
};
const BEST = [
  ['K', 'A'],
  ['L', 'B'],
  ['L', 'C'],
] as const;

function toyInstance(cases = 4): Instance {
  return { name: 'toy', family: 'Toys', cases, days: 'mixed', known: null, problem: () => PROBLEM };
}

function solverNamed(name: string, answer: (problem: Problem) => Promise<Answer> | Answer): BenchmarkSolver {
  return {
    name,
    version: '1',
    about: 'a toy',
    mostCases: 10,
    attempt: async (problemFile) => ({
      kind: 'answered',
      answer: await answer(JSON.parse(readFileSync(problemFile, 'utf8')) as Problem),
      ...{ seconds: 0.1, cpuSeconds: 0.2 },
      peakMegabytes: null,
    }),
  };
}

const ours = solverNamed('leader-match', async (problem) => {
  const outcome = await solveProblem(problem, { engine: 'auto', timeLimitSeconds: 20, gap: 0, seed: 1 });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return { kind: 'plan', plan: outcome.value };
});
const highs = solverNamed('highs', async (problem) => {
  const compact = compactModel(problem);
  const outcome = solveOnce(await loadHighsEngine(), compact.model, {
    timeLimitSeconds: 20,
    relativeGap: 0,
    absoluteGap: 0,
    seed: 1,
    nodeLimit: null,
    start: null,
    onProgress: null,
  });
  if (outcome.kind !== 'optimal') throw new Error(outcome.kind);
  return { kind: 'pairs', pairs: chosenPairs(compact, outcome.values), bound: outcome.bound };
});

async function run(solvers: readonly BenchmarkSolver[], instance = toyInstance()): Promise<readonly Row[]> {
  return runBenchmark([instance], solvers, 20, new RowFile(null), () => undefined);
}

it('finds the planner and one compact model of one mind on a toy', async () => {
  const [own, other] = await run([ours, highs]);
  expect(own?.figures).toMatchObject({ covered: [2, 1], score: 11, gap: 0 });
  expect(own?.figures?.planBounds).toEqual({ coverage: [2, 1], score: 11, gap: 0 });
  expect(other?.figures).toMatchObject({ covered: [2, 1], score: 11, weighted: own?.figures?.weighted });
});

describe('a solver that lies is caught', () => {
  const pairs = (...chosen: readonly (readonly [string, string])[]): Answer => ({
    kind: 'pairs',
    pairs: chosen,
    bound: null,
  });

  it.each<[string, Answer, RegExp]>([
    ['about who may take a case', pairs(['K', 'B']), /no candidate/],
    ['about days', pairs(['K', 'A'], ['K', 'D']), /over-days/],
    ['about a case matched twice', pairs(['K', 'A'], ['L', 'A']), /case-matched-twice/],
    ['with a bound above its own plan', { kind: 'pairs', pairs: BEST, bound: 1e6 }, /bound .* above/],
  ])('%s', (_what, answer, why) => {
    expect(judge(PROBLEM, answer)).toEqual({ kind: 'rejected', why: expect.stringMatching(why) as string });
  });

  it('with a plan that claims a better score than its matches have', async () => {
    const [own] = await run([
      solverNamed('leader-match', async (problem) => {
        const outcome = await solveProblem(problem, {
          engine: 'auto',
          timeLimitSeconds: 20,
          gap: 0,
          seed: 1,
        });
        if (!outcome.ok) throw new Error(outcome.refusal.code);
        return { kind: 'plan', plan: { ...outcome.value, score: 9 } };
      }),
    ]);
    expect(own).toMatchObject({
      figures: null,
      why: expect.stringMatching(/^REJECTED: total-score-wrong/) as string,
    });
  });

  it('with a bound that another one beats, ours as well', async () => {
    const worse = await judgedPlan([BEST[0], BEST[1]], { status: 'optimal' });
    const rows = await run([
      highs,
      solverNamed('leader-match', () => ({ kind: 'plan', plan: worse })),
      solverNamed('other', () => ({ kind: 'pairs', pairs: [BEST[0]], bound: 200 })),
    ]);
    expect(rows.map((row) => row.why)).toEqual([
      null,
      'REJECTED: highs has a plan better than its bound',
      'REJECTED: highs has a plan better than its bound',
    ]);
  });
});

/** A sound plan of these matches that claims that nothing better exists. */
async function judgedPlan(
  pairs: readonly (readonly [string, string])[],
  claim: Partial<Plan>,
): Promise<Plan> {
  const only: Problem = {
    ...PROBLEM,
    candidates: PROBLEM.candidates.filter((one) =>
      pairs.some(([leader, caseId]) => one.leader === leader && one.case === caseId),
    ),
  };
  const outcome = await solveProblem(only, { engine: 'auto', timeLimitSeconds: 20, gap: 0, seed: 1 });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return { ...outcome.value, ...claim };
}

it('tells an instance that is too large for a solver, and a process that fails', async () => {
  const failing = nodeSolver({ name: 'x', version: '1', about: '', mostCases: 10 }, '/no/such/script.js');
  const tooLarge = await run([ours], toyInstance(11));
  const failed = await run([failing]);
  expect(tooLarge).toMatchObject([{ figures: null, why: 'not run above 10 cases' }]);
  expect(failed).toMatchObject([{ figures: null, why: expect.stringContaining('Error') as string }]);
  expect(killAfter(20)).toBeGreaterThan(20);
});

it('gives a solver that is for one family nothing else, and counts what processes use of the processor', async () => {
  const elsewhere = { ...highs, onlyFamily: 'Others' };
  expect(
    (await run([elsewhere, { ...highs, name: 'here', onlyFamily: 'Toys' }])).map((row) => row.solver),
  ).toEqual(['here']);
  const busy = 'const end = Date.now() + 300; while (Date.now() < end) Math.sqrt(end);';
  const end = await runProcess(process.execPath, ['-e', busy], { folder: tmpdir(), killAfterSeconds: 60 });
  expect(end.exitCode).toBe(0);
  expect(end.cpuSeconds).toBeGreaterThan(0);
});

it('goes on where an earlier part left off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leader-match-bench-spec-'));
  try {
    const path = join(folder, 'rows.jsonl');
    await runBenchmark([toyInstance()], [highs], 20, new RowFile(path), () => undefined);
    const said: string[] = [];
    const rows = await runBenchmark([toyInstance()], [highs, ours], 20, new RowFile(path), (line) => {
      said.push(line);
    });
    expect(said).toEqual([expect.stringMatching(/^toy leader-match: covers 2 \+ 1/)]);
    expect(rows.map((row) => row.solver)).toEqual(['highs', 'leader-match']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('writes what it found, losses named', async () => {
  const rows = (await run([ours, highs])).map((row) => ({ ...row, cases: 400 }));
  const text = reportText(rows, [ours, highs], 'a machine');
  expect(text).toContain('Machine: a machine. Time limit for each solve: 20 s.');
  expect(text).toMatch(
    /\| toy +\| \*\*leader-match\*\* \| 2 \+ 1 +\| 11 +\| best \| 0 +\| 0 +\| 0\.1 +\| 0\.2 +\| - +\|/,
  );
  expect(text).toContain('- National: 0 of 150 instances\n');
  expect(text).toContain('- highs: 1 of these 1\n');
  expect(text).toContain('no worse a plan than any other solver on 1 of 1 instances.');
  const [own, other] = rows;
  if (own?.figures == null || other === undefined) throw new Error('no rows');
  const lost = reportText(
    [{ ...own, figures: { ...own.figures, score: 12 } }, other],
    [ours, highs],
    'a machine',
  );
  expect(lost).toContain('on 0 of 1 instances; worse on toy (by highs).');
});

it('says of the machine what it is told besides', () => {
  const { note } = parseOptions(['--note', 'Two lists side by side.']);
  expect(machineText(note)).toMatch(/ over the last quarter of an hour\. Two lists side by side$/);
  expect(machineText(parseOptions([]).note)).toMatch(/ over the last quarter of an hour$/);
});

it('weighs a case left out above what its days could serve otherwise', () => {
  expect([...costsOfLeavingOut(PROBLEM)]).toEqual([
    [2, 50],
    [1, 150],
  ]);
});

it('writes the compact model in fixed columns', () => {
  const lines = mpsText(compactModel(PROBLEM).model).split('\n');
  expect(lines).toContain(' E  r1');
  expect(lines).toContain(' L  r5');
  expect(lines).toContain('    x1        cost      4');
  expect(lines).toContain('    x1        r5        5');
  expect(lines).toContain(' UP bound     x9        1');
});

it('reads what CBC leaves behind', () => {
  const text =
    'Optimal - objective value 61.00000000\n      0 x1         1            4\n      2 x3    1   5\n';
  expect([...(CBC.values(text) ?? [])]).toEqual([
    [0, 1],
    [2, 1],
  ]);
  expect(CBC.values('Infeasible - objective value 0\n')).toBeNull();
  expect(CBC.bound('Result - Optimal solution found\n\nObjective value:                61.00000000\n')).toBe(
    61,
  );
  expect(CBC.bound('Result - Stopped on time limit\nLower bound:                    58.25\n')).toBeCloseTo(
    58.249,
    4,
  );
  expect(CBC.bound('nothing')).toBeNull();
});

it('reads what GLPK leaves behind', () => {
  const text = 'c Problem:\ns mip 8 9 o 61\ni 1 1\nj 1 1\nj 2 0\nj 3 1\n';
  expect(GLPK.values(text)?.get(2)).toBe(1);
  expect(GLPK.values('s mip 8 9 u 0\n')).toBeNull();
  expect(GLPK.bound('+ 12: mip =  6.1e+01 >=  5.8e+01   5.0%\n+ 15: mip = 6.1e+01 >= 6.0e+01')).toBeCloseTo(
    59.999,
    5,
  );
});

it('reads its options, and refuses those that make no sense', () => {
  expect(parseOptions(['--sizes', '120,400', '--or-library', 'none'])).toMatchObject({
    sizes: [120, 400],
    ratios: [0.8, 1, 1.3],
    orLibrary: [],
    only: [],
    out: 'docs/benchmarks.md',
  });
  expect(() => parseOptions(['--sizes', 'many'])).toThrow('--sizes: many is not a number above 0');
  expect(() => parseOptions(['--days', 'odd'])).toThrow('--days: odd is neither equal nor mixed');
});
