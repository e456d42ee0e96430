import type { EntityManager } from 'typeorm';
import { inOneGo } from './in-one-go.js';

/**
 * What `write` asks for leaves in one journey with the savepoint before it. Where something of it fails, all of it is taken
 * back, and the rest of the transaction stands. The savepoint ends with the transaction.
 */
export async function takenBackOnFailure<T>(manager: EntityManager, write: () => Promise<T>): Promise<T> {
  try {
    const [, written] = await inOneGo(manager.query('SAVEPOINT before_write'), write());
    return written;
  } catch (error) {
    // On a broken connection there is nothing to take back: what broke it is said.
    await manager.query('ROLLBACK TO SAVEPOINT before_write').catch(() => undefined);
    throw error;
  }
}
