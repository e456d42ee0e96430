import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../../libs/domain/planning/index.js';
import { folderOfTests } from '../../../test/support/cli-harness.js';
import { runCli } from './program.js';
import { registerSolveCommand } from './solve.command.js';

const folder = folderOfTests();

async function solve(args: readonly string[], errIsTerminal = false) {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    errIsTerminal,
  };
  const exit = await runCli(['solve', ...args], terminal, [registerSolveCommand]);
  return { exit, out, err };
}

function file(name: string, content: unknown): string {
  const path = join(folder.path, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const GOOD = {
  version: 1,
  leaders: [
    { id: 'K', days: 8 },
    { id: 'L', days: 5 },
  ],
  cases: [
    { id: 'A', days: 3 },
    { id: 'B', days: 5 },
    { id: 'C', days: 5, priority: 2 },
  ],
  candidates: [
    { leader: 'K', case: 'A', score: 1.25 },
    { leader: 'K', case: 'B', score: 2 },
    { leader: 'L', case: 'B', score: 1 },
    { leader: 'L', case: 'C', score: 4 },
  ],
};

/** Cases of mixed days, all in one component. */
function mixed(cases: number) {
  return {
    version: 1,
    leaders: [{ id: 'L', days: cases }],
    cases: Array.from({ length: cases }, (_, index) => ({ id: `C${index}`, days: 1 + (index % 2) })),
    candidates: Array.from({ length: cases }, (_, index) => ({
      leader: 'L',
      case: `C${index}`,
      score: index,
    })),
  };
}

it.each(['auto', 'highs', 'javascript-lp-solver'])('prints the plan that %s makes', async (engine) => {
  const run = await solve([file('good.json', GOOD), '--engine', engine, '--seed', '7']);
  expect(run).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(run.out)).toMatchObject({
    version: 1,
    status: 'optimal',
    coverage: [
      { priority: 1, cases: 2, covered: 2, bound: 2 },
      { priority: 2, cases: 1, covered: 1, bound: 1 },
    ],
    score: 7.25,
    scoreBound: 7.25,
    gap: 0,
    seed: 7,
  });
});

it('writes the plan to a file and says so, in words or as JSON', async () => {
  const out = join(folder.path, 'plan.json');
  const path = file('good.json', GOOD);
  const inWords = await solve([path, '--out', out]);
  expect(inWords).toMatchObject({ exit: 0, err: '' });
  expect(inWords.out).toMatch(/^optimal: 3 of 3 cases covered, score 7\.25 \(at least 7\.25\), by .* Wrote /);
  expect((JSON.parse(readFileSync(out, 'utf8')) as Plan).score).toBe(7.25);
  const asJson = await solve([path, '--out', out, '--json']);
  expect(JSON.parse(asJson.out)).toMatchObject({ exit: 0, out, status: 'optimal', score: 7.25 });
});

it('exits 0 with the smallest conflict when pins contradict each other', async () => {
  const pins = [
    { leader: 'K', case: 'B' },
    { leader: 'L', case: 'B' },
  ];
  const run = await solve([file('pins.json', { ...GOOD, pins })]);
  expect(run.exit).toBe(0);
  expect(JSON.parse(run.out)).toMatchObject({ status: 'infeasible', matches: [], conflict: pins });
});

it('lists every fault with its pointer on stderr, and prints no plan', async () => {
  const path = file('bad.json', {
    ...GOOD,
    leaders: [{ id: 'K', days: 1.3 }],
    pins: [{ leader: 'K', case: 'C' }],
  });
  const run = await solve([path]);
  expect(run).toMatchObject({ exit: 2, out: '' });
  expect(run.err.split('\n')).toEqual([
    `${path} cannot be solved: 4 faults.`,
    '  /leaders/0/days: must be in steps of half a day (is 1.3)',
    '  /candidates/2/leader: there is no leader "L"',
    '  /candidates/3/leader: there is no leader "L"',
    '  /pins/0: leader "K" with case "C" is pinned but is no candidate',
    '',
  ]);
});

it('lists them as JSON when asked', async () => {
  const run = await solve([file('bad.json', { ...GOOD, cases: {} }), '--json']);
  expect(run.exit).toBe(2);
  expect(run.err).toMatch(/cannot be solved/);
  expect((JSON.parse(run.out) as { faults: unknown[] }).faults[0]).toEqual({
    pointer: '/cases',
    code: 'not-an-array',
    facts: {},
    message: 'must be a list',
  });
});

it.each<[string, () => string, RegExp]>([
  ['a file that is not there', () => join(folder.path, 'none.json'), /cannot be read: ENOENT/],
  ['a folder', () => folder.path, /cannot be read: EISDIR/],
  ['half a document', () => file('half.json', '{"version": 1,'), /it is not JSON: /],
])('refuses %s', async (_what, path, message) => {
  const run = await solve([path()]);
  expect(run).toMatchObject({ exit: 2, out: '' });
  expect(run.err).toMatch(message);
});

it('reads a file that begins with a byte order mark', async () => {
  const run = await solve([file('bom.json', `\uFEFF${JSON.stringify(GOOD)}`)]);
  expect(run.exit).toBe(0);
});

it.each([
  ['--time-limit', '0'],
  ['--time-limit', 'soon'],
  ['--gap', '2'],
  ['--gap', '-0.1'],
  ['--seed', '1.5'],
  ['--seed', '99999999999'],
  ['--no-such-option', '1'],
])('refuses %s %s', async (option, value) => {
  const run = await solve([file('good.json', GOOD), option, value]);
  expect(run).toMatchObject({ exit: 2, out: '' });
  expect(run.err).not.toBe('');
});

it('refuses an engine there is not, and names those there are', async () => {
  const run = await solve([file('good.json', GOOD), '--engine', 'cplex']);
  expect(run.exit).toBe(2);
  expect(run.err).toMatch(/no engine "cplex": choose auto, javascript-lp-solver and highs/);
});

it('never gives javascript-lp-solver more than 25 connected cases of mixed days', async () => {
  const refused = await solve([file('mixed.json', mixed(26)), '--engine', 'javascript-lp-solver']);
  expect(refused).toMatchObject({ exit: 2, out: '' });
  expect(refused.err).toMatch(/never given more than 25 connected cases whose days differ \(here 26\)/);
  const auto = await solve([file('mixed.json', mixed(26))]);
  expect((JSON.parse(auto.out) as Plan).engine).toMatch(/\bhighs /);
});

it('makes the same plan again when asked to be deterministic', async () => {
  const path = file('mixed.json', mixed(26));
  const planned = async () => {
    const run = await solve([path, '--deterministic', '--time-limit', '1', '--seed', '3']);
    const { seconds: _seconds, ...plan } = JSON.parse(run.out) as Plan;
    return plan;
  };
  expect(await planned()).toEqual(await planned());
});

it('says why a plan cannot be written', async () => {
  const run = await solve([file('good.json', GOOD), '--out', join(folder.path, 'no', 'plan.json')]);
  expect(run.exit).toBe(2);
  expect(run.err).toMatch(/cannot be written to .*ENOENT/);
  expect(existsSync(join(folder.path, 'no'))).toBe(false);
});

it('draws a progress bar for a person only', async () => {
  const path = file('good.json', GOOD);
  expect((await solve([path], true)).err).toContain('[');
  expect((await solve([path, '--json'], true)).err).toBe('');
});

it('solves parts that share nobody on as many threads as it is told, to the same plan', async () => {
  const [one, two] = [join(folder.path, 'one.json'), join(folder.path, 'two.json')];
  const problem = file('parts.json', GOOD);
  expect((await solve([problem, '--deterministic', '--threads', '1', '--out', one])).exit).toBe(0);
  expect((await solve([problem, '--deterministic', '--threads', '2', '--out', two])).exit).toBe(0);
  const plan = (path: string): Plan => ({ ...(JSON.parse(readFileSync(path, 'utf8')) as Plan), seconds: 0 });
  expect(plan(two)).toEqual(plan(one));
  const bad = await solve([problem, '--threads', '0']);
  expect(bad).toMatchObject({
    exit: 2,
    err: expect.stringContaining('Write a whole number from 1 to 64.') as string,
  });
});
