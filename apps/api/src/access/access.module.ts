import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { IdentityModule } from '../../../../libs/features/identity/index.js';
import type { AccessSettings } from '../../../../libs/platform/config/index.js';
import { AccessGuard } from './access.guard.js';
import { Authentication } from './authentication.js';
import { DfeRoles } from './dfe-roles.js';
import { NoDemoUsers } from './no-demo-users.js';
import { OIDC, OidcClient, PUBLIC_URL } from './oidc-client.js';
import { PasswordSignIn } from './password-sign-in.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RATE_LIMITS, RateLimits } from './rate-limits.js';
import { RouteCensus } from './route-census.js';
import { SessionStore } from './session-store.js';
import { SIGN_IN_WAY, type SignInWay } from './sign-in-way.js';

/** Who comes in, and what they may ask for how often: the guards of every route. */
@Module({})
export class AccessModule {
  static forRoot(access: AccessSettings, way: SignInWay): DynamicModule {
    return {
      module: AccessModule,
      imports: [IdentityModule, DiscoveryModule],
      providers: [
        Authentication,
        RouteCensus,
        PasswordSignIn,
        NoDemoUsers,
        OidcClient,
        DfeRoles,
        RateLimits,
        SessionStore,
        { provide: OIDC, useValue: access.oidc ?? null },
        { provide: PUBLIC_URL, useValue: access.publicUrl ?? '' },
        { provide: RATE_LIMITS, useValue: access.rateLimits },
        { provide: SIGN_IN_WAY, useValue: way },
        // In this order: who it is, then how often.
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
      exports: [PUBLIC_URL, DfeRoles, OidcClient, PasswordSignIn, RateLimits, RouteCensus, SIGN_IN_WAY],
    };
  }
}
