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
  type Decision,
  explained,
  isDecision,
  NOT_YET_KNOWN,
  pinned,
  takeInModel,
} from './round-decisions.js';
import { ALL_LEADERS, refOf, type Standing, standingOf } from './round-standing.js';
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

type Answered = Pick<Taken, 'done'>;
type Question = () => Promise<Answered>;

/** Drives the service, on a database of its own, and the model side by side. */
export class RoundJourney {
  private model = new RoundModel();
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
    if (step.kind === 'run') return this.run();
    if (!isDecision(step)) {
      const match = this.model.matchAt(step.match);
      return match === undefined ? undefined : this.answer(match, step.kind === 'sign');
    }
    const ask = this.question(step);
    if (ask === undefined) return undefined;
    const { done } = await ask();
    const allowed = takeInModel(this.model, step);
    if (allowed && done) await this.learnIds();
    return { allowed, done };
  }

  /** Several at once; whether some order of them explains the answers and what stands now. */
  async takeAtOnce(steps: readonly Decision[]): Promise<boolean> {
    const asked = steps.flatMap((counted) => {
      const step = pinned(this.model, counted);
      const ask = this.question(step);
      if (ask === undefined) return [];
      return [
        { step, ask, seen: step.kind === 'survey' ? this.model.answerVersions[step.leader] : undefined },
      ];
    });
    const answers = await Promise.all(
      asked.map(async ({ step, ask, seen }) => ({
        ...{ step, ...(seen === undefined ? {} : { seen }), done: (await ask()).done },
      })),
    );
    const now = JSON.stringify(await this.standing());
    const after = explained(this.model, answers, (model) => JSON.stringify(standingOf(model)) === now);
    if (after === undefined) return false;
    this.model = after;
    await this.learnIds();
    return true;
  }

  /** What is to be asked of the service; undefined where there is nothing to ask about. */
  private question(step: Decision): Question | undefined {
    switch (step.kind) {
      case 'survey':
        return this.survey(step.leader, step.halfDays);
      case 'publish':
      case 'place':
      case 'forbid': {
        const run = this.model.runAt(step.run);
        if (run === undefined) return undefined;
        const runId = run.id;
        if (step.kind === 'publish') {
          return () => told(this.service.get(PublishRunUseCase).execute(COORDINATOR, { runId }));
        }
        const pair = { caseId: caseAt(step.case), leaderRef: refOf(step.leader) };
        return () => this.override(runId, { kind: step.kind, ...pair });
      }
      default: {
        const match = this.model.matchAt(step.match);
        return match === undefined ? undefined : this.questionOf(match, step);
      }
    }
  }

  private questionOf(match: ModelMatch, step: Extract<Decision, { match: number }>): Question {
    const { service } = this;
    const input = { matchId: match.id };
    const runId = match.run.id;
    switch (step.kind) {
      case 'accept':
        return () => told(service.get(AcceptMatch).execute(COORDINATOR, input));
      case 'unpublish':
        return () => told(service.get(UnpublishMatch).execute(COORDINATOR, input));
      case 'end-waiting':
        return () => told(service.get(EndWaiting).execute(COORDINATOR, { ...input, reason: 'Away' }));
      case 'decline': {
        const given = { ...input, reason: 'No time', otherDates: step.otherDates };
        return () => told(service.get(DeclineMatch).execute(COORDINATOR, given));
      }
      case 'reassign':
        return () => this.override(runId, { kind: 'reassign', ...input, leaderRef: refOf(step.leader) });
      case 'unassign':
        return () => this.override(runId, { kind: 'unassign', ...input });
      case 'log':
        return this.log(match, step.halfDays);
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

  private override(runId: string, change: OverrideChange): Promise<Answered> {
    return told(this.service.get(MakeOverride).execute(REVIEWER, { runId, changes: [change], ...REASON }));
  }

  /** Overrides make matches of whose ids the model knows nothing. */
  private async learnIds(): Promise<void> {
    const known = new Set(this.model.matches.map(({ id }) => id));
    for (const run of this.model.runs) {
      const unknown = this.model.matches.filter((match) => match.run === run && match.id === NOT_YET_KNOWN);
      if (unknown.length === 0) continue;
      for (const { id, ...pair } of await this.matchesOf(run.id)) {
        if (known.has(id)) continue;
        const own = unknown.find(
          (match) => match.id === NOT_YET_KNOWN && match.case === pair.case && match.leader === pair.leader,
        );
        if (own !== undefined) own.id = id;
      }
    }
  }

  private survey(leader: number, halfDays: number): Question {
    const cells = {
      ...{ phases: 'primary', expertise: 'quality-of-education', days_offered: String(halfDays / 2) },
      ...{ max_engagements: '', travel_miles: '', support_levels: 'school;trust', available_from: '' },
      ...{ available_to: '', excluded_urns: '', excluded_trust_uids: '' },
    };
    const version = this.model.answerVersions[leader] ?? 1;
    const given = { offer: OFFER, leaderRef: refOf(leader), version, cells } as const;
    return () => told(this.service.get(ChangeAnswer).execute(COORDINATOR, given));
  }

  private log(match: ModelMatch, halfDays: number): Question {
    const visitedOn = new Date(Date.UTC(2024, 8, 2) + this.day++ * 86_400_000).toISOString().slice(0, 10);
    const visit = { visitedOn, halfDays, done: 'Looked at the curriculum', doneBy: 'The leader' };
    return () => told(this.service.get(LogVisit).execute(COORDINATOR, { matchId: match.id, ...visit }));
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
    return { allowed, ...(await told(this.service.get(SignOffVisits).execute(given))) };
  }

  private end(match: ModelMatch): Question {
    const input = {
      ...{ matchId: match.id, outcome: 'aims-met', report: 'Over' },
      ...(match.signed === MATCH_HALF_DAYS ? {} : { endedEarlyReason: 'Enough' }),
    };
    return () => told(this.service.get(EndDelivery).execute(COORDINATOR, input));
  }

  async standings(): Promise<{ readonly service: Standing; readonly model: Standing }> {
    return { service: await this.standing(), model: standingOf(this.model) };
  }

  private async standing(): Promise<Standing> {
    const queries = this.service.get(BudgetsQueries);
    const budgets = await Promise.all(ALL_LEADERS.map((leader) => queries.find(OFFER, refOf(leader))));
    const rows = await this.service.test.app.query<{ line: string }[]>(
      `SELECT run_id || ' ' || case_id || ' ' || leader_ref || ' ' || state AS line FROM match`,
    );
    return {
      budgets: budgets.map((budget) => [
        ...[budget?.grantedHalfDays ?? 0, budget?.reservedHalfDays ?? 0],
        ...[budget?.deliveredHalfDays ?? 0, budget?.availableHalfDays ?? 0],
      ]),
      matches: rows.map(({ line }) => line).sort(),
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

async function told(outcome: Promise<Outcome<unknown>>): Promise<Answered> {
  return { done: (await outcome).ok };
}
