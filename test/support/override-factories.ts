import type { DataSource } from 'typeorm';
import { DEFAULT_RUN_PARAMS } from '../../libs/domain/candidates/index.js';
import type { Actor } from '../../libs/domain/kernel/index.js';
import type { StoredAnswer } from '../../libs/features/survey/index.js';
import { addRun, OFFER, type ProposedPair } from './budget-factories.js';
import { addAnswers, addAssessedCases, answerWith, casesNamed } from './run-factories.js';

export const REVIEWER: Actor = { id: 'test-reviewer', roles: ['reviewer'] };
export const DIRECTOR: Actor = { id: 'test-director', roles: ['reviewer'] };

/** A reason as every decision needs one. */
export const REASON = { reasonCode: 'local-knowledge', reason: 'They know the area.' } as const;

/** `school-c000`, `school-c001` ...: each of four half-days, north of Leeds. */
export const caseAt = (index: number): string => `school-c${String(index).padStart(3, '0')}`;

/** An assessed offer with `cases` cases and these leaders, who live in Leeds. */
export async function addRound(
  source: DataSource,
  cases: number,
  leaders: Readonly<Record<string, Partial<StoredAnswer>>>,
): Promise<void> {
  await addAssessedCases(source, casesNamed('c', cases));
  await addAnswers(
    source,
    Object.fromEntries(Object.entries(leaders).map(([ref, changes]) => [ref, answerWith(changes)])),
  );
}

/** A solved run over all cases of the offer that proposes these pairs; returns its id. */
export async function addSolvedRun(source: DataSource, ...pairs: readonly ProposedPair[]): Promise<string> {
  const runId = await addRun(source, ...pairs);
  await source.query(
    `UPDATE run SET params = $2::jsonb, summary = jsonb_build_object('coverage', jsonb_build_array(jsonb_build_object(
       'priority', 1, 'cases', (SELECT count(*) FROM support_case WHERE offer = $3), 'covered', $4::integer, 'bound', 9)))
      WHERE id = $1`,
    [runId, JSON.stringify(DEFAULT_RUN_PARAMS), OFFER, pairs.length],
  );
  return runId;
}

/** The matches of a run: case, leader, state, by whom; superseded ones too, in the order of case and making. */
export async function matchesOf(source: DataSource, runId: string): Promise<readonly string[]> {
  const rows = await source.query<{ line: string }[]>(
    `SELECT case_id || ' ' || leader_ref || ' ' || state || ' ' || origin AS line
       FROM match WHERE run_id = $1 ORDER BY case_id, created_at, state DESC`,
    [runId],
  );
  return rows.map(({ line }) => line);
}

/** The open match of a case in a run. */
export async function openMatchOf(source: DataSource, runId: string, caseId: string): Promise<string> {
  const rows = await source.query<{ id: string }[]>(
    `SELECT id FROM match WHERE run_id = $1 AND case_id = $2 AND state IN ('proposed','published','accepted')`,
    [runId, caseId],
  );
  return rows[0]?.id ?? '';
}

/** What the ledger has left for a leader, in half-days. */
export async function daysLeftOf(source: DataSource, leaderRef: string): Promise<number> {
  const rows = await source.query<{ left: number }[]>(
    `SELECT coalesce(sum(e.delta_half_days), 0)::integer AS left FROM ledger_entry e
       JOIN leader_budget b ON b.id = e.budget_id WHERE b.leader_ref = $1`,
    [leaderRef],
  );
  return rows[0]?.left ?? 0;
}

export async function auditCount(source: DataSource, action: string): Promise<number> {
  const rows = await source.query<{ count: number }[]>(
    `SELECT count(*)::integer AS count FROM audit_event WHERE action = $1`,
    [action],
  );
  return rows[0]?.count ?? 0;
}
