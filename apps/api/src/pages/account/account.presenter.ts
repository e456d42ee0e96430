import type { ApiTokenSummary } from '../../../../../libs/features/identity/index.js';
import { dateText, dayInEngland } from '../../../../../libs/wording/index.js';

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly made: string;
  readonly state: string;
  readonly inForce: boolean;
  readonly lastUsed: string;
}

export function presentToken(token: ApiTokenSummary): TokenRow {
  return {
    id: token.id,
    name: token.name,
    scope: token.scope === 'read' ? 'Reads' : 'Reads and changes',
    made: day(token.createdAt),
    state: stateOf(token),
    inForce: token.inForce,
    lastUsed: token.lastUsedAt === null ? 'Never' : day(token.lastUsedAt),
  };
}

function stateOf({ inForce, revokedAt, expiresAt }: ApiTokenSummary): string {
  if (revokedAt !== null) return `Ended on ${day(revokedAt)}`;
  if (expiresAt === null) return 'Works';
  return inForce ? `Works until ${day(expiresAt)}` : `Ran out on ${day(expiresAt)}`;
}

function day(at: Date): string {
  return dateText(dayInEngland(at));
}
