import { Logger } from '@nestjs/common';
import { snapshotWith } from '../../../../test/support/matching-factories.js';
import { standIn } from '../../../../test/support/stand-in.js';
import { accepted, type Outcome, refused } from '../../../../libs/domain/kernel/index.js';
import type { Plan } from '../../../../libs/domain/planning/index.js';
import {
  EndCancelledRunUseCase,
  FailRunUseCase,
  type FinishRunRefusal,
  FinishRunUseCase,
  HoldRun,
  ReportProgressUseCase,
  RunsQueries,
  type RunSummary,
  type TakenRun,
  type TakeRunRefusal,
  TakeRunUseCase,
} from '../../../../libs/features/runs/index.js';
import {
  type PoolStop,
  prepareRun,
  resultOf,
  type SolvedRun,
  SolverPool,
} from '../../../../libs/solving/index.js';
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

type Unsolved = PoolStop | 'pin-refused';
const SUMMARY: RunSummary = {
  ...{
    status: 'optimal',
    cases: 1,
    covered: 1,
    uncovered: 0,
    coverage: [],
    leaders: 1,
    leadersUsed: 1,
    candidates: 1,
  },
  ...{ halfDaysUsed: 10, score: SCORE, scoreBound: SCORE, gap: 0, engine: 'test', seconds: 0, seed: 1 },
};

/** What the thread answers for a plan: checked and told as a result. */
function resultFor(plan: Plan): Outcome<SolvedRun, Unsolved> {
  return PREPARED.ok ? accepted(resultOf(PREPARED.value, plan)) : PREPARED;
}

interface Situation {
  readonly taken?: Outcome<TakenRun, TakeRunRefusal>;
  readonly finished?: Outcome<RunSummary, FinishRunRefusal>;
  /** What the pool answers, or throws. */
  readonly solved: (signal?: AbortSignal) => Promise<Outcome<SolvedRun, Unsolved>>;
}

/** A processor whose every neighbour notes what it was asked. */
function processorIn({ taken, finished, solved }: Situation) {
  const asked: string[] = [];
  const noted = <T>(name: string, answer: T, code?: string): Promise<T> => {
    asked.push(code === undefined ? name : `${name} ${code}`);
    return Promise.resolve(answer);
  };
  const endings = new RunEndings(
    standIn(FinishRunUseCase, { execute: () => noted('finish', finished ?? accepted(SUMMARY)) }),
    standIn(FailRunUseCase, { execute: (_actor, { code }) => noted('fail', accepted('failed'), code) }),
    standIn(EndCancelledRunUseCase, { execute: () => noted('cancel', accepted('cancelled')) }),
  );
  const own = { runId: RUN_ID, fence: 1, snapshot: snapshotWith() };
  const processor = new RunProcessor(
    standIn(TakeRunUseCase, { execute: () => Promise.resolve(taken ?? accepted(own)) }),
    standIn(HoldRun, {
      heartbeat: () => Promise.resolve(true),
      release: () => noted('release', undefined),
    }),
    standIn(RunsQueries, {
      hold: () => Promise.resolve({ fence: 1, state: 'solving', cancelRequested: false }),
    }),
    standIn(ReportProgressUseCase, { execute: () => Promise.resolve(accepted('solving')) }),
    endings,
    standIn(SolverPool, { solveRun: (_snapshot, control) => solved(control?.signal) }),
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
    const solved: Situation['solved'] = () =>
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
    const solved: Situation['solved'] = () => Promise.reject(new Error('the thread died'));
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
        return Promise.resolve(signal?.aborted === true ? refused('cancelled') : resultFor(GOOD_PLAN));
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
