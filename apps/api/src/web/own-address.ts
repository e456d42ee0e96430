import type { Request } from 'express';

/** Where this service was reached: the beginning of the links in the texts of messages. */
export function ownAddress(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? request.hostname}`;
}
