import type { EntityManager } from 'typeorm';
import type { RunInsight } from '../../domain/planning/index.js';

/** Cases written with one statement. */
const BATCH = 500;

/** Stored once a run, with its result. */
export async function insertInsight(
  manager: EntityManager,
  runId: string,
  insight: RunInsight,
): Promise<void> {
  await manager.query(
    `INSERT INTO run_insight (run_id, leaders, regions) VALUES ($1, $2::jsonb, $3::jsonb)`,
    [runId, JSON.stringify(insight.leaders), JSON.stringify(insight.regions)],
  );
  for (let from = 0; from < insight.cases.length; from += BATCH) {
    await manager.query(
      `INSERT INTO run_case_insight (run_id, case_id, content)
       SELECT $1, one->>'case', one FROM jsonb_array_elements($2::jsonb) AS one`,
      [runId, JSON.stringify(insight.cases.slice(from, from + BATCH))],
    );
  }
}
