import { accepted, type Outcome } from '../../domain/kernel/index.js';
import type { MessagePost, PostRefusal } from './message-post.js';

/** Without a mail service messages stay where they are, to be read on the page of messages. */
export class OutboxPost implements MessagePost {
  readonly through = 'outbox';

  send(): Promise<Outcome<null, PostRefusal>> {
    return Promise.resolve(accepted(null));
  }
}
