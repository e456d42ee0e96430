import { addCases, addLeaders, addRun, matchIdsOf, valueOf } from '../../../test/support/budget-factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/database-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { MatchesQueries, publishMatches } from './index.js';

/** Leaders A and B with 20 half-days each, cases c1 and c2, and a run that proposes A for c1. */
export interface ProposedMatch {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly queries: MatchesQueries;
  readonly runId: string;
  readonly matchId: string;
  /** Publishes everything of the run, or of another one. */
  readonly publish: (runId?: string) => Promise<void>;
}

export async function openProposedMatch(): Promise<ProposedMatch> {
  const test = await openTestDatabase([]);
  const database = new Database(test.app);
  await addLeaders(test.app, { A: 20, B: 20 });
  await addCases(test.app, 'c1', 'c2');
  const own = await addRun(test.app, { leaderRef: 'A', caseId: 'c1' });
  const { c1: matchId = '' } = await matchIdsOf(test.app, own);
  return {
    ...{ test, database, queries: new MatchesQueries(database), runId: own, matchId },
    publish: async (runId = own) => {
      valueOf(await database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, runId)));
    },
  };
}
