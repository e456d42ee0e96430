import { assert } from '../../domain/kernel/index.js';
import { JOB_NAMES, type JobName } from './job-catalogue.js';
import { type Consumer, type ConsumerState, type JobHandler, type JobQueue } from './job-queue.js';

/** Handles the jobs of one name. */
export interface JobProcessor<Name extends JobName> {
  readonly job: Name;
  readonly handle: JobHandler<Name>;
}

export type AnyJobProcessor = { [Name in JobName]: JobProcessor<Name> }[JobName];

export interface ConsumersOptions {
  /** Jobs of one name that this process handles at once; default: as the catalogue says. */
  readonly concurrency?: number;
}

const CLOSE_LIMIT_MS = 20_000;

/** The consumers of one worker process, one for each queue. */
export class Consumers {
  constructor(private readonly consumers: readonly Consumer[]) {}

  async states(): Promise<readonly ConsumerState[]> {
    return Promise.all(this.consumers.map((consumer) => consumer.state()));
  }

  /**
   * Takes no more jobs and waits for those under way; after the limit tells them to stop. False: some did not, and the
   * process should end with an error; the queue gives their jobs to another worker.
   */
  async close(limitMs: number = CLOSE_LIMIT_MS): Promise<boolean> {
    const closed = await Promise.all(this.consumers.map((consumer) => consumer.close(limitMs)));
    return closed.every(Boolean);
  }
}

/** Starts to consume. Throws, naming the jobs, when a job of the catalogue has no processor or more than one. */
export function createConsumers(
  queue: Pick<JobQueue, 'consume'>,
  processors: readonly AnyJobProcessor[],
  options: ConsumersOptions = {},
): Consumers {
  const handledBy = (name: JobName): number => processors.filter(({ job }) => job === name).length;
  const faults = [
    ...JOB_NAMES.filter((name) => handledBy(name) === 0).map((name) => `no processor for jobs named ${name}`),
    ...JOB_NAMES.filter((name) => handledBy(name) > 1).map((name) => `two processors for jobs named ${name}`),
  ];
  if (faults.length > 0) throw new Error(`The worker cannot start: ${faults.join('; ')}`);
  return new Consumers(
    JOB_NAMES.map((name) => {
      const processor = processorOf(processors, name);
      return queue.consume(name, (payload, context) => processor.handle(payload, context), options);
    }),
  );
}

function processorOf<Name extends JobName>(
  processors: readonly AnyJobProcessor[],
  name: Name,
): JobProcessor<Name> {
  const found = processors.find(
    (candidate): candidate is AnyJobProcessor & JobProcessor<Name> => candidate.job === name,
  );
  assert(found !== undefined, `a processor for jobs named ${name}`);
  return found;
}
