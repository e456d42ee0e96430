import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ClsServiceManager } from 'nestjs-cls';

const HEADER = 'x-request-id';
const ACCEPTABLE = /^[A-Za-z0-9_-]{8,64}$/;

/** The id that ties log lines and audit events of one request or job together; undefined outside both. */
export function correlationId(): string | undefined {
  return ClsServiceManager.getClsService().getId();
}

/** The caller's `X-Request-Id` when it is harmless to write down, else a new one; given back in the answer. */
export function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers[HEADER];
  const id = typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}
