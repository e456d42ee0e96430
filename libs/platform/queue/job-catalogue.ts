import { z } from 'zod';

/** An id of a row. No colon and never digits only once prefixed: BullMQ refuses such job ids. */
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/** What is known about one kind of job. */
interface JobKind<Payload> {
  /** The queue that carries it, and nothing else. */
  readonly queue: string;
  /** Ids only: queues keep their data in clear, and the database is the truth. */
  readonly payload: z.ZodType<Payload>;
  /** The id that the job is about. */
  readonly subjectOf: (payload: Payload) => string;
  readonly payloadFor: (subjectId: string) => Payload;
  /** How often a handler that throws is called, and the pause before the second call (doubled each time). */
  readonly attempts: number;
  readonly backoffMs: number;
  /** How many one worker process handles at once. */
  readonly concurrency: number;
  /** How often the reconciler sends a lost job again before it gives the subject up. */
  readonly mostSendings: number;
}

interface JobPayloads {
  readonly run: { readonly runId: string };
  readonly import: { readonly importId: string };
  readonly assessment: { readonly assessmentId: string };
  readonly effect: { readonly effectId: string };
  readonly message: { readonly messageId: string };
}

export type JobName = keyof JobPayloads;
export type JobPayload<Name extends JobName> = JobPayloads[Name];

/** Every job of the service, by name. */
export const JOB_CATALOGUE: { readonly [Name in JobName]: JobKind<JobPayload<Name>> } = {
  /** Solve a matching run. */
  run: {
    queue: 'runs',
    payload: z.strictObject({ runId: id }),
    subjectOf: ({ runId }) => runId,
    payloadFor: (runId) => ({ runId }),
    attempts: 3,
    backoffMs: 1000,
    concurrency: 1,
    mostSendings: 5,
  },
  /** Read an uploaded file into the database. */
  import: {
    queue: 'imports',
    payload: z.strictObject({ importId: id }),
    subjectOf: ({ importId }) => importId,
    payloadFor: (importId) => ({ importId }),
    attempts: 3,
    backoffMs: 1000,
    concurrency: 1,
    mostSendings: 5,
  },
  /** Decide who is eligible in one offer. */
  assessment: {
    queue: 'assessments',
    payload: z.strictObject({ assessmentId: id }),
    subjectOf: ({ assessmentId }) => assessmentId,
    payloadFor: (assessmentId) => ({ assessmentId }),
    attempts: 3,
    backoffMs: 1000,
    concurrency: 1,
    mostSendings: 5,
  },
  /** Find out what a reviewer's change would do to a solved run: short, and a page waits for it. */
  effect: {
    queue: 'effects',
    payload: z.strictObject({ effectId: id }),
    subjectOf: ({ effectId }) => effectId,
    payloadFor: (effectId) => ({ effectId }),
    attempts: 2,
    backoffMs: 500,
    concurrency: 1,
    mostSendings: 3,
  },
  /** Send one message; the pauses (5 s to 21 min) outlast a short trouble of the post. */
  message: {
    queue: 'messages',
    payload: z.strictObject({ messageId: id }),
    subjectOf: ({ messageId }) => messageId,
    payloadFor: (messageId) => ({ messageId }),
    attempts: 9,
    backoffMs: 5000,
    concurrency: 1,
    mostSendings: 3,
  },
};

export const JOB_NAMES = Object.keys(JOB_CATALOGUE) as readonly JobName[];

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOB_CATALOGUE, name);
}

/** The payload as the catalogue describes it; throws on an unknown name or a payload of another shape. */
export function checkedPayload<Name extends JobName>(
  name: Name,
  payload: unknown,
): { readonly payload: JobPayload<Name>; readonly subjectId: string } {
  if (!isJobName(name)) throw new Error(`There is no job named ${JSON.stringify(name)} in the catalogue`);
  const { payload: schema, subjectOf } = JOB_CATALOGUE[name];
  const parsed = schema.safeParse(payload);
  if (!parsed.success) {
    throw new Error(`The payload of job ${name} is refused: ${z.prettifyError(parsed.error)}`);
  }
  return { payload: parsed.data, subjectId: subjectOf(parsed.data) };
}

/** The same for every sending of one outbox row: a job sent twice is one job. */
export function jobIdOf(name: JobName, subjectId: string, attempt: number): string {
  return `${name}-${subjectId}-${String(attempt)}`;
}
