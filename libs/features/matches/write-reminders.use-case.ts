import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { afterWorkingDays } from '../../platform/calendar/index.js';
import { Database } from '../../platform/database/index.js';
import { COORDINATORS, type NewMessage, writeMessages } from '../messages/index.js';
import { contactsDue, today } from '../offers/index.js';
import { matchesToRemindOf } from './reminders.queries.js';

/** Working days before the date. */
const BEFORE_ANSWER = 2;
const BEFORE_CONTACT = 5;

/**
 * Reminds leaders of matches that they have not answered, and coordinators of cases that nobody has contacted, each
 * once for each date: however often and by however many workers this is done.
 */
@Injectable()
export class WriteReminders {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<Outcome<null>> {
    return this.database.transaction(actor, async (manager) => {
      const from = await today(manager);
      const matches = await matchesToRemindOf(manager, afterWorkingDays(from, BEFORE_ANSWER));
      const contacts = await contactsDue(manager, afterWorkingDays(from, BEFORE_CONTACT));
      await writeMessages(manager, [
        ...matches.map(({ matchId, leaderRef, caseName, answerBy, ...match }): NewMessage[] => [
          {
            ...{ template: 'reminder-answer-by', toKind: 'leader', toRef: leaderRef, matchId, ...match },
            facts: { caseName, leaderRef, answerBy },
            uniqueKey: `answer-by:${matchId}:${answerBy}`,
          },
        ]),
        ...contacts.map(({ offer, contactBy, cases }): NewMessage[] => [
          {
            ...{ template: 'reminder-contact-by', ...COORDINATORS, offer, facts: { cases, contactBy } },
            uniqueKey: `contact-by:${offer}:${contactBy}`,
          },
        ]),
      ]);
      return accepted(null);
    });
  }
}
