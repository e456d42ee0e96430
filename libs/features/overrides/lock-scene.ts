import type { EntityManager } from 'typeorm';
import { accepted, type Outcome } from '../../domain/kernel/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { holdBudgets } from '../budgets/index.js';
import { type LockedMatch, lockMatches, rulingsNamed } from '../matches/index.js';
import { lockCases } from '../offers/index.js';
import { lockedRun } from '../runs/index.js';
import type { OverrideChange } from './override-change.js';
import { namedBy } from './concerned.js';

/**
 * Locks what changes to a run touch until the transaction ends: the run, then matches, cases and budgets, each in the
 * order of their ids. The run's lock keeps its proposals as they are; rulings are kept by the locks of their cases.
 */
export async function lockScene(
  manager: EntityManager,
  runId: string,
  changes: readonly OverrideChange[],
): Promise<Outcome<ReadonlyMap<string, LockedMatch>, 'unknown-run'>> {
  const named = namedBy(changes);
  const [run, matches, lifted] = await inOneGo(
    lockedRun(manager, runId),
    lockMatches(manager, named.matchIds),
    rulingsNamed(manager, named.rulingIds),
  );
  if (!run.ok) return run;
  const { offer } = run.value;
  const caseIds = [...named.caseIds, ...[...matches, ...lifted].map(({ caseId }) => caseId)];
  const leaderRefs = [...named.leaderRefs, ...matches.map(({ leaderRef }) => leaderRef)];
  await inOneGo(
    lockCases(manager, offer, [...new Set(caseIds)]),
    holdBudgets(
      manager,
      [...new Set(leaderRefs)].map((leaderRef) => ({ offer, leaderRef })),
    ),
  );
  return accepted(new Map(matches.map((match) => [match.id, match])));
}
