import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import {
  type ComparedSide,
  comparePlans,
  type MeasuredMatch,
  planMetrics,
} from '../../../libs/domain/planning/index.js';
import type { RunSnapshot } from '../../../libs/domain/candidates/index.js';
import { haveSameParameters, pairJudge } from '../../../libs/features/runs/figures.js';
import { compareSentence } from '../../../libs/wording/index.js';
import { fileSystemReason } from './output-folder.js';
import type { Comparison } from './comparison-lines.js';

const plan = z.object({
  matches: z.array(z.object({ leader: z.string(), case: z.string(), days: z.number(), score: z.number() })),
  coverage: z.array(z.object({ priority: z.number(), cases: z.number() })),
  score: z.number(),
});
type ReadPlan = z.infer<typeof plan>;
/** Written by `match` itself: that it is one of ours is all that is looked at. */
const snapshot = z.looseObject({
  version: z.literal(1),
  params: z.looseObject({}),
  cases: z.array(z.looseObject({ caseId: z.string() })),
  leaders: z.array(z.looseObject({ leaderRef: z.string() })),
});
type Row = Readonly<Record<string, string>>;

/** One output folder of `match`, or why it is none. */
interface Folder {
  readonly plan: ReadPlan;
  readonly matches: readonly Row[];
  readonly uncovered: readonly Row[];
  readonly leaders: readonly Row[];
  readonly decisions: readonly Row[];
  /** What the plan was made from; null: the folder was written before that was kept. */
  readonly snapshot: RunSnapshot | null;
}

/** What the two folders say; a text: why one of them cannot be used. */
export async function compareFolders(a: string, b: string): Promise<Comparison | string> {
  const [first, second] = [await readFolder(a), await readFolder(b)];
  if (typeof first === 'string') return first;
  if (typeof second === 'string') return second;
  const names = new Map([...namesIn(first), ...namesIn(second)]);
  return {
    a: { label: a, metrics: metricsOf(first) },
    b: { label: b, metrics: metricsOf(second) },
    cases: comparePlans(sideOf(first), sideOf(second), areMadeAlike(first, second)).map((row) => ({
      ...{ caseId: row.case, name: names.get(row.case) ?? row.case, kind: row.kind, priority: row.priority },
      ...{ leaderBefore: row.before, leaderAfter: row.after, reason: row.reason },
      why: compareSentence(row),
    })),
  };
}

async function readFolder(folder: string): Promise<Folder | string> {
  try {
    const read = async (name: string): Promise<readonly Row[]> =>
      parse(await readFile(join(folder, name), 'utf8'), { columns: true, bom: true });
    const json: unknown = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8'));
    const parsed = plan.safeParse(json);
    if (!parsed.success) return `${join(folder, 'plan.json')} is not a plan`;
    return {
      plan: parsed.data,
      matches: await read('matches.csv'),
      uncovered: await read('uncovered.csv'),
      leaders: await read('leaders.csv'),
      decisions: await read('decisions.csv'),
      snapshot: await readSnapshot(join(folder, 'run.json')),
    };
  } catch (error) {
    const reason = fileSystemReason(error) ?? (error instanceof Error ? error.message : String(error));
    return `${folder} is not an output folder of "leader-match match": ${reason}`;
  }
}

async function readSnapshot(path: string): Promise<RunSnapshot | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return null;
  }
  const json: unknown = JSON.parse(text);
  if (!isSnapshot(json)) throw new Error(`${path} is not what a run was made from`);
  return json;
}

function isSnapshot(json: unknown): json is RunSnapshot {
  return snapshot.safeParse(json).success;
}

function casesOf({ uncovered, decisions, plan: made }: Folder): ComparedSide['cases'] {
  const cases = new Map(
    decisions
      .filter((row) => (row['case_id'] ?? '') !== '')
      .map((row) => [row['case_id'] ?? '', { days: Number(row['days']), priority: Number(row['priority']) }]),
  );
  const inPlan = new Set([
    ...made.matches.map((match) => match.case),
    ...uncovered.map((row) => row['case_id'] ?? ''),
  ]);
  return new Map([...cases].filter(([id]) => inPlan.has(id)));
}

function sideOf(folder: Folder): ComparedSide {
  return {
    plan: folder.plan,
    leaders: new Map(
      folder.leaders.map((row) => [row['leader_ref'] ?? '', { days: Number(row['days_offered']) }]),
    ),
    cases: casesOf(folder),
    pair: folder.snapshot === null ? () => null : pairJudge(folder.snapshot),
    isPinned: () => false,
  };
}

function metricsOf(folder: Folder): Comparison['a']['metrics'] {
  const cases = casesOf(folder);
  const told = new Map(folder.matches.map((row) => [row['case_id'] ?? '', row]));
  const measured = folder.plan.matches.map((match): MeasuredMatch => {
    const row = told.get(match.case);
    return {
      ...{ leader: match.leader, days: match.days, score: match.score },
      priority: cases.get(match.case)?.priority ?? 1,
      distanceMiles: row === undefined ? null : Number(row['distance_miles']),
      needsMissed: row === undefined ? null : (row['needs_missed'] ?? '').split(';').filter(Boolean).length,
    };
  });
  const days = folder.leaders.map((row): [string, number] => [
    row['leader_ref'] ?? '',
    Number(row['days_offered']),
  ]);
  return planMetrics([...cases.values()], measured, new Map(days));
}

function namesIn({ matches, uncovered }: Folder): readonly [string, string][] {
  return [...matches, ...uncovered].map((row) => [row['case_id'] ?? '', row['name'] ?? '']);
}

/** Without its settings a folder shows by scores that differ for the same pair that others were used. */
function areMadeAlike(a: Folder, b: Folder): boolean {
  if (a.snapshot === null || b.snapshot === null) return haveSameScores(a, b);
  return haveSameParameters(a.snapshot.params, b.snapshot.params);
}

function haveSameScores(a: Folder, b: Folder): boolean {
  const scores = new Map(a.plan.matches.map((match) => [`${match.leader}\n${match.case}`, match.score]));
  return b.plan.matches.every((match) => {
    const before = scores.get(`${match.leader}\n${match.case}`);
    return before === undefined || before === match.score;
  });
}
