import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadHighsEngine } from '../../engines/highs/index.js';
import { javascriptLpEngine } from '../../engines/javascript-lp/index.js';
import type { LinearEngine } from '../linear/index.js';
import { type CoverageLevel, checkPlan, makePlan, parseProblem, type Plan, type Remedy } from './index.js';

interface NamedCase {
  readonly name: string;
  readonly problem: unknown;
  readonly expected: {
    readonly status: Plan['status'];
    readonly coverage: readonly CoverageLevel[];
    readonly score: number;
    readonly largestShare?: number;
    /** `leader-case`. */
    readonly matches?: readonly string[];
    readonly conflict?: readonly string[];
    /** By case; only the cases named are compared. */
    readonly reasons?: Readonly<Record<string, string>>;
    readonly remedies?: Readonly<Record<string, Remedy>>;
  };
}

const CASES = JSON.parse(readFileSync(join(__dirname, 'cases/small.json'), 'utf8')) as NamedCase[];
const ANY_SIZE = { mixedDaysCases: Infinity, equalDaysPairs: Infinity };
const engines: Record<string, LinearEngine> = { 'javascript-lp-solver': javascriptLpEngine() };

beforeAll(async () => {
  engines['highs'] = await loadHighsEngine();
});

function solved(name: string, problem: unknown): Plan {
  const parsed = parseProblem(problem);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  const engine = engines[name];
  if (engine === undefined) throw new Error(`no engine ${name}`);
  const outcome = makePlan(
    parsed.value,
    { engine: name, timeLimitSeconds: 60, gap: 0, seed: 1 },
    {
      engines: [{ engine, preferredUpTo: ANY_SIZE, refusedBeyond: ANY_SIZE }],
      secondsElapsed: () => 0,
      onProgress: () => undefined,
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  expect(checkPlan(parsed.value, outcome.value)).toEqual([]);
  return outcome.value;
}

describe.each(['javascript-lp-solver', 'highs'])('with %s', (engine) => {
  it.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, { problem, expected }) => {
    const plan = solved(engine, problem);
    const pairs = (list: readonly { leader: string; case: string }[] | undefined) =>
      list?.map((pair) => `${pair.leader}-${pair.case}`);
    const { status, coverage, score, largestShare } = plan;
    const said = Object.fromEntries(plan.uncovered.map((one) => [one.case, one]));
    expect({
      status,
      coverage,
      score,
      matches: pairs(plan.matches)?.sort(),
      conflict: pairs(plan.conflict),
      largestShare,
    }).toMatchObject({
      status: expected.status,
      coverage: expected.coverage,
      score: expected.score,
      ...(expected.matches ? { matches: expected.matches } : {}),
      ...(expected.conflict ? { conflict: expected.conflict } : {}),
      ...(expected.largestShare === undefined ? {} : { largestShare: expected.largestShare }),
    });
    for (const [id, reason] of Object.entries(expected.reasons ?? {})) {
      expect(said[id]?.reason).toBe(reason);
    }
    for (const [id, remedy] of Object.entries(expected.remedies ?? {})) {
      expect(said[id]?.facts?.['remedy']).toEqual(remedy);
    }
  });
});
