import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type Actor, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { AuthenticateToken, IdentityQueries } from '../../../../libs/features/identity/index.js';
import { Clock } from '../../../../libs/platform/observability/index.js';
import { isPage } from '../web/only-for-pages.js';
import { ABSOLUTE_SESSION_MS } from './session.js';

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/** Who makes a request: under /api a bearer token and nothing else, elsewhere the session's user as they are now. */
@Injectable()
export class Authentication {
  constructor(
    private readonly identity: IdentityQueries,
    private readonly authenticateToken: AuthenticateToken,
    private readonly clock: Clock,
  ) {}

  async actorOf(request: Request): Promise<Actor | undefined> {
    if (!isPage(request.path)) return this.bearerOf(request);
    const { userId, signedInAtMs } = request.session;
    if (userId === undefined || signedInAtMs === undefined) return undefined;
    if (this.clock.now().getTime() - signedInAtMs > ABSOLUTE_SESSION_MS) return undefined;
    return this.identity.actorOf(userId);
  }

  private async bearerOf(request: Request): Promise<Actor | undefined> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    const outcome = await this.authenticateToken.execute(SYSTEM, { token });
    return outcome.ok ? outcome.value.actor : undefined;
  }
}
