import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Role } from '../../../../libs/domain/kernel/index.js';
import { Allow, AllowAnyone } from '../access/allow.decorator.js';
import { ProblemResource } from './problem.dto.js';

/** Everything that a route of the API must say of itself. */
export interface Endpoint {
  readonly summary: string;
  readonly description?: string;
  /** Who may use it. */
  readonly allow: readonly [Role, ...Role[]] | 'anyone';
  /** Default 200. */
  readonly status?: number;
  /** The resource class that is answered; absent: no body. */
  readonly answers?: Type;
  /** A single media type other than JSON, e.g. `text/csv`. */
  readonly mediaType?: string;
  /** Refusals beyond 401 and 403. */
  readonly problems?: readonly number[];
}

const PROBLEM_TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not well formed; `errors` names every fault',
  401: 'No valid token',
  403: 'The role may not do this',
  404: 'There is no such thing, or it is not yours to see',
  409: 'Refused in the present state; `code` and `facts` say why',
  410: 'The link was used, revoked or has expired',
  412: 'It was changed meanwhile',
  413: 'Larger than the limit',
  415: 'The content type is not accepted',
  422: 'The content is refused; `errors` names every fault',
  428: 'Name the version that was shown: If-Match',
  429: 'Too often; Retry-After says in how many seconds it may be tried again',
  503: 'Busy, or not ready; nothing was changed, and Retry-After may say when to try again',
};

/** Roles, status and documentation of one route in one place. */
export function ApiEndpoint(endpoint: Endpoint): MethodDecorator {
  const status = endpoint.status ?? 200;
  const open = endpoint.allow === 'anyone';
  // A file is given for a purpose only.
  const file = endpoint.mediaType === undefined ? [] : [400, 422];
  const problems = new Set([...(open ? [] : [401, 403, 429]), ...(endpoint.problems ?? []), ...file, 503]);
  const body = answered(endpoint);
  return applyDecorators(
    endpoint.allow === 'anyone' ? AllowAnyone() : Allow(...endpoint.allow),
    HttpCode(status),
    ApiOperation({
      summary: endpoint.summary,
      description:
        `${endpoint.description ?? ''}${open ? '' : `\n\nRoles: ${(endpoint.allow as readonly string[]).join(', ')}.`}`.trim(),
      ...(open ? { security: [] } : {}),
    }),
    ApiResponse({ status, description: endpoint.summary, ...body }),
    ...[...problems].map((code) =>
      ApiResponse({
        status: code,
        description: PROBLEM_TITLES[code] ?? 'Refused',
        content: {
          'application/problem+json': { schema: { $ref: `#/components/schemas/${ProblemResource.name}` } },
        },
      }),
    ),
    ...(open ? [] : [ApiBearerAuth()]),
  );
}

function answered({ answers, mediaType }: Endpoint): object {
  if (mediaType !== undefined) return { content: { [mediaType]: { schema: { type: 'string' } } } };
  return answers === undefined ? {} : { type: answers };
}
