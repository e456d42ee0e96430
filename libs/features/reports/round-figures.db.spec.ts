import { addCases, addLeaders, addRun, OFFER } from '../../../test/support/budget-factories.js';
import { openTestService, type TestService, valueOf } from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { MatchesModule, publishMatches } from '../matches/index.js';
import { ReportsModule, type RoundFigures, RoundFiguresQueries } from './index.js';

let service: TestService;
let queries: RoundFiguresQueries;

beforeEach(async () => {
  service = await openTestService(ReportsModule, MatchesModule);
  queries = service.get(RoundFiguresQueries);
});
afterEach(() => service.close());

const figures = async (): Promise<RoundFigures> => {
  const found = (await queries.ofOffers()).find(({ offer }) => offer === OFFER);
  if (found === undefined) throw new Error('The offer is not counted');
  return found;
};

describe('the figures of a round', () => {
  it('are noughts for every offer, newest first, where nothing has happened', async () => {
    const offers = await queries.ofOffers();
    expect(offers.map(({ offer }) => offer)).toEqual(
      offers
        .map(({ offer }) => offer)
        .sort()
        .reverse(),
    );
    expect(new Set(offers.flatMap(({ offer: _offer, ...counts }) => Object.values(counts)))).toEqual(
      new Set([0]),
    );
    await expect(queries.ofFiles()).resolves.toEqual({ stored: 0, waiting: 0 });
  });

  it('count what is proposed, then what waits for an answer, and whose contact is late', async () => {
    const source = service.test.app;
    await addLeaders(source, { A: 20 });
    await addCases(source, 'c1', 'c2', 'c3');
    await source.query(`UPDATE support_case SET facts = '{"contactBy":"2025-01-01"}' WHERE case_id = 'c3'`);
    await addRun(source, { leaderRef: 'A', caseId: 'c1' });
    const runId = await addRun(source, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'A', caseId: 'c2' });
    // The newest run counts, and not what an earlier one proposes too.
    expect(await figures()).toMatchObject({
      ...{ cases: 3, contactsOverdue: 1, contactsDue: 2, leaders: 1, toPublish: 2, toAnswer: 0 },
    });
    valueOf(await service.database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, runId)));
    expect(await figures()).toMatchObject({ toPublish: 0, toAnswer: 2, answersLate: 0, accepted: 0 });
    await source.query(
      `UPDATE match SET answer_by = '2020-01-01' WHERE case_id = 'c1' AND state = 'published'`,
    );
    expect(await figures()).toMatchObject({ toAnswer: 2, answersLate: 1 });
  });
});
