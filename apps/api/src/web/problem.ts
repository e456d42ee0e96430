import { HttpException } from '@nestjs/common';
import type { Refusal } from '../../../../libs/domain/kernel/index.js';
import { statusOfRefusal } from './outcome-to-status.js';

const BUSY_SECONDS = 2;

/** One fault inside a problem: where it is and what is wrong. */
export interface ProblemFault {
  readonly pointer?: string;
  readonly row?: number;
  readonly column?: string;
  readonly code: string;
  readonly detail: string;
}

/** RFC 9457 problem details, plus our stable `code`, its facts and the faults. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly facts?: unknown;
  readonly errors?: readonly ProblemFault[];
}

/** Carries a problem to the filter that writes it. */
export class ProblemException extends HttpException {
  /** @param written words of the person's own that a page gives back to them, and an answer of the API does not */
  constructor(
    readonly problem: Problem,
    readonly written: readonly string[] = [],
  ) {
    super(problem, problem.status);
  }
}

export function problemOf(status: number, code: string, title: string, more: Partial<Problem> = {}): Problem {
  return { type: `urn:leader-match:problem:${code}`, title, status, code, ...more };
}

/** 429 with the seconds to wait, which the filter also writes as Retry-After. */
export function tooManyRequests(waitSeconds: number): ProblemException {
  const title = `That was too often. Try again in ${String(waitSeconds)} seconds.`;
  return new ProblemException(problemOf(429, 'too-many-requests', title, { facts: { waitSeconds } }));
}

/** For a request that waited too long for the database; nothing of it was kept. */
export function busyProblem(): Problem {
  const title = 'The service is busy. Nothing was changed: try again in a moment.';
  return problemOf(503, 'busy', title, { facts: { waitSeconds: BUSY_SECONDS } });
}

/** The problem for an expected refusal; `title` is its sentence. */
export function problemOfRefusal(refusal: Refusal, title: string, more: Partial<Problem> = {}): Problem {
  return problemOf(statusOfRefusal(refusal.code), refusal.code, title, { facts: refusal.facts, ...more });
}
