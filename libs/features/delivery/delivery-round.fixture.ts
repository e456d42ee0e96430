import type { Type } from '@nestjs/common';
import {
  addCases,
  addLeaders,
  addRun,
  caseStateOf,
  matchIdsOf,
  OFFER,
} from '../../../test/support/budget-factories.js';
import { openTestService, type TestService, valueOf } from '../../../test/support/service-harness.js';
import { type Actor, type Outcome, SYSTEM } from '../../domain/kernel/index.js';
import { BudgetsQueries, type BudgetSummary } from '../budgets/index.js';
import { AcceptMatch, MatchesQueries, publishMatches } from '../matches/index.js';
import {
  DeliveryModule,
  EngagementsQueries,
  type GivenVisit,
  LogVisit,
  MakeSignOffLink,
  ReconcileDays,
  type SignOffAnswer,
  type SignOffVisitsInput,
} from './index.js';

export const LEADER_A: Actor = { id: 'user-a', roles: ['leader'], leaderRef: 'A' };
export const LEADER_B: Actor = { id: 'user-b', roles: ['leader'], leaderRef: 'B' };
export const COORDINATOR: Actor = { id: 'user-c', roles: ['coordinator'] };

/** A visit in the offer's window, which lies in the past: such a match is recorded after its end. */
export function visitOn(visitedOn: string, halfDays = 2): GivenVisit {
  return { visitedOn, halfDays, done: 'Looked at the curriculum', doneBy: 'Leader A' };
}

/** Leaders A and B with 20 and 6 half-days; accepted matches of 4 half-days each of A with c1 and c2. */
export interface DeliveryRound {
  readonly service: TestService;
  readonly matchId: string;
  readonly otherMatchId: string;
  log(visit: GivenVisit, matchId?: string): Promise<string>;
  /** A fresh link's token. */
  link(matchId?: string): Promise<string>;
  budget(): Promise<BudgetSummary | undefined>;
  /** Of the first match, and of its case. */
  states(): Promise<readonly (string | undefined)[]>;
  close(): Promise<void>;
  /** Closes it, and fails where the books do not balance: whatever was done, they do. */
  closeBalanced(): Promise<void>;
}

/** `ok`, or the code of the refusal. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.refusal.code;
}

export async function openDeliveryRound(...more: readonly Type[]): Promise<DeliveryRound> {
  const service = await openTestService(DeliveryModule, ...more);
  const source = service.test.app;
  await addLeaders(source, { A: 20, B: 6 });
  await addCases(source, 'c1', 'c2');
  const runId = await addRun(source, { leaderRef: 'A', caseId: 'c1' }, { leaderRef: 'A', caseId: 'c2' });
  const { database } = service;
  valueOf(await database.transaction(SYSTEM, (manager) => publishMatches(manager, SYSTEM, runId)));
  const { c1: matchId = '', c2: otherMatchId = '' } = await matchIdsOf(source, runId);
  for (const id of [matchId, otherMatchId]) {
    valueOf(await service.get(AcceptMatch).execute(COORDINATOR, { matchId: id }));
  }
  return {
    ...{ service, matchId, otherMatchId },
    log: async (visit, id = matchId) => {
      const logged = await service.get(LogVisit).execute(LEADER_A, { matchId: id, ...visit });
      return valueOf(logged).visitId;
    },
    link: async (id = matchId) => {
      const made = await service.get(MakeSignOffLink).execute(LEADER_A, { matchId: id });
      return valueOf(made).token ?? '';
    },
    budget: () => service.get(BudgetsQueries).find(OFFER, 'A'),
    states: async () => {
      const match = await service.get(MatchesQueries).find(matchId);
      return [match?.state, await caseStateOf(source, 'c1')];
    },
    close: () => service.close(),
    closeBalanced: async () => {
      const reconciled = valueOf(await service.get(ReconcileDays).execute(COORDINATOR));
      await service.close();
      if (reconciled.differences > 0) throw new Error(JSON.stringify(reconciled));
    },
  };
}

/** The school's answer to everything that its link shows: yes, but for the named visits. */
export async function answerOf(
  { service }: Pick<DeliveryRound, 'service'>,
  token: string,
  disputed: readonly string[] = [],
): Promise<SignOffVisitsInput> {
  const view = valueOf(await service.get(EngagementsQueries).forSignOff(token));
  const answers = view.visits.map(({ id, version }): SignOffAnswer => ({
    visitId: id,
    version,
    confirmed: !disputed.includes(id),
  }));
  return { token, signedBy: 'Pat Head', role: 'Headteacher', comment: 'Was a morning', answers };
}
