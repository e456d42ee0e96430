import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { afterWorkingDays } from '../../platform/calendar/index.js';
import { Database } from '../../platform/database/index.js';
import {
  forgetEndedSecrets,
  keepSecret,
  type NewMessage,
  secretOf,
  writeMessages,
} from '../messages/index.js';
import { today } from '../offers/index.js';
import { signOffMessageKey } from './sign-off-messages.js';
import { type LinkToRemindOf, linksToRemindOf } from './sign-offs.repository.js';

/** Working days before the link expires. */
const BEFORE_END = 3;

/**
 * Reminds schools of visits that they have not confirmed, and the leaders of them, once for each link: however often
 * and by however many workers this is done. A school that got no link by message is not written to. Links that have
 * ended are forgotten.
 */
@Injectable()
export class RemindOfSignOffs {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<Outcome<null>> {
    return this.database.transaction(actor, async (manager) => {
      await forgetEndedSecrets(manager);
      const from = await today(manager);
      const until = afterWorkingDays(from, BEFORE_END);
      for (const link of await linksToRemindOf(manager, until)) {
        const secret = await secretOf(manager, signOffMessageKey(link.linkId));
        const letters = lettersOf(link);
        await writeMessages(manager, [[letters.leader], ...(secret === undefined ? [] : [[letters.school]])]);
        if (secret !== undefined) await keepSecret(manager, letters.school.uniqueKey, secret);
      }
      return accepted(null);
    });
  }
}

function lettersOf({ linkId, leaderRef, caseName, signBy, toKind, toRef, ...match }: LinkToRemindOf): {
  readonly leader: NewMessage;
  readonly school: NewMessage & { readonly uniqueKey: string };
} {
  const facts = { caseName, leaderRef, signBy };
  return {
    leader: {
      ...{ template: 'reminder-unsigned', toKind: 'leader', toRef: leaderRef, ...match, facts },
      uniqueKey: `unsigned:${linkId}`,
    },
    school: {
      template: 'reminder-sign-off',
      toKind,
      toRef,
      ...match,
      facts,
      uniqueKey: `sign-off:${linkId}`,
    },
  };
}
