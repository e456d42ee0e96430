import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CaseId, Facts, OfferYear } from '../../domain/kernel/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { enqueueEach } from '../../platform/queue/index.js';
import type { MessageTemplate } from '../../wording/index.js';
import type { MessageState, RecipientKind } from './message.entity.js';

export interface Recipient {
  readonly toKind: RecipientKind;
  readonly toRef: string;
}

/** The one mailbox of the coordinators. */
export const COORDINATORS: Recipient = { toKind: 'coordinator', toRef: 'team' };

/** What somebody is to be told; no name and no address of a person stands in `facts`. */
export interface NewMessage extends Recipient {
  readonly template: MessageTemplate;
  readonly offer: OfferYear;
  readonly caseId?: CaseId;
  readonly matchId?: string;
  readonly facts: Facts;
  /** Written once under this key; only for a message that stands alone. */
  readonly uniqueKey?: string;
}

/**
 * Writes messages in the caller's transaction and has them sent once that commits. Those of one list are sent one
 * after the other; lists know nothing of each other.
 */
export async function writeMessages(
  manager: EntityManager,
  lists: readonly (readonly NewMessage[])[],
): Promise<void> {
  const rows = lists.flatMap((list) => {
    let before: string | null = null;
    return list.map((message) => {
      const row = { ...message, id: randomUUID(), follows: before };
      before = row.id;
      return row;
    });
  });
  if (rows.length === 0) return;
  const insert = manager.query<{ id: string; follows: string | null }[]>(
    `INSERT INTO message (id, template, to_kind, to_ref, offer, case_id, match_id, facts, follows, unique_key)
     SELECT id, template, "toKind", "toRef", offer, "caseId", "matchId", facts, follows, "uniqueKey"
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
            id uuid, template text, "toKind" text, "toRef" text, offer text, "caseId" text, "matchId" uuid,
            facts jsonb, follows uuid, "uniqueKey" text)) WITH ORDINALITY
      ORDER BY ordinality
     ON CONFLICT ON CONSTRAINT message_once_uq DO NOTHING
     RETURNING id, follows`,
    [JSON.stringify(rows)],
  );
  const send = (
    given: readonly { readonly id: string; readonly follows: string | null }[],
  ): Promise<unknown> => {
    const first = given.filter(({ follows }) => follows === null);
    return enqueueEach(
      manager,
      'message',
      first.map(({ id }) => ({ messageId: id })),
    );
  };
  // Only what has a key may have been written before.
  if (rows.some(({ uniqueKey }) => uniqueKey !== undefined)) await send(await insert);
  else await inOneGo(insert, send(rows));
}

