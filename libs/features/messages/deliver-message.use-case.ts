import {
  accepted,
  type Actor,
  type FactValue,
  type LeaderRef,
  type Outcome,
} from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { LeadersQueries } from '../leaders/index.js';
import { messageText } from '../../wording/index.js';
import { contactAddress } from './contact-addresses.repository.js';
import type { MessagePost } from './message-post.js';
import {
  claimMessage,
  type ClaimedMessage,
  endMessage,
  type MessageEnd,
  releaseClaim,
} from './messages.repository.js';

export interface DeliverMessageInput {
  readonly messageId: string;
  /** No further try is made when the post is away. */
  readonly lastTry: boolean;
}

/** `left-alone`: it is not waiting, not its turn, or another worker has it; `try-later`: the post is away. */
export type Delivery = 'sent' | 'failed' | 'no-address' | 'left-alone' | 'try-later';

interface Address {
  readonly name: string;
  readonly email: string;
}

/** Sends one message; address and names are looked up now. The post is asked outside any transaction. */
export class DeliverMessage {
  private readonly leaders: LeadersQueries;

  constructor(
    private readonly database: Database,
    private readonly post: MessagePost,
    /** Where the service is for who reads a message, without a slash at the end. */
    private readonly publicUrl: string,
  ) {
    this.leaders = new LeadersQueries(database);
  }

  async execute(actor: Actor, { messageId, lastTry }: DeliverMessageInput): Promise<Outcome<Delivery>> {
    const message = await this.database.transaction(actor, (manager) => claimMessage(manager, messageId));
    if (message === undefined) return accepted('left-alone');
    const address = await this.addressOf(message);
    if (address === undefined) return this.end(actor, message, { state: 'no-address', reason: null });
    const sent = await this.post.send({ ...(await this.textOf(message, address)), ...sendingOf(message) });
    if (sent.ok) {
      return this.end(actor, message, { state: 'sent', reason: null, sentThrough: this.post.through });
    }
    const { code, facts } = sent.refusal;
    const reason = [code, ...[facts['status'], facts['error']].filter(isPlain)].join(' ');
    if (code === 'post-refused' || lastTry) return this.end(actor, message, { state: 'failed', reason });
    await this.database.transaction(actor, (manager) => releaseClaim(manager, messageId, reason));
    return accepted('try-later');
  }

  private async end(actor: Actor, { id }: ClaimedMessage, end: MessageEnd): Promise<Outcome<Delivery>> {
    await this.database.transaction(actor, (manager) => endMessage(manager, id, end));
    return accepted(end.state === 'cancelled' ? 'left-alone' : end.state);
  }

  private async addressOf({ toKind, toRef }: ClaimedMessage): Promise<Address | undefined> {
    if (toKind !== 'leader') return contactAddress(this.database.manager, toKind, toRef);
    const leader = await this.leaders.one(toRef);
    return leader?.email ? { name: leader.name, email: leader.email } : undefined;
  }

  private async textOf(
    message: ClaimedMessage,
    address: Address,
  ): Promise<{ readonly to: string; readonly subject: string; readonly body: string }> {
    const { template, facts, offer, matchId, toKind, secret } = message;
    const ref = facts['leaderRef'];
    const leader = typeof ref === 'string' ? await this.leaders.one(ref satisfies LeaderRef) : undefined;
    const known = { ...facts, offer, matchId, ...(toKind === 'leader' ? {} : { party: toKind }) };
    const names = { to: address.name, leader: leader?.name ?? null, secret };
    return { to: address.email, ...messageText(template, known, names, this.publicUrl) };
  }
}

function sendingOf({ id, sending, attempts }: ClaimedMessage): {
  readonly reference: string;
  readonly tried: boolean;
} {
  return { reference: `${id}.${String(sending)}`, tried: attempts > 1 };
}

function isPlain(fact: FactValue | undefined): fact is string | number {
  return typeof fact === 'string' || typeof fact === 'number';
}
