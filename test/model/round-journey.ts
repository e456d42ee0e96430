import { type Actor, type Outcome, SYSTEM } from '../../libs/domain/kernel/index.js';
import { BudgetsQueries } from '../../libs/features/budgets/index.js';
import {
  DeliveryModule,
  EndDelivery,
  EngagementsQueries,
  LogVisit,
  MakeSignOffLink,
  ReconcileDays,
  SignOffVisits,
} from '../../libs/features/delivery/index.js';
import { AcceptMatch, DeclineMatch, EndWaiting, UnpublishMatch } from '../../libs/features/matches/index.js';
import { MakeOverride, type OverrideChange, OverridesModule } from '../../libs/features/overrides/index.js';
import {
  CreateRunUseCase,
  FinishRunUseCase,
  PublishRunUseCase,
  RunsModule,
  TakeRunUseCase,
} from '../../libs/features/runs/index.js';
import { ChangeAnswer, SurveyModule } from '../../libs/features/survey/index.js';
import { planHere, solveRun } from '../../libs/solving/index.js';
import { OFFER } from '../support/budget-factories.js';
import { addRound, caseAt, REASON, REVIEWER } from '../support/override-factories.js';
import { openTestService, type TestService, valueOf } from '../support/service-harness.js';
import {
  CASES,
  GRANTED,
  LEADERS,
  MATCH_HALF_DAYS,
  type ModelMatch,
  type ModelRun,
  RoundModel,
  type Step,
} from './round-model.js';

const COORDINATOR: Actor = { id: 'test-coordinator', roles: ['coordinator'] };

/** Whether the service did what the model allows. */
export interface Taken {
  readonly allowed: boolean;
  readonly done: boolean;
}

/** What service and model say of the same thing. */
export interface Standing {
  readonly budgets: readonly (readonly number[])[];
  readonly matches: readonly string[];
}

const refOf = (leader: number): string => `L${String(leader)}`;

/** Drives the service, on a database of its own, and the model side by side. */
export class RoundJourney {
  private readonly model = new RoundModel();
  private readonly answerVersions = GRANTED.map(() => 1);
  private day = 0;

  private constructor(private readonly service: TestService) {}

  static async begin(): Promise<RoundJourney> {
    const service = await openTestService(DeliveryModule, RunsModule, OverridesModule, SurveyModule);
    const leaders = GRANTED.map((halfDaysOffered, at) => [refOf(at), { halfDaysOffered }] as const);
    await addRound(service.test.app, CASES, Object.fromEntries(leaders));
    return new RoundJourney(service);
  }

  close(): Promise<void> {
    return this.service.close();
  }

  /** Undefined: the step had nothing to be about. */
  async take(step: Step): Promise<Taken | undefined> {
    switch (step.kind) {
      case 'run':
        return this.run();
      case 'survey':
        return this.survey(step.leader, step.halfDays);
      case 'publish':
      case 'place':
      case 'forbid': {
        const run = this.model.runs[step.run % Math.max(this.model.runs.length, 1)];
        return run === undefined ? undefined : this.withRun(run, step);
      }
      default: {
        const match = this.model.matches[step.match % Math.max(this.model.matches.length, 1)];
        return match === undefined ? undefined : this.withMatch(match, step);
      }
    }
  }

  private withRun(
    run: ModelRun,
    step: Extract<Step, { kind: 'publish' | 'place' | 'forbid' }>,
  ): Promise<Taken> {
    if (step.kind === 'publish') return this.publish(run);
    const pair = { caseId: caseAt(step.case), leaderRef: refOf(step.leader) };
    if (step.kind === 'place') {
      const allowed = this.model.mayPlace(run, step.case, step.leader);
      return this.override(run, { kind: 'place', ...pair }, allowed);
    }
    const allowed = this.model.mayForbid(run, step.case, step.leader);
    if (allowed) this.model.forbid(step.leader, step.case);
    return this.override(run, { kind: 'forbid', ...pair }, allowed);
  }

