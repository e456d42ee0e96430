import type { EntityManager } from 'typeorm';
import { accepted, type Outcome, refused } from '../../domain/kernel/index.js';
import { looksLikeSignOffToken, signOffTokenSha256 } from './sign-off-token.js';
import { findLink, type StoredLink } from './sign-offs.repository.js';

export type SignOffLinkRefusal =
  'unknown-sign-off-link' | 'sign-off-link-used' | 'sign-off-link-revoked' | 'sign-off-link-expired';

/** The link that the token stands for, whatever its state. */
export async function linkOfToken(
  manager: EntityManager,
  token: string,
): Promise<Outcome<StoredLink, 'unknown-sign-off-link'>> {
  const link = looksLikeSignOffToken(token) ? await findLink(manager, signOffTokenSha256(token)) : undefined;
  return link === undefined ? refused('unknown-sign-off-link') : accepted(link);
}

/** The link, if it can still be used. */
export function openLink(link: StoredLink): Outcome<StoredLink, SignOffLinkRefusal> {
  if (link.used) return refused('sign-off-link-used');
  if (link.revoked) return refused('sign-off-link-revoked');
  return link.expired ? refused('sign-off-link-expired') : accepted(link);
}
