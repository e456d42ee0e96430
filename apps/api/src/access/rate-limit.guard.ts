import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isPage } from '../web/only-for-pages.js';
import { tooManyRequests } from '../web/problem.js';
import type { ActingRequest } from './actor.decorator.js';
import { type Limit, LIMITED } from './limited.decorator.js';
import { RateLimits, type Wait } from './rate-limits.js';

/** Counts the requests of a user, and those to routes that are `@Limited`; stands behind `AccessGuard`. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const limit = this.reflector.get<Limit | undefined>(LIMITED, context.getHandler());
    const wait = Math.max(await this.ofUser(request), await this.ofRoute(request, limit));
    if (wait > 0) throw tooManyRequests(wait);
    return true;
  }

  private async ofUser({ actor, path }: ActingRequest): Promise<Wait> {
    return actor === undefined || isPage(path) ? 0 : this.limits.request(actor.id);
  }

  private async ofRoute({ actor, ip }: ActingRequest, limit: Limit | undefined): Promise<Wait> {
    if (limit === 'link') return this.limits.link(ip ?? '');
    return limit === 'upload' && actor !== undefined ? this.limits.upload(actor.id) : 0;
  }
}
