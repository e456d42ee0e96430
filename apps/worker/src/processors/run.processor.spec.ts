import { Logger } from '@nestjs/common';
import { snapshotWith } from '../../../../test/support/matching-factories.js';
import { accepted, type Outcome, refused } from '../../../../libs/domain/kernel/index.js';
import type { Plan } from '../../../../libs/domain/planning/index.js';
import type {
  EndCancelledRunUseCase,
  FailRunUseCase,
  FinishRunUseCase,
  HoldRun,
  ReportProgressUseCase,
  RunsQueries,
  TakeRunUseCase,
} from '../../../../libs/features/runs/index.js';
import { prepareRun, resultOf, type SolvedRun, type SolverPool } from '../../../../libs/solving/index.js';
import { RunEndings } from './run-endings.js';
import { RunProcessor } from './run.processor.js';

const RUN_ID = '11111111-1111-4111-8111-111111111111';
const PREPARED = prepareRun(snapshotWith());
const SCORE = (PREPARED.ok ? PREPARED.value.problem.candidates[0]?.score : undefined) ?? NaN;
const GOOD_PLAN: Plan = {
  version: 1,
  status: 'optimal',
  matches: [{ leader: 'L1', case: 'school-990100', days: 10, score: SCORE }],
  uncovered: [],
  coverage: [{ priority: 1, cases: 1, covered: 1, bound: 1 }],
  ...{ score: SCORE, scoreBound: SCORE, gap: 0, engine: 'test', seconds: 0, seed: 1 },
};

/** What the thread answers for a plan: checked and told as a result. */
function resultFor(plan: Plan): Outcome<SolvedRun> {
  return PREPARED.ok ? accepted(resultOf(PREPARED.value, plan)) : PREPARED;
}

interface Situation {
  readonly taken?: Outcome<unknown>;
  readonly finished?: Outcome<unknown>;
  /** What the pool answers, or throws. */
  readonly solved: (signal: AbortSignal) => Promise<Outcome<SolvedRun>>;
}

/** A processor whose every neighbour notes what it was asked. */
function processorIn({ taken, finished, solved }: Situation) {
  const asked: string[] = [];
  const answer =
    (name: string, outcome: Outcome<unknown>) =>
    (_actor: unknown, input: { readonly code?: string }): Promise<Outcome<unknown>> => {
      asked.push(input.code === undefined ? name : `${name} ${input.code}`);
      return Promise.resolve(outcome);
    };
  const takeRun = {
    execute: () => Promise.resolve(taken ?? accepted({ runId: RUN_ID, fence: 1, snapshot: snapshotWith() })),
  };
  const holdRun = {
    heartbeat: () => Promise.resolve(true),
    release: () => Promise.resolve(asked.push('release')),
  };
  const runs = { hold: () => Promise.resolve({ fence: 1, state: 'solving', cancelRequested: false }) };
  const report = { execute: () => Promise.resolve(accepted('solving')) };
  const finish = { execute: answer('finish', finished ?? accepted({ covered: 1, cases: 1 })) };
  const fail = { execute: answer('fail', accepted('failed')) };
  const cancel = { execute: answer('cancel', accepted('cancelled')) };
  const pool = {
    solveRun: (_snapshot: unknown, control: { readonly signal: AbortSignal }) => solved(control.signal),
  };
  const endings = new RunEndings(
    finish as unknown as FinishRunUseCase,
    fail as unknown as FailRunUseCase,
    cancel as unknown as EndCancelledRunUseCase,
  );
  const processor = new RunProcessor(
    takeRun as unknown as TakeRunUseCase,
    holdRun as unknown as HoldRun,
    runs as unknown as RunsQueries,
    report as unknown as ReportProgressUseCase,
    endings,
    pool as unknown as SolverPool,
  );
  const handle = (attempt = 1, signal = new AbortController().signal): Promise<void> =>
    processor.handle({ runId: RUN_ID }, { jobId: 'run-1', attempt, signal });
  return { handle, asked };
}

describe('solving the run of a job', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('stores a plan that the check accepts', async () => {
    const { handle, asked } = processorIn({ solved: () => Promise.resolve(resultFor(GOOD_PLAN)) });
    await handle();
    expect(asked).toEqual(['finish']);
  });

  it('never stores a plan that breaks the problem: tries again, then fails the run', async () => {
    const matches = [{ leader: 'L1', case: 'school-990100', days: 10, score: SCORE + 1 }];
    const solved = (): Promise<Outcome<SolvedRun>> =>
      Promise.resolve().then(() => resultFor({ ...GOOD_PLAN, matches }));
    const first = processorIn({ solved });
    await expect(first.handle(1)).rejects.toThrow('the plan breaks the problem');
    expect(first.asked).toEqual(['release']);
    const last = processorIn({ solved });
    await last.handle(3);
    expect(last.asked).toEqual(['fail worker-error']);
  });

  it('leaves a run alone that is held elsewhere or has ended', async () => {
    const taken = refused('held-elsewhere');
    const { handle, asked } = processorIn({ taken, solved: () => Promise.reject(new Error('never')) });
    await handle();
    expect(asked).toEqual([]);
  });

  it('fails a run at once for what its input or the guards of the solve make impossible', async () => {
    const overrun = processorIn({ solved: () => Promise.resolve(refused('time-limit-overrun')) });
    await overrun.handle();
    expect(overrun.asked).toEqual(['fail time-limit-overrun']);
    const conflict = [{ leader: 'L1', case: 'school-990100' }];
    const infeasible: Plan = {
      ...{ ...GOOD_PLAN, status: 'infeasible', matches: [], score: 0, scoreBound: 0, conflict },
      uncovered: [{ case: 'school-990100', reason: 'pins-contradict' }],
      coverage: [{ priority: 1, cases: 1, covered: 0, bound: 0 }],
    };
    const pinned = processorIn({ solved: () => Promise.resolve(resultFor(infeasible)) });
    await pinned.handle(3);
    expect(pinned.asked).toHaveLength(1);
    expect(pinned.asked[0]).toMatch(/^fail /);
  });

  it('tries again what broke around it, and fails the run only at the last attempt', async () => {
    const solved = (): Promise<Outcome<SolvedRun>> => Promise.reject(new Error('the thread died'));
    const second = processorIn({ solved });
    await expect(second.handle(2)).rejects.toThrow('the thread died');
    expect(second.asked).toEqual(['release']);
    const third = processorIn({ solved });
    await third.handle(3);
    expect(third.asked).toEqual(['fail worker-error']);
  });

  it('gives the run back, whatever the attempt, when the process ends', async () => {
    const job = new AbortController();
    const { handle, asked } = processorIn({
      solved: (signal) => {
        job.abort();
        return Promise.resolve(signal.aborted ? refused('cancelled') : resultFor(GOOD_PLAN));
      },
    });
    await expect(handle(3, job.signal)).rejects.toThrow('the solve was stopped');
    expect(asked).toEqual(['release']);
  });

  it('ends the run as cancelled when that was asked while the result was on its way', async () => {
    const { handle, asked } = processorIn({
      solved: () => Promise.resolve(resultFor(GOOD_PLAN)),
      finished: refused('cancel-requested'),
    });
    await handle();
    expect(asked).toEqual(['finish', 'cancel']);
  });

  it('drops a result that came late', async () => {
    const { handle, asked } = processorIn({
      solved: () => Promise.resolve(resultFor(GOOD_PLAN)),
      finished: refused('fence-lost'),
    });
    await handle();
    expect(asked).toEqual(['finish']);
  });
});
