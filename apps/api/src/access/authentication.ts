import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type Actor, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { AuthenticateToken, IdentityQueries } from '../../../../libs/features/identity/index.js';
import { Clock } from '../../../../libs/platform/observability/index.js';
import { isPage } from '../web/only-for-pages.js';
import { DfeRoles } from './dfe-roles.js';
import { ABSOLUTE_SESSION_MS } from './session.js';

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/** Who makes a request, and whether they may change anything with what they showed. */
export interface Authenticated {
  readonly actor: Actor;
  readonly readsOnly: boolean;
}

/** Who makes a request: under /api a bearer token and nothing else, elsewhere the session's user as they are now. */
@Injectable()
export class Authentication {
  constructor(
    private readonly identity: IdentityQueries,
    private readonly authenticateToken: AuthenticateToken,
    private readonly dfeRoles: DfeRoles,
    private readonly clock: Clock,
  ) {}

  async authenticate(request: Request): Promise<Authenticated | undefined> {
    if (!isPage(request.path)) return this.bearerOf(request);
    const { userId, sessionEpoch, signedInAtMs } = request.session;
    if (userId === undefined || sessionEpoch === undefined || signedInAtMs === undefined) return undefined;
    if (this.clock.now().getTime() - signedInAtMs > ABSOLUTE_SESSION_MS) return undefined;
    const actor = await this.identity.actorOf(userId, sessionEpoch);
    if (actor === undefined) return undefined;
    const roles = await this.dfeRoles.narrow(actor.roles, request.session.dfe);
    return roles.length === 0 ? undefined : { actor: { ...actor, roles }, readsOnly: false };
  }

  private async bearerOf(request: Request): Promise<Authenticated | undefined> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    const outcome = await this.authenticateToken.execute(SYSTEM, { token });
    if (!outcome.ok) return undefined;
    return { actor: outcome.value.actor, readsOnly: outcome.value.scope === 'read' };
  }
}
