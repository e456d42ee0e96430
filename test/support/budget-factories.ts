import { DataSource } from 'typeorm';
import { type Candidate } from '../../libs/domain/candidates/index.js';
import { type Outcome, SYSTEM } from '../../libs/domain/kernel/index.js';
import { grantBudgets } from '../../libs/features/budgets/index.js';
import { insertProposals } from '../../libs/features/matches/index.js';
import { Database, dataSourceOptions } from '../../libs/platform/database/index.js';

export const OFFER = '2024-25';

/** The value of an outcome that must not be a refusal. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** Leaders with what they were granted, in half-days; 0: no grant at all. */
export async function addLeaders(
  source: DataSource,
  grants: Readonly<Record<string, number>>,
): Promise<void> {
  const refs = Object.keys(grants);
  await source.query(
    `INSERT INTO leader (ref, name) SELECT ref, 'Leader ' || ref FROM unnest($1::text[]) AS l (ref)`,
    [refs],
  );
  await new Database(source).transaction(SYSTEM, (manager) =>
    grantBudgets(
      manager,
      SYSTEM,
      refs.map((leaderRef) => ({
        ...{ offer: OFFER, leaderRef, halfDays: grants[leaderRef] ?? 0 },
        idempotencyKey: `test-grant:${leaderRef}`,
      })),
    ),
  );
}

/** The most engagements at once, by leader; null: as many as there are days for. */
export async function limitEngagements(
  source: DataSource,
  most: Readonly<Record<string, number | null>>,
): Promise<void> {
  await source.query(
    `INSERT INTO survey_answer (offer, leader_ref, facts)
     SELECT $1, key, jsonb_build_object('maxEngagements', value) FROM jsonb_each($2::jsonb)`,
    [OFFER, JSON.stringify(most)],
  );
}

/** Eligible cases of 4 half-days and priority 1, of one assessment. */
export async function addCases(source: DataSource, ...caseIds: readonly string[]): Promise<void> {
  await source.query(
    `WITH made AS (
       INSERT INTO assessment (offer, as_of, state, created_by) VALUES ($1, '2025-02-28', 'done', 'test') RETURNING id)
     INSERT INTO support_case (offer, case_id, name, priority, half_days, state, facts, assessment_id)
     SELECT $1, case_id, 'Case ' || case_id, 1, 4, 'eligible', '{}', made.id FROM made, unnest($2::text[]) AS c (case_id)`,
    [OFFER, caseIds],
  );
}

export async function caseStateOf(source: DataSource, caseId: string): Promise<string | undefined> {
  const rows = await source.query<{ state: string }[]>(`SELECT state FROM support_case WHERE case_id = $1`, [
    caseId,
  ]);
  return rows[0]?.state;
}

export interface ProposedPair {
  readonly leaderRef: string;
  readonly caseId: string;
  /** Default 4. */
  readonly halfDays?: number;
}

/** A solved run that proposes these pairs; returns its id. */
export async function addRun(source: DataSource, ...pairs: readonly ProposedPair[]): Promise<string> {
  const rows = await source.query<{ id: string }[]>(
    `INSERT INTO run (offer, label, state, params, snapshot_sha256, created_by)
     VALUES ($1, 'Test run', 'solved', '{}', '', 'test') RETURNING id`,
    [OFFER],
  );
  const runId = rows[0]?.id ?? '';
  await insertProposals(source.manager, { runId, offer: OFFER, matches: pairs.map(candidateOf) });
  return runId;
}

function candidateOf({ leaderRef, caseId, halfDays = 4 }: ProposedPair): Candidate {
  return {
    ...{ leaderRef, caseId, halfDays, distanceMetres: 16_093 },
    needsMet: ['quality-of-education'],
    needsMissed: [],
    score: { distance: 10_000, missedNeeds: 0, change: 0, total: 10_000 },
  };
}

/** Ids of a run's matches, by case. */
export async function matchIdsOf(
  source: DataSource,
  runId: string,
): Promise<Readonly<Record<string, string>>> {
  const rows = await source.query<{ id: string; case_id: string }[]>(
    `SELECT id, case_id FROM match WHERE run_id = $1`,
    [runId],
  );
  return Object.fromEntries(rows.map(({ id, case_id }) => [case_id, id]));
}

/** A proposal of one pair, in a run of its own; returns its id. */
export async function addMatch(source: DataSource, pair: ProposedPair): Promise<string> {
  return (await matchIdsOf(source, await addRun(source, pair)))[pair.caseId] ?? '';
}

/** Connections for races: on a busy machine the last of many waits for longer than a service would let it. */
export async function patientDataSource(url: string, poolSize: number): Promise<DataSource> {
  const options = dataSourceOptions({ url, entities: [], applicationName: 'race test', poolSize });
  const extra: unknown = options.extra;
  const patience = { connectionTimeoutMillis: 60_000, lock_timeout: 60_000, statement_timeout: 60_000 };
  return new DataSource({ ...options, extra: { ...(extra as object), ...patience } }).initialize();
}
