import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import type { Actor } from '../../domain/kernel/index.js';
import { Database } from '../database/index.js';
import { append, AuditQueries } from './index.js';

const ADA: Actor = { id: 'ada', roles: ['reviewer'] };
const BO: Actor = { id: 'bo', roles: ['admin'] };
let test: TestDatabase;
let database: Database;
let queries: AuditQueries;

beforeAll(async () => {
  test = await openTestDatabase([]);
  database = new Database(test.app);
  queries = new AuditQueries(database);
  for (const [actor, action, subjectId] of [
    [ADA, 'match.publish', 'm1'],
    [BO, 'match.stop', 'm1'],
    [ADA, 'run.publish', '100%'],
  ] as const) {
    await database.transaction(actor, (manager) =>
      append(manager, actor, { action, subjectKind: action.split('.')[0] ?? '', subjectId }),
    );
  }
});
afterAll(() => test.close());

const found = async (filter: Parameters<AuditQueries['search']>[0]): Promise<readonly string[]> =>
  (await queries.search(filter)).items.map(({ actorId, action }) => `${actorId} ${action}`);

describe('the audit trail, read', () => {
  it('is searched by person, action or its noun, subject and day, newest first', async () => {
    expect(await found({})).toEqual(['ada run.publish', 'bo match.stop', 'ada match.publish']);
    expect(await found({ actorIds: ['bo'] })).toEqual(['bo match.stop']);
    expect(await found({ actorIds: [] })).toEqual([]);
    expect(await found({ action: 'match' })).toEqual(['bo match.stop', 'ada match.publish']);
    expect(await found({ action: 'match.stop' })).toEqual(['bo match.stop']);
    expect(await found({ subject: '%' })).toEqual(['ada run.publish']);
    expect(await found({ subjectKind: 'match', subjectId: 'm1', actorIds: ['ada'] })).toEqual([
      'ada match.publish',
    ]);
    expect(await found({ subject: '\u0000' })).toEqual([]);
    expect([(await found({ from: '2000-01-01' })).length, await found({ to: '2000-01-01' })]).toEqual([
      3,
      [],
    ]);
    expect(await queries.actions()).toEqual(['match.publish', 'match.stop', 'run.publish']);
  });

  it('comes page by page', async () => {
    const first = await queries.search({}, { limit: 2 });
    const second = await queries.search({}, { limit: 2, before: first.nextCursor ?? '' });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  });

  it('is read as a whole, without what is added meanwhile', async () => {
    const file = await queries.file({ action: 'match' });
    await database.transaction(BO, (manager) =>
      append(manager, BO, { action: 'match.accept', subjectKind: 'match', subjectId: 'm2' }),
    );
    const rows: string[] = [];
    for await (const { action } of file.entries) rows.push(action);
    expect([file.rows, rows]).toEqual([2, ['match.stop', 'match.publish']]);
    expect((await queries.file({ actorIds: [] })).rows).toBe(0);
  });
});
