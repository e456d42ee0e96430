import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

const faultSchema = z.object({
  pointer: z.string().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  code: z.string(),
  detail: z.string(),
});
const problemSchema = z.object({
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(faultSchema).optional(),
});

/** The service's "no", as RFC 9457 problem details. */
export type Problem = z.infer<typeof problemSchema>;

/**
 * `refused`: the service said no, and why. `unreachable`: nothing answered. `broken`: what answered failed, or is no
 * leader-match service.
 */
export type Failure =
  | { readonly kind: 'refused'; readonly problem: Problem; readonly raw: unknown }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string; readonly raw: unknown };

export type Answer<T> =
  | { readonly ok: true; readonly value: T; /** As it came. */ readonly raw: unknown }
  | { readonly ok: false; readonly failure: Failure };

interface Content {
  readonly body: string | ReadableStream;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The service's REST API under /api/v1, for one person. Never throws for what the service or the network does. */
export class RestClient {
  constructor(
    private readonly url: string,
    private readonly token: string | undefined,
  ) {}

  get<T>(path: string, schema: z.ZodType<T>): Promise<Answer<T>> {
    return this.send('GET', path, schema);
  }

  post<T>(
    path: string,
    body: object,
    schema: z.ZodType<T>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const content = { body: JSON.stringify(body), type: 'application/json', headers };
    return this.send('POST', path, schema, content);
  }

  /** Streams a file of any size. The file must be there: see `unreadableReason`. */
  upload<T>(path: string, file: string, schema: z.ZodType<T>): Promise<Answer<T>> {
    const body = Readable.toWeb(createReadStream(file)) as ReadableStream;
    return this.send('POST', path, schema, { body, type: 'application/octet-stream' });
  }

  /** Streams what the service answers into a file, which is there whole or not at all. */
  async download(path: string, file: string): Promise<Answer<null>> {
    const unfinished = `${file}.part`;
    try {
      const response = await fetch(`${this.url}/api/v1${path}`, {
        redirect: 'manual',
        headers: {
          accept:
            'text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/problem+json',
          ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        },
      });
      if (response.status !== 200 || response.body === null) {
        return this.answerOf(
          response.status === 200 ? 500 : response.status,
          await response.text(),
          z.null(),
        );
      }
      await pipeline(Readable.fromWeb(response.body), createWriteStream(unfinished));
      await rename(unfinished, file);
      return { ok: true, value: null, raw: null };
    } catch (error) {
      await rm(unfinished, { force: true });
      const isOwn = typeof error === 'object' && error !== null && 'syscall' in error && 'path' in error;
      if (isOwn)
        return failed({
          kind: 'broken',
          message: `${file} cannot be written: ${causeOf(error)}.`,
          raw: null,
        });
      return failed({
        kind: 'unreachable',
        message: `The service at ${this.url} cannot be reached: ${causeOf(error)}.`,
      });
    }
  }

  private async send<T>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<T>,
    content?: Content,
  ): Promise<Answer<T>> {
    let status: number;
    let text: string;
    try {
      const response = await fetch(`${this.url}/api/v1${path}`, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'application/json, application/problem+json',
          ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
          ...(content === undefined ? {} : { 'content-type': content.type, ...content.headers }),
        },
        ...(content === undefined ? {} : { body: content.body, duplex: 'half' }),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      return failed({
        kind: 'unreachable',
        message: `The service at ${this.url} cannot be reached: ${causeOf(error)}.`,
      });
    }
    return this.answerOf(status, text, schema);
  }

  private answerOf<T>(status: number, text: string, schema: z.ZodType<T>): Answer<T> {
    const raw = jsonOf(text);
    if (status >= 200 && status < 300) {
      const parsed = schema.safeParse(raw);
      if (parsed.success) return { ok: true, value: parsed.data, raw };
      return failed({
        kind: 'broken',
        message: `What answers at ${this.url} is no leader-match service of this version.`,
        raw,
      });
    }
    const problem = problemSchema.safeParse(raw);
    if (!problem.success) {
      const message = `What answers at ${this.url} is no leader-match service (status ${String(status)}).`;
      return failed({ kind: 'broken', message, raw });
    }
    if (status < 500) return failed({ kind: 'refused', problem: problem.data, raw });
    return failed({ kind: 'broken', message: `The service failed: ${problem.data.title}`, raw });
  }
}

function failed(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** fetch says no more than "fetch failed"; the reason lies below. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof AggregateError) return causeOf(error.cause.errors[0]);
  if (error.cause instanceof Error) return causeOf(error.cause);
  return error.message;
}
