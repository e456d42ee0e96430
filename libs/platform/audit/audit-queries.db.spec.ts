import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import type { Actor } from '../../domain/kernel/index.js';
import { Database } from '../database/index.js';
import { append, AuditQueries, ExportAudit } from './index.js';

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

  it('is exported for a purpose, which the trail keeps with the number of rows', async () => {
    const exporter = new ExportAudit(database, queries);
    expect(await exporter.execute(BO, { filter: {}, purpose: ' ' })).toMatchObject({
      refusal: { code: 'reason-needed' },
    });
    const outcome = await exporter.execute(BO, { filter: { action: 'match' }, purpose: 'Yearly review' });
    const rows: string[] = [];
    if (outcome.ok) for await (const { action } of outcome.value.entries) rows.push(action);
    expect(rows).toEqual(['match.stop', 'match.publish']);
    const [event] = (await queries.search({ action: 'audit.export' })).items;
    expect(event).toMatchObject({
      ...{ actorId: 'bo', reason: 'Yearly review', after: { rows: 2, filter: { action: 'match' } } },
    });
  });
});
