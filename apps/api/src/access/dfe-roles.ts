import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Role, ROLES } from '../../../../libs/domain/kernel/index.js';
import type { OidcSettings } from '../../../../libs/platform/config/index.js';
import { Clock } from '../../../../libs/platform/observability/index.js';
import { OIDC } from './oidc-client.js';

const AUDIENCE = 'signin.education.gov.uk';
const TOKEN_SECONDS = 60;
const KEPT_MS = 60_000;
const TIMEOUT_MS = 5000;
const KEPT_AT_MOST = 1000;

/** A person as DfE Sign-in's public API knows them. */
export interface DfePerson {
  readonly subject: string;
  readonly organisationId: string;
}

/**
 * The profile of DfE Sign-in: besides our own roles, the organisation's approver must have given the same role there (its
 * code is the role's name). Asked at most a minute ago; whatever goes wrong, there is no role.
 */
@Injectable()
export class DfeRoles {
  private readonly log = new Logger(DfeRoles.name);
  private readonly kept = new Map<string, { readonly untilMs: number; readonly roles: readonly Role[] }>();

  constructor(
    @Inject(OIDC) private readonly settings: OidcSettings | null,
    private readonly clock: Clock,
  ) {}

  /** Those of the roles that the person has at DfE Sign-in too; all of them where another provider is used. */
  async narrow(roles: readonly Role[], person: DfePerson | undefined): Promise<readonly Role[]> {
    if (this.settings?.dfe === undefined) return roles;
    if (person === undefined) return [];
    const given = await this.rolesOf(person);
    return roles.filter((role) => given.includes(role));
  }

  private async rolesOf(person: DfePerson): Promise<readonly Role[]> {
    const key = JSON.stringify([person.organisationId, person.subject]);
    const nowMs = this.clock.now().getTime();
    const known = this.kept.get(key);
    if (known !== undefined && known.untilMs > nowMs) return known.roles;
    const roles = await this.asked(person);
    if (this.kept.size >= KEPT_AT_MOST) this.kept.clear();
    this.kept.set(key, { untilMs: nowMs + KEPT_MS, roles });
    return roles;
  }

  private async asked({ subject, organisationId }: DfePerson): Promise<readonly Role[]> {
    const { clientId, dfe } = this.settings ?? {};
    if (clientId === undefined || dfe === undefined) return [];
    const [service, organisation, user] = [dfe.serviceId, organisationId, subject].map(encodeURIComponent);
    const address = `${dfe.apiUrl}/services/${String(service)}/organisations/${String(organisation)}/users/${String(user)}`;
    try {
      const response = await fetch(address, {
        headers: { authorization: `Bearer ${this.token(clientId, dfe.apiSecret)}` },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) return this.none(response.status);
      return rolesIn(await response.json());
    } catch {
      return this.none(null);
    }
  }

  private none(status: number | null): readonly Role[] {
    this.log.warn({ event: 'dfe-roles-refused', status });
    return [];
  }

  /** HS256, as their README says, but running out. */
  private token(issuer: string, secret: string): string {
    const nowSeconds = Math.floor(this.clock.now().getTime() / 1000);
    const claims = { iss: issuer, aud: AUDIENCE, iat: nowSeconds, exp: nowSeconds + TOKEN_SECONDS };
    const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }
}

/** `{ roles: [{ code: 'coordinator' }] }`; anything else: none. */
function rolesIn(answer: unknown): readonly Role[] {
  const { roles } = (answer ?? {}) as { readonly roles?: unknown };
  if (!Array.isArray(roles)) return [];
  const codes = roles.map((role: unknown) => {
    const { code } = (role ?? {}) as { readonly code?: unknown };
    return typeof code === 'string' ? code.toLowerCase() : '';
  });
  return ROLES.filter((role) => codes.includes(role));
}