  private async withMatch(match: ModelMatch, step: Extract<Step, { match: number }>): Promise<Taken> {
    const { model, service } = this;
    const input = { matchId: match.id };
    const isPublished = match.state === 'published';
    switch (step.kind) {
      case 'accept':
        if (isPublished) model.move(match, 'accepted');
        return told(isPublished, service.get(AcceptMatch).execute(COORDINATOR, input));
      case 'unpublish':
        if (isPublished) model.move(match, 'proposed');
        return told(isPublished, service.get(UnpublishMatch).execute(COORDINATOR, input));
      case 'end-waiting':
        if (isPublished) model.move(match, 'lapsed');
        return told(isPublished, service.get(EndWaiting).execute(COORDINATOR, { ...input, reason: 'Away' }));
      case 'decline': {
        if (isPublished) model.decline(match, step.otherDates);
        const given = { ...input, reason: 'No time', otherDates: step.otherDates };
        return told(isPublished, service.get(DeclineMatch).execute(COORDINATOR, given));
      }
      case 'reassign': {
        const allowed = model.mayReassign(match, step.leader);
        const change = { kind: 'reassign', ...input, leaderRef: refOf(step.leader) } as const;
        return this.override(match.run, change, allowed, match);
      }
      case 'unassign':
        return this.override(match.run, { kind: 'unassign', ...input }, model.mayUnassign(match), match);
      case 'log':
        return this.log(match, step.halfDays);
      case 'sign':
      case 'dispute':
        return this.answer(match, step.kind === 'sign');
      case 'end':
        return this.end(match);
    }
  }

  /** As a worker does it, in this thread. The plan is the planner's own choice; that it is a best one is not. */
  private async run(): Promise<Taken> {
    const { model, service } = this;
    const [allowed, wanted] = [model.openCases().length > 0, model.mostCovered()];
    const created = await service.get(CreateRunUseCase).execute(COORDINATOR, { offer: OFFER });
    if (!created.ok) return { allowed, done: false };
    const { runId } = created.value;
    const taken = valueOf(await service.get(TakeRunUseCase).execute(SYSTEM, { runId }));
    const result = valueOf(await solveRun(taken.snapshot, planHere));
    const { fence } = taken;
    valueOf(await service.get(FinishRunUseCase).execute(SYSTEM, { runId, fence, ...result }));
    const run: ModelRun = { id: runId, state: 'solved' };
    model.runs.push(run);
    const open = model.openCases();
    for (const proposal of await this.matchesOf(runId)) {
      if (!open.includes(proposal.case) || !model.mayPair(proposal.leader, proposal.case)) {
        throw new Error(`the run proposes ${JSON.stringify(proposal)}`);
      }
      model.add({ ...proposal, run }, 'proposed');
    }
    if (result.matches.length !== wanted) {
      throw new Error(`the run covers ${String(result.matches.length)} of ${String(wanted)} cases`);
    }
    return { allowed, done: true };
  }

  private async matchesOf(runId: string): Promise<readonly Pick<ModelMatch, 'id' | 'case' | 'leader'>[]> {
    const rows = await this.service.test.app.query<{ id: string; caseId: string; leaderRef: string }[]>(
      `SELECT id, case_id AS "caseId", leader_ref AS "leaderRef" FROM match WHERE run_id = $1 ORDER BY case_id, id`,
      [runId],
    );
    return rows.map(({ id, caseId, leaderRef }) => ({
      id,
      case: Array.from({ length: CASES }, (_, at) => caseAt(at)).indexOf(caseId),
      leader: Array.from({ length: LEADERS }, (_, at) => refOf(at)).indexOf(leaderRef),
    }));
  }

  private publish(run: ModelRun): Promise<Taken> {
    const allowed = this.model.mayPublish(run);
    if (allowed) this.model.publish(run);
    return told(allowed, this.service.get(PublishRunUseCase).execute(COORDINATOR, { runId: run.id }));
  }

  private async override(
    run: ModelRun,
    change: OverrideChange,
    allowed: boolean,
    ends?: ModelMatch,
  ): Promise<Taken> {
    const wasLive = ends !== undefined && ends.state !== 'proposed';
    const input = { runId: run.id, changes: [change], ...REASON };
    const made = await this.service.get(MakeOverride).execute(REVIEWER, input);
    if (!allowed || !made.ok) return { allowed, done: made.ok };
    if (ends !== undefined) this.model.move(ends, 'superseded');
    const known = new Set(this.model.matches.map(({ id }) => id));
    const asLive = ends === undefined ? run.state === 'published' : wasLive;
    for (const match of await this.matchesOf(run.id)) {
      if (!known.has(match.id)) this.model.add({ ...match, run }, asLive ? 'published' : 'proposed');
    }
    return { allowed, done: true };
  }

