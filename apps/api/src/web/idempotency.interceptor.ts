import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { firstValueFrom, from, type Observable } from 'rxjs';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  Database,
  databaseFault,
  type GivenAnswer,
  givenAnswer,
  KEY_TAKEN,
  storeAnswer,
} from '../../../../libs/platform/database/index.js';
import type { ActingRequest } from '../access/actor.decorator.js';
import { KeyedQueue } from './keyed-queue.js';
import { isPage } from './only-for-pages.js';
import { type Problem, problemOf, ProblemException } from './problem.js';

const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE'];
const KEY = /^[\x21-\x7e]{1,200}$/;
const HEADERS_KEPT = ['location', 'etag'] as const;

/** What is stored to give the same answer again. */
interface Kept {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text: as text it keeps the order of its properties. Null: no body. */
  readonly body: string | null;
  readonly problem?: string;
}

/**
 * `Idempotency-Key` on every unsafe route of the API (draft-ietf-httpapi-idempotency-key-header): the effect and its answer
 * commit in one transaction, so that the same key with the same request is answered with what was answered first, however
 * often and however many at once it comes, and whatever crashed in between. The same key with another request is 422.
 * Who answers by a link has keys of that link. Signing in for a token takes none: a token is never kept. Uploads need no
 * key: a file is known by its bytes. Failures of ours are not kept: such a request may be sent again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  /** Of one key only one request at a time asks for a connection, so that waiting ones never starve the one at work. */
  private readonly queue = new KeyedQueue();

  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const key = request.headers['idempotency-key'];
    const actor = request.actor ?? holderOfLink(request);
    if (key === undefined || actor === undefined || !UNSAFE.includes(request.method)) return next.handle();
    if (isPage(request.path) || isUpload(request)) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) throw new ProblemException(badKey());
    const response = context.switchToHttp().getResponse<Response>();
    return from(
      this.queue.run(`${actor.id} ${key}`, () =>
        this.once(actor, key, requestHash(request), response, () => firstValueFrom(next.handle())),
      ),
    );
  }

  private async once(
    actor: Actor,
    key: string,
    hash: string,
    response: Response,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const before = await givenAnswer(this.database.manager, actor.id, key);
    const answer = before ?? (await this.firstOrTheirs(actor, key, hash, response, handle));
    if (answer.requestHash !== hash) {
      const title = 'The same key was used for another request.';
      throw new ProblemException(problemOf(422, 'idempotency-key-reused', title));
    }
    return giveAgain(answer, response);
  }

  /** Where another process was quicker under the same key, what this one did is undone and theirs is the answer. */
  private async firstOrTheirs(
    actor: Actor,
    key: string,
    requestHash: string,
    response: Response,
    handle: () => Promise<unknown>,
  ): Promise<GivenAnswer> {
    try {
      return await this.database.together(actor, async (manager) => {
        const fresh = { requestHash, ...(await answered(handle, response)) };
        await storeAnswer(manager, actor.id, key, fresh);
        return fresh;
      });
    } catch (failure) {
      const quicker =
        databaseFault(failure).constraint === KEY_TAKEN
          ? await givenAnswer(this.database.manager, actor.id, key)
          : undefined;
      if (quicker === undefined) throw failure;
      return quicker;
    }
  }
}

/** The answer of the handler, a refusal too; what is our own failure is thrown on and rolls everything back. */
async function answered(
  handle: () => Promise<unknown>,
  response: Response,
): Promise<{ readonly status: number; readonly body: Kept }> {
  try {
    const answer = await handle();
    const body = answer === undefined || answer === null ? null : JSON.stringify(answer);
    const headers = HEADERS_KEPT.flatMap((name) => {
      const value = response.getHeader(name);
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    return { status: response.statusCode, body: { headers: Object.fromEntries(headers), body } };
  } catch (failure) {
    if (!(failure instanceof ProblemException) || failure.problem.status >= 500) throw failure;
    const { problem } = failure;
    return { status: problem.status, body: { headers: {}, body: null, problem: JSON.stringify(problem) } };
  }
}

function giveAgain({ status, body }: GivenAnswer, response: Response): unknown {
  const kept = body as Kept;
  if (kept.problem !== undefined) throw new ProblemException(JSON.parse(kept.problem) as Problem);
  for (const [name, value] of Object.entries(kept.headers)) response.setHeader(name, value);
  response.status(status);
  return kept.body === null ? undefined : JSON.parse(kept.body);
}

/** Who has a link instead of a sign-in: keys of two links never meet, and the token is not kept. */
function holderOfLink({ params }: ActingRequest): Actor | undefined {
  const token = params['token'];
  if (typeof token !== 'string') return undefined;
  return { id: `link:${createHash('sha256').update(token).digest('hex')}`, roles: [] };
}

/** The body parser leaves every other content to the handler. */
function isUpload(request: ActingRequest): boolean {
  return Number(request.headers['content-length'] ?? 0) > 0 && !request.is('application/json');
}

function requestHash(request: ActingRequest): string {
  const parts = [request.method, request.originalUrl, JSON.stringify(request.body ?? null)];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

function badKey(): Problem {
  return problemOf(
    400,
    'bad-idempotency-key',
    'An Idempotency-Key has 1 to 200 letters, digits or signs, without blanks.',
  );
}
