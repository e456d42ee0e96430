import { Injectable, Logger } from '@nestjs/common';
import { SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { DeliverMessage } from '../../../../libs/features/messages/index.js';
import { JOB_CATALOGUE, type JobHandler, type JobProcessor } from '../../../../libs/platform/queue/index.js';

/** Sends the message that a job names; tried again with growing pauses while the post is away. */
@Injectable()
export class MessageProcessor implements JobProcessor<'message'> {
  readonly job = 'message';
  private readonly logger = new Logger(MessageProcessor.name);

  constructor(private readonly deliverMessage: DeliverMessage) {}

  readonly handle: JobHandler<'message'> = async ({ messageId }, { attempt }) => {
    const lastTry = attempt >= JOB_CATALOGUE.message.attempts;
    const delivered = await this.deliverMessage.execute(SYSTEM, { messageId, lastTry });
    const what = delivered.ok ? delivered.value : delivered.refusal.code;
    if (what === 'try-later') throw new Error('the post is away');
    this.logger.log(`Message ${messageId}: ${what}`);
  };
}
