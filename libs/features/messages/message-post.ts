import type { Outcome } from '../../domain/kernel/index.js';

/** One message on its way to one person. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** The same whenever this sending is tried again. */
  readonly reference: string;
  /** It may have gone out before: an earlier try was never heard of again. */
  readonly tried: boolean;
}

/** `post-refused`: no use to try again; `post-away`: later, perhaps. Facts: `status`, `error` (a code), never a text. */
export type PostRefusal = 'post-refused' | 'post-away';

/** How messages leave the service. */
export interface MessagePost {
  readonly through: 'outbox' | 'notify';
  send(letter: Letter): Promise<Outcome<null, PostRefusal>>;
}
