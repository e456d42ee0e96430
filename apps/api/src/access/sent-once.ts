import { createHash } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { KeyedQueue } from '../web/keyed-queue.js';

declare module 'express-session' {
  interface SessionData {
    /** Forms of this session that were done, the latest last: what was sent with each, and where that led. */
    sent: readonly SentForm[];
  }
}

interface SentForm {
  /** Of one page as it was shown. */
  readonly form: string;
  readonly hash: string;
  readonly location: string;
}

const KEPT = 20;

/**
 * A form that is sent twice as it is, by two presses of its button or by going back to it, is done once: what was sent
 * first leads on, what is sent again leads to the same place. Every page that is shown has forms of its own; a form that was
 * refused, or is sent with other words, counts as new.
 */
export function sendOnce(): RequestHandler {
  const queue = new KeyedQueue();
  return (request: Request, response: Response, next: NextFunction): void => {
    const form = formOf(request);
    // A file is known by its bytes, which are no part of the fields.
    if (request.method !== 'POST' || form === '' || request.is('multipart/form-data') !== false) {
      next();
      return;
    }
    const hash = createHash('sha256')
      .update(JSON.stringify([request.originalUrl, request.body]))
      .digest('hex');
    queue
      .run(`${request.sessionID} ${form}`, async () => {
        await reloaded(request);
        const before = (request.session.sent ?? []).find((one) => one.form === form);
        if (before?.hash === hash) response.redirect(303, before.location);
        else await done(request, response, { form, hash }, next);
      })
      .catch(next);
  };
}

/** Lets the form be done, and keeps where it led; it is over once the answer is sent. */
function done(
  request: Request,
  response: Response,
  sent: Omit<SentForm, 'location'>,
  next: NextFunction,
): Promise<void> {
  const { sessionID } = request;
  const redirect = response.redirect.bind(response) as (...given: readonly (number | string)[]) => void;
  response.redirect = (...given: readonly (number | string)[]): void => {
    // Who signs in or out has another session now, or none.
    if (given[0] === 303 && request.sessionID === sessionID && hasSession(request)) {
      const others = (request.session.sent ?? []).filter(({ form }) => form !== sent.form);
      request.session.sent = [...others, { ...sent, location: String(given.at(-1)) }].slice(-KEPT);
    }
    redirect(...given);
  };
  return new Promise((resolve) => {
    response.once('close', resolve);
    next();
  });
}

function hasSession(request: Request): boolean {
  return (request as { readonly session?: unknown }).session !== undefined;
}

/** As it is stored by now: another request of it may just have ended. */
function reloaded({ session }: Request): Promise<void> {
  return new Promise((resolve) => {
    // A session that is new is not stored yet.
    session.reload(() => {
      resolve();
    });
  });
}

/** The part of the form's token that is of one page alone; empty: there is none. */
function formOf({ body }: Request): string {
  const { csrf } = (body ?? {}) as { readonly csrf?: unknown };
  return typeof csrf === 'string' ? (csrf.split('.')[1] ?? '') : '';
}
