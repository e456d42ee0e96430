import type { EntityManager } from 'typeorm';
import { DEFAULT_RUN_PARAMS } from '../libs/domain/candidates/index.js';
import { SYSTEM } from '../libs/domain/kernel/index.js';
import { grantBudgets } from '../libs/features/budgets/index.js';
import { insertProposals } from '../libs/features/matches/index.js';
import type { Database } from '../libs/platform/database/index.js';
import { ROUND_OFFER } from './national-round.repository.js';

/** So long is every match. */
const HALF_DAYS = 4;

export interface ProposedMatch {
  readonly runId: string;
  readonly matchId: string;
}

/** A leader whose days are enough for `matches` matches. */
export async function grantFor(database: Database, leaderRef: string, matches: number): Promise<void> {
  await database.transaction(SYSTEM, (manager) =>
    grantBudgets(manager, SYSTEM, [
      {
        ...{ offer: ROUND_OFFER, leaderRef, halfDays: matches * HALF_DAYS },
        idempotencyKey: `benchmark:${leaderRef}:${String(matches)}`,
      },
    ]),
  );
}

/** A solved run that proposes one pair. */
export async function proposePair(
  database: Database,
  leaderRef: string,
  caseId: string,
): Promise<ProposedMatch> {
  return database.transaction(SYSTEM, async (manager) => {
    const runId = await solvedRun(manager);
    const pair = {
      ...{ leaderRef, caseId, halfDays: HALF_DAYS, distanceMetres: 16_093 },
      ...{ needsMet: ['quality-of-education'] as const, needsMissed: [] },
      score: { distance: 10_000, missedNeeds: 0, change: 0, total: 10_000 },
    };
    await insertProposals(manager, { runId, offer: ROUND_OFFER, matches: [pair] });
    return { runId, matchId: await openMatch(manager, runId) };
  });
}

/** The match of a run with one case that stands now: a changed one is another. */
export async function openMatch(manager: EntityManager, runId: string): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `SELECT id FROM match WHERE run_id = $1 AND state IN ('proposed','published')`,
    [runId],
  );
  if (row === undefined) throw new Error(`Run ${runId} has no open match`);
  return row.id;
}

async function solvedRun(manager: EntityManager): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO run (offer, label, state, params, snapshot_sha256, created_by, summary)
     VALUES ($1, 'Benchmark', 'solved', $2::jsonb, '', 'benchmark', '{"coverage":
       [{"priority": 1, "cases": 1, "covered": 1, "bound": 1}, {"priority": 2, "cases": 1, "covered": 1, "bound": 1}]}')
     RETURNING id`,
    [ROUND_OFFER, JSON.stringify(DEFAULT_RUN_PARAMS)],
  );
  return row?.id ?? '';
}
