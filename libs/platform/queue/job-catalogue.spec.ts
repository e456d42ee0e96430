import { type AnyJobProcessor, createConsumers } from './consumers.js';
import {
  checkedPayload,
  isJobName,
  JOB_CATALOGUE,
  JOB_NAMES,
  jobIdOf,
  type JobName,
} from './job-catalogue.js';
import { type Consumer, type JobQueue } from './job-queue.js';

const UUID = '5b6f3c9e-2f6e-4c0e-9a43-1d1c2a3b4c5d';

describe('the job catalogue', () => {
  it.each(JOB_NAMES)('makes a payload for %s that it takes itself', (name) => {
    const payload = JOB_CATALOGUE[name].payloadFor(UUID);
    expect(checkedPayload(name, payload)).toEqual({ payload, subjectId: UUID });
  });

  it('gives every job its own queue', () => {
    expect(new Set(JOB_NAMES.map((name) => JOB_CATALOGUE[name].queue)).size).toBe(JOB_NAMES.length);
  });

  it.each([
    ['another key', { runId: UUID, name: 'Ada' }],
    ['no id', {}],
    ['a colon', { runId: 'a:b' }],
    ['an empty id', { runId: '' }],
    ['a number', { runId: 7 }],
    ['an endless id', { runId: 'x'.repeat(65) }],
  ])('refuses a payload with %s', (_what, payload) => {
    expect(() => checkedPayload('run', payload)).toThrow(/The payload of job run is refused/);
  });

  it('refuses a job that it does not know', () => {
    expect(isJobName('toString')).toBe(false);
    expect(() => checkedPayload('reboot' as JobName, { runId: UUID })).toThrow(
      'There is no job named "reboot" in the catalogue',
    );
  });

  it('makes job ids that BullMQ takes: no colon, not only digits', () => {
    expect(jobIdOf('run', '7', 1)).toBe('run-7-1');
    expect(jobIdOf('import', UUID, 2)).toBe(`import-${UUID}-2`);
  });
});

describe('the consumers of a worker', () => {
  const processor = (job: JobName): AnyJobProcessor => ({ job, handle: () => Promise.resolve() });
  const consumed: string[] = [];
  const queue: Pick<JobQueue, 'consume'> = {
    consume: (name) => {
      consumed.push(name);
      const state = { queue: name, concurrency: 1, active: 0, waiting: 0, oldestWaitingSeconds: 0 };
      const consumer: Consumer = {
        state: () => Promise.resolve(state),
        close: (limitMs) => Promise.resolve(limitMs > 0 || name !== 'run'),
      };
      return consumer;
    },
  };
  beforeEach(() => {
    consumed.length = 0;
  });

  it('do not start without a processor for every job', () => {
    expect(() => createConsumers(queue, [processor('run')])).toThrow(
      'The worker cannot start: no processor for jobs named import; no processor for jobs named assessment; ' +
        'no processor for jobs named effect; no processor for jobs named message',
    );
    expect(consumed).toEqual([]);
  });

  it('do not start with two processors for one job', () => {
    expect(() => createConsumers(queue, [...JOB_NAMES, 'run' as const].map(processor))).toThrow(
      'two processors for jobs named run',
    );
    expect(consumed).toEqual([]);
  });

  it('close cleanly only when each does', async () => {
    const consumers = createConsumers(queue, JOB_NAMES.map(processor));
    expect(consumed).toEqual(JOB_NAMES);
    expect((await consumers.states()).map((state) => state.queue)).toEqual(JOB_NAMES);
    expect(await consumers.close(1)).toBe(true);
    expect(await consumers.close(0)).toBe(false);
  });
});