/** Whoever was told something about each match, or is being told now. */
export async function toldAbout(
  manager: EntityManager,
  matchIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Recipient[]>> {
  if (matchIds.length === 0) return new Map();
  const rows = await manager.query<(Recipient & { matchId: string })[]>(
    `SELECT match_id AS "matchId", to_kind AS "toKind", to_ref AS "toRef"
       FROM message WHERE match_id = ANY ($1::uuid[]) AND (state = 'sent' OR claimed_at IS NOT NULL)
      GROUP BY match_id, to_kind, to_ref ORDER BY match_id, min(n)`,
    [matchIds],
  );
  const told = new Map<string, Recipient[]>();
  for (const { matchId, ...recipient } of rows) told.set(matchId, [...(told.get(matchId) ?? []), recipient]);
  return told;
}

/** What was not yet said about the matches has become untrue. */
export async function cancelMessagesOf(
  manager: EntityManager,
  matchIds: readonly string[],
  reason: string,
): Promise<void> {
  await manager.query(
    `UPDATE message SET state = 'cancelled', reason = $2
      WHERE match_id = ANY ($1::uuid[]) AND state IN ('waiting', 'failed', 'no-address')`,
    [matchIds, reason],
  );
}

/** A message that this worker alone is sending now. */
export interface ClaimedMessage extends Recipient {
  readonly id: string;
  readonly template: MessageTemplate;
  readonly offer: OfferYear | null;
  readonly matchId: string | null;
  readonly facts: Facts;
  readonly attempts: number;
  readonly sending: number;
  readonly secret: string | null;
}

/** A claim is given up after this long: its worker has died. */
const CLAIM_SECONDS = 60;

/** Undefined: not waiting any more, not its turn, or another worker is sending it. */
export async function claimMessage(
  manager: EntityManager,
  messageId: string,
): Promise<ClaimedMessage | undefined> {
  const [rows] = await manager.query<[ClaimedMessage[], number]>(
    `UPDATE message m SET claimed_at = clock_timestamp(), attempts = attempts + 1
      WHERE id = $1 AND state = 'waiting'
        AND (claimed_at IS NULL OR claimed_at < clock_timestamp() - make_interval(secs => $2))
        AND NOT EXISTS (SELECT 1 FROM message before WHERE before.id = m.follows AND before.state = 'waiting')
     RETURNING id, template, to_kind AS "toKind", to_ref AS "toRef", offer, match_id AS "matchId", facts, attempts, sending,
       (SELECT secret FROM message_secret WHERE message_id = m.id AND ends_at > clock_timestamp()) AS secret`,
    [messageId, CLAIM_SECONDS],
  );
  return rows[0];
}

/** Lays the message down: it will be tried again. */
export async function releaseClaim(manager: EntityManager, messageId: string, reason: string): Promise<void> {
  await manager.query(
    `UPDATE message SET claimed_at = NULL, reason = $2 WHERE id = $1 AND state = 'waiting'`,
    [messageId, reason],
  );
}

export interface MessageEnd {
  readonly state: Exclude<MessageState, 'waiting'>;
  readonly reason: string | null;
  readonly sentThrough?: 'outbox' | 'notify';
}

/** Ends a message and has the one after it sent. One that was sent was sent, even if it was cancelled meanwhile. */
export async function endMessage(
  manager: EntityManager,
  messageId: string,
  { state, reason, sentThrough }: MessageEnd,
): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE message SET state = $2, reason = $3, sent_through = $4, claimed_at = NULL,
            sent_at = CASE WHEN $2 = 'sent' THEN clock_timestamp() END
      WHERE id = $1 AND (state = 'waiting' OR ($2 = 'sent' AND state = 'cancelled'))`,
    [messageId, state, reason, sentThrough ?? null],
  );
  const next = await manager.query<{ id: string }[]>(
    `SELECT id FROM message WHERE follows = $1 AND state = 'waiting' AND claimed_at IS NULL`,
    [messageId],
  );
  await enqueueEach(
    manager,
    'message',
    next.map(({ id }) => ({ messageId: id })),
  );
  return count === 1;
}

/** Makes an ended message wait again; false: it is not in a state from which it may be sent again. */
export async function sendAgain(manager: EntityManager, messageId: string): Promise<boolean> {
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE message SET state = 'waiting', reason = NULL, sent_through = NULL, sent_at = NULL, claimed_at = NULL,
            attempts = 0, sending = sending + 1
      WHERE id = $1 AND state IN ('sent', 'failed', 'no-address')`,
    [messageId],
  );
  if (count === 1) await enqueueEach(manager, 'message', [{ messageId }]);
  return count === 1;
}

export async function lockMessage(
  manager: EntityManager,
  messageId: string,
): Promise<{ readonly state: MessageState } | undefined> {
  const rows = await manager.query<{ state: MessageState }[]>(
    `SELECT state FROM message WHERE id = $1 FOR UPDATE`,
    [messageId],
  );
  return rows[0];
}

/** Messages whose turn it is and that nobody seems to be sending: for the reconciler. */
export async function findLostMessages(manager: EntityManager): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT m.id FROM message m LEFT JOIN message before ON before.id = m.follows
      WHERE m.state = 'waiting' AND (before.id IS NULL OR before.state <> 'waiting')
        AND m.created_at < now() - interval '30 seconds'
        AND (m.claimed_at IS NULL OR m.claimed_at < now() - make_interval(secs => $1))
      ORDER BY m.n LIMIT 500`,
    [CLAIM_SECONDS],
  );
  return rows.map(({ id }) => id);
}
