import { Injectable } from '@nestjs/common';
import type { Actor } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { deleteOldEffects } from './run-effects.repository.js';

/** Long enough to decide by an answer; what was decided by one is kept with its decision. */
export const EFFECTS_KEPT_DAYS = 30;

/** Forgets questions about what changes would do to a run, and their answers, once nobody can be waiting for them. */
@Injectable()
export class PurgeEffects {
  constructor(private readonly database: Database) {}

  /** How many were forgotten. */
  async execute(actor: Actor): Promise<number> {
    return this.database.transaction(actor, async (manager) => {
      const rows = await deleteOldEffects(manager, EFFECTS_KEPT_DAYS);
      if (rows > 0) {
        await append(manager, actor, {
          action: 'run.purge-effects',
          subjectKind: 'run-effect',
          subjectId: 'old',
          after: { rows, keptDays: EFFECTS_KEPT_DAYS },
        });
      }
      return rows;
    });
  }
}
