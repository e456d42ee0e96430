import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import type { MessageState } from './message.entity.js';
import { isUuid } from './messages.queries.js';
import { endMessage, lockMessage, sendAgain } from './messages.repository.js';

export interface ChangeMessageInput {
  readonly messageId: string;
  readonly change: 'resend' | 'cancel';
}

/** `message-not-possible`: a message in this `state` cannot be sent again, or cancelled. */
export type ChangeMessageRefusal = 'unknown-message' | 'message-not-possible';

/** Sends an ended message once more (not one that was cancelled), or stops one that waits. */
@Injectable()
export class ChangeMessage {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { messageId, change }: ChangeMessageInput,
  ): Promise<Outcome<{ readonly messageId: string; readonly state: MessageState }, ChangeMessageRefusal>> {
    if (!isUuid(messageId)) return refused('unknown-message', { messageId });
    return this.database.transaction(actor, async (manager) => {
      const message = await lockMessage(manager, messageId);
      if (message === undefined) return refused('unknown-message', { messageId });
      const { state } = message;
      const changed =
        change === 'resend'
          ? await sendAgain(manager, messageId)
          : state === 'waiting' &&
            (await endMessage(manager, messageId, { state: 'cancelled', reason: 'by-hand' }));
      if (!changed) return refused('message-not-possible', { messageId, change, state });
      const after: MessageState = change === 'resend' ? 'waiting' : 'cancelled';
      await append(manager, actor, {
        action: `message.${change}`,
        subjectKind: 'message',
        subjectId: messageId,
        before: { state },
        after: { state: after },
      });
      return accepted({ messageId, state: after });
    });
  }
}
