import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import { limitReads } from '../../../../libs/platform/database/index.js';
import { problemOf, ProblemException } from '../web/problem.js';
import { ALLOWED_ROLES, type Allowed } from './allow.decorator.js';
import type { ActingRequest } from './actor.decorator.js';
import { Authentication } from './authentication.js';
import { EVERY_OFFER } from './every-offer.decorator.js';
import { keepWithinRegions } from './region-scope.js';
import { keepWithinOffers } from './offer-scope.js';

const READS: readonly string[] = ['GET', 'HEAD'];

/** Denies unless the route names a role that the actor has. A route that names none is closed to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.get<Allowed | undefined>(ALLOWED_ROLES, context.getHandler());
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const who = await this.authentication.authenticate(request);
    const actor = who?.actor;
    if (actor !== undefined) request.actor = actor;
    if (allowed === 'anyone') return true;
    if (actor === undefined) throw new ProblemException(problemOf(401, 'sign-in-needed', 'Sign in first.'));
    if (allowed === undefined || !mayUse(actor, allowed)) {
      throw new ProblemException(problemOf(403, 'role-not-allowed', 'Your role may not do this.'));
    }
    const everyOffer = this.reflector.get<boolean | undefined>(EVERY_OFFER, context.getHandler());
    if (actor.offers !== undefined || actor.regions !== undefined) limitReads(actor);
    keepWithinRegions(actor, context.getClass().name, context.getHandler().name);
    keepWithinOffers(request, actor, everyOffer === true);
    if (who?.readsOnly === true && !READS.includes(request.method)) {
      throw new ProblemException(problemOf(403, 'token-reads-only', 'This token may only read.'));
    }
    return true;
  }
}

function mayUse(actor: Actor, allowed: readonly string[]): boolean {
  return actor.roles.some((role) => allowed.includes(role));
}
