import { addCases, OFFER } from '../../../test/support/budget-factories.js';
import { openTestService, type TestService } from '../../../test/support/service-harness.js';
import { CASE_SORTS, type CaseSort, OffersModule, OffersQueries } from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(OffersModule);
  await addCases(service.test.app, 'a', 'b', 'c');
  const change = (
    caseId: string,
    name: string,
    priority: number,
    state: string,
    halfDays: number,
    facts: object,
  ) =>
    service.test.app.query(
      `UPDATE support_case SET name = $2, priority = $3, state = $4, half_days = $5, facts = $6::jsonb WHERE case_id = $1`,
      [caseId, name, priority, state, halfDays, JSON.stringify(facts)],
    );
  await change('a', 'Zeal', 2, 'matched', 20, { contactBy: '2099-01-01', region: 'London' });
  await change('b', 'Acorn', 1, 'eligible', 6, { contactBy: '2020-01-01', region: null });
  await change('c', 'Mill', 2, 'contacting', 10, { contactBy: null, region: 'East Midlands' });
});
afterAll(() => service.close());

const listed = async (sort: CaseSort, descending = false, page = 1, size = 50) => {
  const found = await service.get(OffersQueries).sortedCases(OFFER, {}, { sort, descending }, { page, size });
  return [found.items.map(({ caseId }) => caseId).join(''), found.total] as const;
};

it('sorts cases by any column, either way', async () => {
  const orders = await Promise.all(CASE_SORTS.map(async (sort) => `${sort} ${(await listed(sort))[0]}`));
  expect(orders).toEqual([
    ...['name bca', 'state bca', 'contact bac', 'contactBy bac', 'priority bac', 'days bca', 'region bca'],
  ]);
  expect((await listed('days', true))[0]).toBe('acb');
  expect((await listed('priority', true))[0]).toBe('acb');
});

it('gives one page of them, and how many there are in all', async () => {
  expect(await listed('name', false, 1, 2)).toEqual(['bc', 3]);
  expect(await listed('name', false, 2, 2)).toEqual(['a', 3]);
  expect(await listed('name', false, 9, 2)).toEqual(['', 0]);
});
