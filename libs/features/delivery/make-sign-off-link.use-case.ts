import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { type AnswerRefusal, lockForAnswer } from '../matches/index.js';
import { forgetSecretsOf } from '../messages/index.js';
import { sendSignOffLink } from './sign-off-messages.js';
import { newSignOffToken, signOffTokenSha256 } from './sign-off-token.js';
import { insertLink, revokeLink } from './sign-offs.repository.js';
import { lockVisits } from './visits.repository.js';

export const SIGN_OFF_LINK_DAYS = 14;

export interface MadeSignOffLink {
  readonly linkId: string;
  /** Shown this once: only its hash is stored. Null: it was sent to who speaks for the school, and nobody else. */
  readonly token: string | null;
  readonly expiresAt: Date;
}

/** Makes and revokes the link by which a school signs the visits of one match off, without signing in. */
@Injectable()
export class MakeSignOffLink {
  constructor(private readonly database: Database) {}

  /**
   * Takes the place of an earlier link. Sent to the contact of the school or trust, where one is known: then who made
   * it does not see it. Refused with `nothing-to-sign` where no visit waits for the school.
   */
  async execute(
    actor: Actor,
    input: { readonly matchId: string },
  ): Promise<Outcome<MadeSignOffLink, AnswerRefusal | 'nothing-to-sign'>> {
    const token = newSignOffToken();
    return this.database.transaction<Outcome<MadeSignOffLink, AnswerRefusal | 'nothing-to-sign'>>(
      actor,
      async (manager) => {
        const locked = await lockForAnswer(manager, actor, input);
        if (!locked.ok) return locked;
        const match = locked.value;
        const visits = await lockVisits(manager, match.id);
        if (match.state !== 'active' || !visits.some(({ state }) => state === 'draft')) {
          return refused('nothing-to-sign', { matchId: match.id });
        }
        const link = await insertLink(manager, {
          ...{ matchId: match.id, tokenSha256: signOffTokenSha256(token) },
          ...{ createdBy: actor.id, days: SIGN_OFF_LINK_DAYS },
        });
        const isSent = await sendSignOffLink(manager, match, { ...link, token });
        await append(manager, actor, {
          action: 'sign-off-link.make',
          subjectKind: 'match',
          subjectId: match.id,
          after: { linkId: link.id, expiresAt: link.expiresAt, isSent },
        });
        return accepted({ linkId: link.id, token: isSent ? null : token, expiresAt: link.expiresAt });
      },
    );
  }

  async revoke(
    actor: Actor,
    { matchId, linkId }: { readonly matchId: string; readonly linkId: string },
  ): Promise<Outcome<{ readonly linkId: string }, AnswerRefusal | 'unknown-sign-off-link'>> {
    return this.database.transaction<
      Outcome<{ readonly linkId: string }, AnswerRefusal | 'unknown-sign-off-link'>
    >(actor, async (manager) => {
      const locked = await lockForAnswer(manager, actor, { matchId });
      if (!locked.ok) return locked;
      if (!(await revokeLink(manager, locked.value.id, linkId))) {
        return refused('unknown-sign-off-link', { linkId });
      }
      await forgetSecretsOf(manager, locked.value.id);
      await append(manager, actor, {
        action: 'sign-off-link.revoke',
        subjectKind: 'match',
        subjectId: locked.value.id,
        after: { linkId },
      });
      return accepted({ linkId });
    });
  }
}
