import * as fc from 'fast-check';
import { addCases, addLeaders, addRun, matchIdsOf, OFFER } from '../../../test/support/budget-factories.js';
import { openTestService, type TestService, valueOf } from '../../../test/support/service-harness.js';
import { type Actor, type Outcome, SYSTEM } from '../../domain/kernel/index.js';
import { BudgetsQueries, grantBudget } from '../budgets/index.js';
import { AcceptMatch, DeclineMatch, publishMatches } from '../matches/index.js';
import { answerOf, visitOn } from './delivery-round.fixture.js';
import {
  CASES,
  LEADERS,
  MATCH_HALF_DAYS,
  Model,
  type ModelMatch,
  type Step,
} from './delivery-model.fixture.js';
import {
  DeliveryModule,
  EndDelivery,
  LogVisit,
  MakeSignOffLink,
  ReconcileDays,
  SignOffVisits,
} from './index.js';

const COORDINATOR: Actor = { id: 'user-c', roles: ['coordinator'] };
/** Drives service and model side by side; says after which step they differ. */
class Journey {
  private readonly model = new Model();
  private day = 0;

  constructor(
    private readonly service: TestService,
    private readonly prefix: string,
  ) {}

  private leaderRef(leader: number): string {
    return `${this.prefix}-L${String(leader)}`;
  }

  private caseId(ofCase: number): string {
    return `${this.prefix}-c${String(ofCase)}`;
  }

  async begin(): Promise<void> {
    const { app } = this.service.test;
    const grants = this.model.granted.map((halfDays, leader) => [this.leaderRef(leader), halfDays] as const);
    await addLeaders(app, Object.fromEntries(grants));
    await addCases(app, ...Array.from({ length: CASES }, (_, at) => this.caseId(at)));
  }

  /** Whether the service did what the model allows; undefined: the step had nothing to be about. */
  async take(step: Step): Promise<{ readonly allowed: boolean; readonly done: boolean } | undefined> {
    if (step.kind === 'publish') return this.publish(step.leader, step.case);
    if (step.kind === 'survey') return this.survey(step.leader, step.halfDays);
    const match = this.model.matches[step.match % Math.max(this.model.matches.length, 1)];
    if (match === undefined) return undefined;
    const input = { matchId: match.id };
    switch (step.kind) {
      case 'accept': {
        const allowed = match.state === 'published';
        if (allowed) match.state = 'accepted';
        return this.compared(allowed, this.service.get(AcceptMatch).execute(COORDINATOR, input));
      }
      case 'decline': {
        const allowed = match.state === 'published';
        if (allowed) match.state = 'free';
        return this.compared(
          allowed,
          this.service.get(DeclineMatch).execute(COORDINATOR, { ...input, reason: 'No time' }),
        );
      }
      case 'log':
        return this.log(match, step.halfDays);
      case 'sign':
      case 'dispute':
        return this.answer(match, step.kind === 'sign');
      case 'end':
        return this.end(match);
    }
  }

  private async compared(
    allowed: boolean,
    outcome: Promise<Outcome<unknown>>,
  ): Promise<{ readonly allowed: boolean; readonly done: boolean }> {
    return { allowed, done: (await outcome).ok };
  }

  private async publish(leader: number, ofCase: number): Promise<{ allowed: boolean; done: boolean }> {
    const { app } = this.service.test;
    const caseId = this.caseId(ofCase);
    const runId = await addRun(app, { leaderRef: this.leaderRef(leader), caseId, halfDays: MATCH_HALF_DAYS });
    const allowed = this.model.mayPublish(leader, ofCase);
    const { database } = this.service;
    const outcome = await database.transaction(SYSTEM, (manager) =>
      publishMatches(manager, SYSTEM, runId, new Map()),
    );
    if (outcome.ok) {
      const id = (await matchIdsOf(app, runId))[caseId] ?? '';
      this.model.matches.push({ leader, case: ofCase, id, state: 'published', signed: 0, drafts: [] });
    }
    return { allowed, done: outcome.ok };
  }

  private async survey(leader: number, halfDays: number): Promise<{ allowed: boolean; done: boolean }> {
    const spoken = this.model.reserved(leader) + (this.model.delivered[leader] ?? 0);
    const allowed = halfDays >= spoken;
    if (allowed) this.model.granted[leader] = halfDays;
    const grant = { offer: OFFER, leaderRef: this.leaderRef(leader), halfDays };
    const idempotencyKey = `${this.prefix} survey ${String(this.day++)}`;
    const outcome = this.service.database.transaction(SYSTEM, (manager) =>
      grantBudget(manager, SYSTEM, { ...grant, idempotencyKey }),
    );
    return this.compared(allowed, outcome);
  }

  private async log(match: ModelMatch, halfDays: number): Promise<{ allowed: boolean; done: boolean }> {
    const live = match.state === 'accepted' || match.state === 'active';
    const allowed = live && this.model.logged(match) + halfDays <= MATCH_HALF_DAYS;
    if (allowed) {
      match.state = 'active';
      match.drafts.push(halfDays);
    }
    const date = new Date(Date.UTC(2024, 8, 2) + this.day++ * 86_400_000).toISOString().slice(0, 10);
    const log = this.service.get(LogVisit);
    return this.compared(
      allowed,
      log.execute(COORDINATOR, { matchId: match.id, ...visitOn(date, halfDays) }),
    );
  }

