import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/kernel/index.js';
import { caseNames, type LockedMatch } from '../matches/index.js';
import {
  contactAddress,
  forgetSecretsOf,
  keepSecret,
  type Recipient,
  writeMessages,
} from '../messages/index.js';

/** The unique key of the message that brought a link. */
export function signOffMessageKey(linkId: string): string {
  return `sign-off-link:${linkId}`;
}

/**
 * Has the link sent to the contact of the school or trust; the token is kept beside the message until the link ends.
 * False: nobody is known to send it to.
 */
export async function sendSignOffLink(
  manager: EntityManager,
  match: LockedMatch,
  link: {
    readonly id: string;
    readonly token: string;
    readonly signBy: IsoDate;
    readonly expiresAt: Date;
  },
): Promise<boolean> {
  // An earlier link can no longer be used.
  await forgetSecretsOf(manager, match.id);
  const { id: matchId, offer, caseId, leaderRef } = match;
  const school = schoolOf(caseId);
  if (school === undefined || (await contactAddress(manager, school.toKind, school.toRef)) === undefined) {
    return false;
  }
  const caseName = (await caseNames(manager, offer, [caseId])).get(caseId) ?? caseId;
  const uniqueKey = signOffMessageKey(link.id);
  const facts = { caseName, leaderRef, signBy: link.signBy };
  await writeMessages(manager, [
    [{ template: 'sign-off-link', ...school, offer, caseId, matchId, facts, uniqueKey }],
  ]);
  await keepSecret(manager, uniqueKey, { secret: link.token, endsAt: link.expiresAt });
  return true;
}

/** Who signs for a case: the school or the trust that it is about. */
function schoolOf(caseId: string): (Recipient & { readonly toKind: 'school' | 'trust' }) | undefined {
  const [, kind, ref] = /^(school|trust)-(.+)$/.exec(caseId) ?? [];
  return ref === undefined ? undefined : { toKind: kind === 'trust' ? 'trust' : 'school', toRef: ref };
}
