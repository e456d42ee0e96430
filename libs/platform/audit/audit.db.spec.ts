import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { type Actor } from '../../domain/kernel/index.js';
import { Database, databaseFault } from '../database/index.js';
import { append } from './append.js';
import { type Audited, writeAudited } from './audited.js';
import { AuditEventRow } from './audit-event.entity.js';

const ada: Actor = { id: 'ada', roles: ['reviewer', 'admin'] };

describe('the audit trail', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await openTestDatabase([AuditEventRow]);
    database = new Database(test.app);
  });
  afterAll(async () => {
    await test.close();
  });

  const eventsOn = (subjectId: string): Promise<AuditEventRow[]> =>
    test.app.getRepository(AuditEventRow).findBy({ subjectId });

  it('says who did what to which thing, and why', async () => {
    await database.transaction(ada, (manager) =>
      append(manager, ada, {
        ...{ action: 'match.reassign', subjectKind: 'match', subjectId: 'm1' },
        ...{ before: { leader: 'L1' }, after: { leader: 'L2' }, reason: 'conflict declared' },
      }),
    );
    const [event] = await eventsOn('m1');
    expect(event).toMatchObject({
      ...{
        actorId: 'ada',
        actorRoles: ['reviewer', 'admin'],
        action: 'match.reassign',
        subjectKind: 'match',
      },
      ...{
        before: { leader: 'L1' },
        after: { leader: 'L2' },
        reason: 'conflict declared',
        correlationId: null,
      },
    });
    expect(event?.at).toBeInstanceOf(Date);
  });

  it('holds nothing of what was rolled back', async () => {
    const failed = database.transaction(ada, async (manager) => {
      await append(manager, ada, { action: 'match.forbid', subjectKind: 'match', subjectId: 'm2' });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await eventsOn('m2')).toEqual([]);
  });

  it('tells of several writes in their order, and of none where one of them fails', async () => {
    const asked = (subjectId: string, statement: string): Audited<unknown> => ({
      write: (manager) => manager.query(statement),
      events: [{ action: `match.${subjectId}`, subjectKind: 'match', subjectId: 'm3' }],
    });
    const [, second] = await database.transaction(ada, (manager) =>
      writeAudited(
        ...[manager, ada],
        asked('release', `SELECT set_config('app.spoken', 'first', true)`),
        asked('reserve', `SELECT current_setting('app.spoken') AS spoken`),
      ),
    );
    expect(second).toEqual([{ spoken: 'first' }]);
    const failed = database.transaction(ada, (manager) =>
      writeAudited(manager, ada, asked('reserve', 'SELECT 1'), asked('release', 'SELECT 1 / 0')),
    );
    await expect(failed).rejects.toThrow('division by zero');
    const told = (await eventsOn('m3')).toSorted((a, b) => Number(a.id) - Number(b.id));
    expect(told.map(({ action }) => action)).toEqual(['match.release', 'match.reserve']);
  });

  it('takes text that PostgreSQL cannot hold as JSON', async () => {
    await append(test.app.manager, ada, {
      ...{ action: 'import.reject', subjectKind: 'import', subjectId: 'i1', after: { cell: 'a\u0000b' } },
    });
    expect((await eventsOn('i1'))[0]?.after).toEqual({ cell: 'a\uFFFDb' });
  });

  const attacks = [
    `UPDATE audit_event SET actor_id = 'eve'`,
    'DELETE FROM audit_event',
    'TRUNCATE audit_event',
    `INSERT INTO audit_event (id, actor_id, actor_roles, action, subject_kind, subject_id)
       OVERRIDING SYSTEM VALUE VALUES (1, 'eve', '{}', 'x', 'x', 'x') ON CONFLICT (id) DO UPDATE SET actor_id = 'eve'`,
  ];

  it.each([
    ...attacks,
    'DROP TRIGGER audit_event_append_only ON audit_event',
    'ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only',
    `SET session_replication_role = 'replica'`,
    'DROP FUNCTION refuse_change() CASCADE',
    'DROP TRIGGER audit_event_words_kept ON audit_event',
    'DROP FUNCTION refuse_rewording() CASCADE',
  ])('refuses the app role: %s', async (statement) => {
    await expect(test.app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it.each(['none', '(removed)'])('refuses everybody a reason made %s', async (reason) => {
    for (const source of [test.app, test.owner]) {
      const fault: unknown = await source
        .query(`UPDATE audit_event SET reason = $1`, [reason])
        .catch((error: unknown) => databaseFault(error).code);
      expect(fault).toBe('23001');
    }
  });

  it.each(attacks)('refuses even the owner: %s', async (statement) => {
    const fault: unknown = await test.owner
      .query(statement)
      .catch((error: unknown) => databaseFault(error).code);
    expect(fault).toBe('23001');
  });

  it('still holds every event after all that', async () => {
    expect((await eventsOn('m1'))[0]).toMatchObject({ actorId: 'ada', reason: 'conflict declared' });
    await expect(test.app.query('UPDATE session SET sess = sess')).resolves.toBeDefined();
  });
});