  private async survey(leader: number, halfDays: number): Promise<Taken> {
    const spoken = this.model.reserved(leader) + (this.model.delivered[leader] ?? 0);
    const allowed = halfDays >= spoken;
    const cells = {
      ...{ phases: 'primary', expertise: 'quality-of-education', days_offered: String(halfDays / 2) },
      ...{ max_engagements: '', travel_miles: '', support_levels: 'school;trust', available_from: '' },
      ...{ available_to: '', excluded_urns: '', excluded_trust_uids: '' },
    };
    const version = this.answerVersions[leader] ?? 1;
    const given = { offer: OFFER, leaderRef: refOf(leader), version, cells } as const;
    if (allowed) {
      this.model.granted[leader] = halfDays;
      this.answerVersions[leader] = version + 1;
    }
    return told(allowed, this.service.get(ChangeAnswer).execute(COORDINATOR, given));
  }

  private log(match: ModelMatch, halfDays: number): Promise<Taken> {
    const allowed = this.model.mayLog(match, halfDays);
    if (allowed) this.model.log(match, halfDays);
    const visitedOn = new Date(Date.UTC(2024, 8, 2) + this.day++ * 86_400_000).toISOString().slice(0, 10);
    const visit = { visitedOn, halfDays, done: 'Looked at the curriculum', doneBy: 'The leader' };
    return told(allowed, this.service.get(LogVisit).execute(COORDINATOR, { matchId: match.id, ...visit }));
  }

  private async answer(match: ModelMatch, confirmed: boolean): Promise<Taken> {
    const allowed = match.state === 'active' && match.drafts.length > 0;
    const made = await this.service.get(MakeSignOffLink).execute(COORDINATOR, { matchId: match.id });
    if (!made.ok) return { allowed, done: false };
    const token = made.value.token ?? '';
    const view = valueOf(await this.service.get(EngagementsQueries).forSignOff(token));
    const answers = view.visits.map(({ id, version }) => ({ visitId: id, version, confirmed }));
    if (allowed && confirmed) this.model.sign(match);
    const given = { token, signedBy: 'Pat Head', role: 'Headteacher', comment: 'Was a morning', answers };
    return told(allowed, this.service.get(SignOffVisits).execute(given));
  }

  private end(match: ModelMatch): Promise<Taken> {
    const isWhole = match.signed === MATCH_HALF_DAYS;
    const allowed = match.state === 'active' && match.drafts.length === 0;
    if (allowed) this.model.end(match);
    const input = {
      ...{ matchId: match.id, outcome: 'aims-met', report: 'Over' },
      ...(isWhole ? {} : { endedEarlyReason: 'Enough' }),
    };
    return told(allowed, this.service.get(EndDelivery).execute(COORDINATOR, input));
  }

  async standings(): Promise<{ readonly service: Standing; readonly model: Standing }> {
    const leaders = Array.from({ length: LEADERS }, (_, leader) => leader);
    const queries = this.service.get(BudgetsQueries);
    const budgets = await Promise.all(leaders.map((leader) => queries.find(OFFER, refOf(leader))));
    const rows =
      await this.service.test.app.query<{ id: string; state: string }[]>(`SELECT id, state FROM match`);
    const lines = (matches: readonly { readonly id: string; readonly state: string }[]): string[] =>
      matches.map(({ id, state }) => `${id} ${state}`).sort();
    return {
      service: {
        budgets: budgets.map((budget) => [
          ...[budget?.grantedHalfDays ?? 0, budget?.reservedHalfDays ?? 0],
          ...[budget?.deliveredHalfDays ?? 0, budget?.availableHalfDays ?? 0],
        ]),
        matches: lines(rows),
      },
      model: {
        budgets: leaders.map((leader) => [
          ...[this.model.granted[leader] ?? 0, this.model.reserved(leader)],
          ...[this.model.delivered[leader] ?? 0, this.model.available(leader)],
        ]),
        matches: lines(this.model.matches),
      },
    };
  }

  /** Audit rows so far: what is refused must add none. */
  async auditRows(): Promise<number> {
    const rows = await this.service.test.app.query<{ rows: number }[]>(
      `SELECT count(*)::integer AS rows FROM audit_event`,
    );
    return rows[0]?.rows ?? 0;
  }

  async reconciled(): Promise<unknown> {
    return valueOf(await this.service.get(ReconcileDays).execute(SYSTEM));
  }
}

async function told(allowed: boolean, outcome: Promise<Outcome<unknown>>): Promise<Taken> {
  return { allowed, done: (await outcome).ok };
}
