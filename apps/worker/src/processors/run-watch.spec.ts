import { eventually } from '../../../../test/support/eventually.js';
import type { SolveProgress } from '../../../../libs/domain/planning/index.js';
import { type RunLine, RunWatch } from './run-watch.js';

const SOLVING: SolveProgress = { phase: 'solving', fraction: 0.5 };

/** A watch that looks every 5 ms at a row that the test changes. */
function watching(changes: Partial<RunLine> = {}, heartbeatMs = 60_000) {
  const row = { fence: 3, cancelRequested: false };
  const told: (SolveProgress | 'beat')[] = [];
  const trouble: unknown[] = [];
  const job = new AbortController();
  const watch = new RunWatch({
    fence: 3,
    signal: job.signal,
    heartbeatMs,
    lookMs: 5,
    onTrouble: (error) => trouble.push(error),
    line: {
      look: () => Promise.resolve(row),
      heartbeat: () => Promise.resolve(told.push('beat') > 0),
      report: (progress) => Promise.resolve(told.push(progress) > 0),
      ...changes,
    },
  });
  return { watch, row, told, trouble, job };
}

const once = (what: string, is: () => boolean): Promise<true> =>
  eventually(what, () => (is() ? true : undefined));

describe('the watch beside a solve', () => {
  it('stops the solve when somebody cancels the run, and tells nothing more', async () => {
    const { watch, row, told } = watching();
    row.cancelRequested = true;
    await once('the solve is stopped', () => watch.signal.aborted);
    watch.progress(SOLVING);
    await watch.end();
    expect([watch.stoppedFor, told]).toEqual(['cancelled', []]);
  });

  it('stops the solve when the run is in other hands', async () => {
    const { watch, row } = watching();
    row.fence = 4;
    await once('the solve is stopped', () => watch.signal.aborted);
    expect(watch.stoppedFor).toBe('fence-lost');
    await watch.end();
  });

  it('stops the solve when what it tells is no longer taken', async () => {
    const { watch } = watching({ report: () => Promise.resolve(false) });
    watch.progress(SOLVING);
    await once('the solve is stopped', () => watch.signal.aborted);
    expect(watch.stoppedFor).toBe('fence-lost');
    await watch.end();
  });

  it('stops the solve when the queue takes the job away, also before it began', async () => {
    const { watch, job } = watching();
    job.abort();
    expect([watch.signal.aborted, watch.stoppedFor]).toEqual([true, 'interrupted']);
    await watch.end();
    const line = watching().watch;
    await line.end();
    const late = new RunWatch({
      ...{ fence: 3, signal: AbortSignal.abort(), heartbeatMs: 1, onTrouble: () => undefined },
      line: {
        look: () => Promise.resolve(null),
        heartbeat: () => Promise.resolve(true),
        report: () => Promise.resolve(true),
      },
    });
    expect(late.stoppedFor).toBe('interrupted');
    await late.end();
  });

  it('keeps the first reason', async () => {
    const { watch, row, job } = watching();
    row.cancelRequested = true;
    await once('the solve is stopped', () => watch.signal.aborted);
    job.abort();
    expect(watch.stoppedFor).toBe('cancelled');
    await watch.end();
  });

  it('tells the latest progress once, and beats where there is none', async () => {
    const { watch, told } = watching({}, 0);
    watch.progress({ phase: 'preparing', fraction: 1 });
    watch.progress(SOLVING);
    await once('it beats', () => told.includes('beat'));
    await watch.end();
    expect(told.filter((one) => one !== 'beat')).toEqual([SOLVING]);
  });

  it('goes on when the database is away', async () => {
    const { watch, trouble } = watching({ look: () => Promise.reject(new Error('away')) });
    await once('it is told about', () => trouble.length > 1);
    expect([watch.signal.aborted, watch.stoppedFor]).toEqual([false, null]);
    await watch.end();
  });
});
