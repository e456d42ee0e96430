import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { addAnswers, answerWith } from '../../../test/support/run-factories.js';
import { OFFER } from '../../../test/support/budget-factories.js';
import { Database } from '../../platform/database/index.js';
import { type LeaderListFilter, LeaderListQueries, type LeaderSort } from './index.js';

let test: TestDatabase;
let queries: LeaderListQueries;

beforeAll(async () => {
  test = await openTestDatabase([]);
  queries = new LeaderListQueries(new Database(test.app));
  const schoolsImport = `INSERT INTO import (kind, file_name, sha256, byte_size, state, created_by)
    VALUES ('schools', 'gias.csv', '', 0, 'imported', 'test') RETURNING id`;
  await test.app.query(
    `WITH made AS (${schoolsImport})
     INSERT INTO school (urn, name, region_name, status_code, facts, import_id)
     SELECT '990001', 'Base', 'Airedale', '1', '{}', made.id FROM made`,
  );
  await addAnswers(test.app, {
    A: answerWith({ halfDaysOffered: 20, baseUrn: '990001', expertise: ['send'] }),
    B: answerWith({ halfDaysOffered: 4, phases: ['special'] }),
    C: answerWith({ halfDaysOffered: 10 }),
    D: answerWith({ halfDaysOffered: 4 }),
  });
  await test.app.query(`UPDATE leader SET name = 'zoë 100%' WHERE ref = 'A'`);
  await test.app.query(`UPDATE survey_answer SET state = 'withdrawn' WHERE leader_ref = 'C'`);
  await test.app.query(
    `UPDATE survey_answer SET nearest_region = CASE leader_ref WHEN 'A' THEN 'Elsewhere' ELSE 'Tees' END
      WHERE leader_ref IN ('A', 'B')`,
  );
  await test.app.query(`DELETE FROM survey_answer WHERE leader_ref = 'D'`);
});
afterAll(() => test.close());

const refs = async (
  filter: LeaderListFilter,
  sort: LeaderSort = 'name',
  descending = false,
): Promise<readonly string[]> => {
  const { items } = await queries.list(OFFER, filter, { sort, descending }, { page: 1, size: 10 });
  return items.map(({ leaderRef }) => leaderRef);
};

describe('the list of leaders', () => {
  it('shows answer, region of the base school and days, also of who withdrew or whose file was undone', async () => {
    const order = { sort: 'left', descending: true } as const;
    const { items, total } = await queries.list(OFFER, {}, order, { page: 1, size: 10 });
    expect(total).toBe(4);
    expect(items[0]).toEqual({
      ...{ leaderRef: 'A', name: 'zoë 100%', state: 'submitted', role: 'mat-ceo', region: 'Airedale' },
      ...{ phases: ['primary'], expertise: ['send'] },
      ...{ offeredHalfDays: 20, reservedHalfDays: 0, deliveredHalfDays: 0, leftHalfDays: 20 },
    });
    expect(items[1]).toMatchObject({ leaderRef: 'C', state: 'withdrawn', region: null });
    expect(items.find(({ leaderRef }) => leaderRef === 'D')).toMatchObject({
      state: null,
      role: null,
      phases: [],
    });
  });

  it('filters by text, region, expertise, phase and days left', async () => {
    await expect(refs({ region: 'Tees' })).resolves.toEqual(['B']);
    await expect(refs({ region: null })).resolves.toEqual(['C', 'D']);
    await expect(queries.regions(OFFER)).resolves.toEqual(['Airedale', 'Tees']);
    await expect(refs({ text: '%' })).resolves.toEqual(['A']);
    await expect(refs({ text: 'leader b' })).resolves.toEqual(['B']);
    await expect(refs({ text: '\u0000' })).resolves.toEqual([]);
    await expect(refs({ region: 'Airedale' })).resolves.toEqual(['A']);
    await expect(refs({ expertise: 'send' })).resolves.toEqual(['A']);
    await expect(refs({ phase: 'special' })).resolves.toEqual(['B']);
    await expect(refs({ leftAtLeastHalfDays: 10 })).resolves.toEqual(['C', 'A']);
    await expect(refs({ leftAtMostHalfDays: 4 })).resolves.toEqual(['B', 'D']);
  });

  it('sorts both ways, equal ones by reference, and pages', async () => {
    await expect(refs({}, 'offered')).resolves.toEqual(['B', 'D', 'C', 'A']);
    await expect(refs({}, 'offered', true)).resolves.toEqual(['A', 'C', 'B', 'D']);
    const order = { sort: 'name', descending: false } as const;
    const second = await queries.list(OFFER, {}, order, { page: 2, size: 3 });
    expect([second.items.map(({ leaderRef }) => leaderRef), second.total]).toEqual([['A'], 4]);
    await expect(queries.offers()).resolves.toEqual([OFFER]);
    await expect(queries.offers('nobody')).resolves.toEqual([]);
  });
});
