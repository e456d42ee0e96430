import type { EntityManager } from 'typeorm';
import type { CompletionRow } from './completion.entity.js';

/** A match ends once: the second row of a match is refused by the database. */
export async function insertCompletion(
  manager: EntityManager,
  completion: Readonly<Omit<CompletionRow, 'recordedAt'>>,
): Promise<void> {
  await manager.query(
    `INSERT INTO completion (match_id, outcome, report, ended_early_reason, delivered_half_days,
                             released_half_days, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[completion.matchId, completion.outcome, completion.report, completion.endedEarlyReason],
      ...[completion.deliveredHalfDays, completion.releasedHalfDays, completion.recordedBy],
    ],
  );
}
