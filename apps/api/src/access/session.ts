import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session, { type SessionData, type Store } from 'express-session';
import type { SignedIn } from '../../../../libs/features/identity/index.js';
import type { RespondForm } from '../pages/assignments/respond.form.js';
import type { DfePerson } from './dfe-roles.js';
import type { PendingSignIn } from './oidc-client.js';
import { problemOf, ProblemException } from '../web/problem.js';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** Of the user when the session began: another one by now, and the session has been ended. */
    sessionEpoch: number;
    csrf: string;
    /** A sign-in under way at the identity provider. */
    pending: PendingSignIn;
    /** Key of the invitation that its holder is about to accept. */
    invitation: string;
    /** Whom DfE Sign-in is asked about while the session lasts. */
    dfe: DfePerson;
    signedInAtMs: number;
    /** Shown once on the next page: a bare text tells of what was done. */
    notice: string | { readonly important: string };
    /** The answer to a match that is about to be sent. */
    answering: { readonly matchId: string; readonly form: RespondForm };
    /** What is chosen of the proposals of a run that is about to be published: all but these, or none but these. */
    publishing: { readonly runId: string; readonly isAll: boolean; readonly but: readonly string[] };
  }
}

const IDLE_MS = 30 * 60 * 1000;
/** However busy a session is, it ends twelve hours after sign-in. */
export const ABSOLUTE_SESSION_MS = 12 * 60 * 60 * 1000;
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Sessions in a store; the cookie is `__Host-` and Secure wherever the service is not on plain loopback. */
export function sessions(store: Store, secret: string, secure: boolean): RequestHandler {
  return session({
    store,
    name: secure ? '__Host-leader-match' : 'leader-match',
    secret,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: IDLE_MS },
  });
}

/**
 * Stores the session before a redirect is answered. Otherwise a browser may ask for the next page while its session is still
 * being written, and be taken for a stranger, or miss a notice.
 */
export function storeBeforeRedirect(request: Request, response: Response, next: NextFunction): void {
  const redirect = response.redirect.bind(response) as (status: number, url: string) => void;
  response.redirect = (...given: readonly (number | string)[]): void => {
    const url = String(given.at(-1));
    const status = typeof given[0] === 'number' ? given[0] : 302;
    const { session } = request as { readonly session?: Request['session'] };
    if (session?.userId === undefined) {
      redirect(status, url);
      return;
    }
    // eslint-disable-next-line no-restricted-syntax -- of express-session, not of TypeORM
    session.save((error: unknown) => {
      if (error === undefined || error === null) redirect(status, url);
      else next(error);
    });
  };
  next();
}

/** Begins the session of somebody who has just proved who they are: a new one, as one planted before is worth nothing. */
export async function beginSession(request: Request, signedIn: SignedIn, now: Date): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('The session could not be renewed'));
    });
  });
  request.session.userId = signedIn.actor.id;
  request.session.sessionEpoch = signedIn.sessionEpoch;
  request.session.signedInAtMs = now.getTime();
}

/** As the notification banner takes it; without a type its title is "Important". */
export interface Notice {
  readonly text: string;
  readonly type?: 'success';
}

/** What the page before left to be said once; null: nothing. */
export function takeNotice({ session }: { readonly session: Partial<SessionData> }): Notice | null {
  const { notice } = session;
  delete session.notice;
  if (notice === undefined) return null;
  return typeof notice === 'string' ? { text: notice, type: 'success' } : { text: notice.important };
}

/** The token that forms carry: the session's, and after a dot what tells the forms of this page from those of others. */
export function csrfTokenOf(request: Request): string {
  request.session.csrf ??= randomBytes(32).toString('base64url');
  return `${request.session.csrf}.${randomBytes(9).toString('base64url')}`;
}

/** Forms must carry the session's token. The API takes bearer tokens, which no foreign page can send. */
export function checkCsrf(request: Request, _response: Response, next: NextFunction): void {
  if (!UNSAFE.has(request.method)) {
    next();
    return;
  }
  if (carriesCsrf(request)) next();
  else next(formExpired(request));
}

/** What is known of the form so far holds the session's token. */
export function carriesCsrf(request: Request): boolean {
  const body = request.body as { csrf?: unknown } | undefined;
  const [secret = ''] = typeof body?.csrf === 'string' ? body.csrf.split('.') : [];
  const given = Buffer.from(secret);
  const expected = Buffer.from(request.session.csrf ?? '');
  return expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
}

export function formExpired(request: Request): ProblemException {
  const isSignedIn = request.session.userId !== undefined;
  const problem = problemOf(403, 'form-expired', 'This form has expired. Nothing was saved.', {
    detail: isSignedIn
      ? 'Go back, load the page again, fill it in and send it.'
      : 'You may be signed out: that happens after 30 minutes without use. Sign in if you have an account, open the page again, fill it in and send it.',
  });
  return new ProblemException(problem, writtenIn(request));
}

/**
 * What somebody wrote in their own words, so that it is not lost with a form that expired. Only of a form of our own page:
 * nobody else puts words on ours.
 */
function writtenIn(request: Request): readonly string[] {
  if (request.headers['sec-fetch-site'] !== 'same-origin') return [];
  const fields = Object.entries((request.body ?? {}) as Readonly<Record<string, unknown>>);
  return fields.flatMap(([name, value]) =>
    typeof value === 'string' && /\S\s+\S/.test(value) && !/password/i.test(name) ? [value] : [],
  );
}
