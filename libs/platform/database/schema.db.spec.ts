import { openBareTestDatabase, openTestDatabase } from '../../../test/support/database-harness.js';
import { AuditEventRow } from '../audit/audit-event.entity.js';
import { OutboxRow } from '../queue/outbox.entity.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { migrate, revertAll } from './migrate.js';
import { assertSchemaCurrent, checkDrift, pendingMigrations, readSchemaState } from './schema-state.js';
import { SessionRow } from './session.entity.js';

const PLATFORM = [OutboxRow, AuditEventRow, IdempotencyKey, SessionRow];

describe('the migrations', () => {
  it('go up, down to nothing, and up again', async () => {
    const { urls, close } = await openBareTestDatabase();
    try {
      const known = await pendingMigrations(urls.owner);
      expect(known[0]).toBe('Platform1790000000000');
      await expect(assertSchemaCurrent(urls.app)).rejects.toThrow(/not up to date.*run the migrate step/);

      expect((await migrate(urls.owner)).ran).toEqual(known);
      await assertSchemaCurrent(urls.app);
      expect((await migrate(urls.owner)).ran).toEqual([]);

      await revertAll(urls.owner);
      expect(await pendingMigrations(urls.owner)).toEqual(known);
      expect((await readSchemaState(urls.owner)).queue.installed).toBe(0);

      await migrate(urls.owner);
      await assertSchemaCurrent(urls.app);
    } finally {
      await close();
    }
  });

  it('agree with the entities of the platform', async () => {
    const database = await openTestDatabase(PLATFORM);
    try {
      expect(await checkDrift(database.owner)).toEqual([]);
    } finally {
      await database.close();
    }
  });
});