  private async answer(match: ModelMatch, yes: boolean): Promise<{ allowed: boolean; done: boolean }> {
    const allowed = match.state === 'active' && match.drafts.length > 0;
    const made = await this.service.get(MakeSignOffLink).execute(COORDINATOR, { matchId: match.id });
    if (!made.ok) return { allowed, done: false };
    const given = await answerOf({ service: this.service }, made.value.token ?? '');
    const answers = given.answers.map((one) => ({ ...one, confirmed: yes }));
    if (allowed && yes) this.model.sign(match);
    return this.compared(allowed, this.service.get(SignOffVisits).execute({ ...given, answers }));
  }

  private async end(match: ModelMatch): Promise<{ allowed: boolean; done: boolean }> {
    const whole = match.signed === MATCH_HALF_DAYS;
    const allowed = match.state === 'active' && match.drafts.length === 0;
    if (allowed) {
      match.state = 'free';
      if (match.signed > 0) this.model.closed.add(match.case);
    }
    const outcome = this.service.get(EndDelivery).execute(COORDINATOR, {
      ...{ matchId: match.id, outcome: 'aims-met', report: 'Over' },
      ...(whole ? {} : { endedEarlyReason: 'Enough' }),
    });
    return this.compared(allowed, outcome);
  }

  async figures(): Promise<{ readonly real: readonly unknown[]; readonly told: readonly unknown[] }> {
    const leaders = Array.from({ length: LEADERS }, (_, leader) => leader);
    const queries = this.service.get(BudgetsQueries);
    const budgets = await Promise.all(leaders.map((leader) => queries.find(OFFER, this.leaderRef(leader))));
    const real = budgets.map((budget) => [
      ...[budget?.grantedHalfDays, budget?.reservedHalfDays],
      ...[budget?.deliveredHalfDays, budget?.availableHalfDays],
    ]);
    const told = leaders.map((leader) => [
      ...[this.model.granted[leader], this.model.reserved(leader)],
      ...[this.model.delivered[leader], this.model.available(leader)],
    ]);
    return { real, told };
  }
}

const leader = fc.nat({ max: LEADERS - 1 });
const match = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), leader, case: fc.nat({ max: CASES - 1 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('accept' as const, 'decline', 'sign', 'sign', 'dispute', 'end'),
      match,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('log' as const),
      match,
      halfDays: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('survey' as const), leader, halfDays: fc.nat({ max: 16 }) }),
  },
);

/** Everything gets somewhere at least once, whatever the dice say. */
const WHOLE_LIFE: readonly Step[] = [
  { kind: 'publish', leader: 0, case: 0 },
  { kind: 'accept', match: 0 },
  { kind: 'log', match: 0, halfDays: 2 },
  { kind: 'dispute', match: 0 },
  { kind: 'sign', match: 0 },
  { kind: 'log', match: 0, halfDays: 2 },
  { kind: 'log', match: 0, halfDays: 1 },
  { kind: 'end', match: 0 },
  { kind: 'sign', match: 0 },
  { kind: 'end', match: 0 },
  { kind: 'publish', leader: 1, case: 0 },
  { kind: 'publish', leader: 1, case: 1 },
  { kind: 'survey', leader: 1, halfDays: 3 },
  { kind: 'decline', match: 1 },
  { kind: 'survey', leader: 1, halfDays: 3 },
];

describe('publish, answer, log, sign, end and survey changes in any order', () => {
  let service: TestService;
  let journeys = 0;
  beforeAll(async () => {
    service = await openTestService(DeliveryModule);
  });
  afterAll(() => service.close());

  /** How many steps were about something. */
  async function agree(steps: readonly Step[]): Promise<number> {
    let taken = 0;
    const journey = new Journey(service, `j${String(journeys++)}`);
    await journey.begin();
    for (const one of steps) {
      const done = await journey.take(one);
      if (done !== undefined) {
        taken++;
        expect({ one, ...done }).toEqual({ one, ...done, done: done.allowed });
      }
      const { real, told } = await journey.figures();
      expect({ one, real }).toEqual({ one, real: told });
    }
    const reconciled = valueOf(await service.get(ReconcileDays).execute(SYSTEM));
    expect(reconciled).toMatchObject({ ledger: [], reservations: [], books: [], differences: 0 });
    return taken;
  }

  it('agree with a model of plain numbers through one whole life', async () => {
    expect(await agree(WHOLE_LIFE)).toBe(WHOLE_LIFE.length);
  });

  it('agree with it whatever is asked of them', async () => {
    const steps = fc.array(step, { minLength: 10, maxLength: 25, size: 'max' });
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        await agree(some);
      }),
      { numRuns: 6 },
    );
    expect(journeys).toBeGreaterThan(6);
  });
});
