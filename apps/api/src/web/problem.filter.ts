import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
  NotFoundException,
} from '@nestjs/common';
import type { Response } from 'express';
import { databaseFault, isBusy } from '../../../../libs/platform/database/index.js';
import type { ActingRequest } from '../access/actor.decorator.js';
import { RouteCensus } from '../access/route-census.js';
import { csrfTokenOf } from '../access/session.js';
import { presentPurpose } from '../pages/export/purpose.presenter.js';
import { pageFrame } from '../pages/page-frame.js';
import { isPage } from './only-for-pages.js';
import { pageOfForm } from './page-of-form.js';
import { busyProblem, type Problem, problemOf, ProblemException } from './problem.js';

const TITLES: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['bad-request', 'The request cannot be read.'],
  401: ['sign-in-needed', 'Sign in first.'],
  403: ['role-not-allowed', 'Your role may not do this.'],
  404: ['not-found', 'There is nothing here.'],
  405: ['method-not-allowed', 'This address does not take that method.'],
  413: ['body-too-large', 'The request is larger than allowed.'],
  415: ['media-type-not-supported', 'That content type is not accepted here.'],
};

/** Not signed in, not allowed, and not there or not theirs. */
const REFUSED_ACCESS = [401, 403, 404, 429];

const WAIT_AND_TRY = [429, 503];

/** Writes every failure: problem+json under /api, a page elsewhere. What we did not expect is logged, never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  constructor(private readonly census: RouteCensus) {}

  catch(failure: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<ActingRequest>();
    const response = http.getResponse<Response>();
    const problem = this.problemFrom(isOutsideScope(failure, request) ? new NotFoundException() : failure);
    const pageInstead = problem.status === 404 ? this.pageInstead(request) : null;
    if (pageInstead !== null) {
      response.redirect(303, pageInstead);
      return;
    }
    if (REFUSED_ACCESS.includes(problem.status)) this.log.warn(refusedAccess(request, problem));
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(problem.status);
    const waitSeconds = waitIn(problem.facts);
    if (WAIT_AND_TRY.includes(problem.status) && waitSeconds > 0)
      response.setHeader('Retry-After', String(waitSeconds));
    if (!isPage(request.path)) {
      if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
      response.type('application/problem+json').send(JSON.stringify({ ...problem, instance: request.path }));
      return;
    }
    if (problem.status === 401) {
      response.redirect(303, `/sign-in?returnTo=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    if (isAboutPurpose(problem)) {
      const view = presentPurpose(request.path, request.query, problem.title);
      response.status(view.fault === null ? 200 : problem.status);
      response.render('export/purpose.njk', {
        page: pageFrame('What you need the file for', request.actor),
        view,
        csrf: request.actor === undefined ? '' : csrfTokenOf(request),
      });
      return;
    }
    response.render('problem.njk', {
      problem,
      written: failure instanceof ProblemException ? failure.written : [],
      page: pageFrame(problem.title, request.actor),
      // Strangers get no session for asking what is not there.
      csrf: request.actor === undefined ? '' : csrfTokenOf(request),
    });
  }

  /** Addresses of forms have nothing to show: a reload of them leads back to the page that has the form. */
  private pageInstead({ method, path }: ActingRequest): string | null {
    return method === 'GET' && isPage(path) ? pageOfForm(this.census.routes(), path) : null;
  }

  private problemFrom(failure: unknown): Problem {
    if (failure instanceof ProblemException) return failure.problem;
    if (isBusy(failure)) {
      this.log.warn({ event: 'busy', message: failure instanceof Error ? failure.message : '' });
      return busyProblem();
    }
    const status = statusFrom(failure);
    const [code, title] = TITLES[status] ?? [
      'unexpected',
      'Something went wrong on our side. Nothing was changed.',
    ];
    if (status >= 500)
      this.log.error(failure instanceof Error ? (failure.stack ?? failure.message) : failure);
    return problemOf(status, code, title);
  }
}

/** Who was refused what: the route's pattern, not its address, which may hold a name or a secret. */
function refusedAccess({ actor, method, route }: ActingRequest, { status, code }: Problem): object {
  const pattern: unknown = (route as { path?: unknown } | undefined)?.path;
  return {
    event: 'access-refused',
    status,
    code,
    actorId: actor?.id ?? null,
    method,
    route: pattern ?? null,
  };
}

/** A page that gives a file asks for what, and gives it with the answer. */
function isAboutPurpose({ code }: Problem): boolean {
  return code.startsWith('export-purpose-');
}

const NO_PRIVILEGE = '42501';

/** Somebody limited to some offers or regions would have written a row of another: a policy of its table refused it. */
function isOutsideScope(failure: unknown, { actor }: ActingRequest): boolean {
  const isLimited = actor?.offers !== undefined || actor?.regions !== undefined;
  return isLimited && databaseFault(failure).code === NO_PRIVILEGE;
}

function waitIn(facts: unknown): number {
  const { waitSeconds } = (facts ?? {}) as { readonly waitSeconds?: unknown };
  return typeof waitSeconds === 'number' ? waitSeconds : 0;
}

/** Nest's exceptions and those of Express's body parser carry a status; everything else is our fault. */
function statusFrom(failure: unknown): number {
  if (failure instanceof HttpException) return failure.getStatus();
  if (typeof failure === 'object' && failure !== null && 'status' in failure && 'expose' in failure) {
    return typeof failure.status === 'number' && failure.expose === true ? failure.status : 500;
  }
  return 500;
}
