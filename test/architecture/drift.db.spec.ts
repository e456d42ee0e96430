import { checkDrift } from '../../libs/platform/database/index.js';
import { ALL_ENTITIES } from '../support/all-entities.js';
import { openTestDatabase, type TestDatabase } from '../support/database-harness.js';

describe('entities and migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(ALL_ENTITIES);
  });
  afterAll(async () => {
    await database.close();
  });

  it('say the same of every table', async () => {
    expect(await checkDrift(database.owner)).toEqual([]);
    const tables = await database.owner.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration'`,
    );
    const described = database.owner.entityMetadatas.map(({ tableName }) => tableName);
    expect(described.sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it('are seen to differ when a column, a constraint or an index is not what the entity says', async () => {
    for (const change of [
      'ALTER TABLE run ADD COLUMN forgotten text',
      'ALTER TABLE match DROP CONSTRAINT match_half_days_positive',
      'DROP INDEX match_one_live_ux',
    ]) {
      await database.owner.query(change);
      expect({ change, drift: (await checkDrift(database.owner)).length > 0 }).toEqual({
        change,
        drift: true,
      });
      if (change.includes('ADD COLUMN')) await database.owner.query('ALTER TABLE run DROP COLUMN forgotten');
      else await database.owner.query(change.startsWith('DROP') ? LIVE_INDEX : HALF_DAYS_CHECK);
      expect(await checkDrift(database.owner)).toEqual([]);
    }
  });
});

const HALF_DAYS_CHECK = 'ALTER TABLE match ADD CONSTRAINT match_half_days_positive CHECK (half_days > 0)';
const LIVE_INDEX = `CREATE UNIQUE INDEX match_one_live_ux ON match (offer, case_id) WHERE state IN ('published','accepted','active')`;
