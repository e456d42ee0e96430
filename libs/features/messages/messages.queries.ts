import { Injectable } from '@nestjs/common';
import type { CaseId, Facts, OfferYear } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { messageText, type MessageTemplate, type MessageText } from '../../wording/index.js';
import type { AddressParty } from './address-party.js';
import { type ContactAddress, contactAddress } from './contact-addresses.repository.js';
import { MESSAGE_STATES, type MessageState, type RecipientKind } from './message.entity.js';
import { partyName } from './party-name.queries.js';

/** One message as the page of messages shows it. */
export interface MessageView {
  readonly id: string;
  readonly template: MessageTemplate;
  readonly toKind: RecipientKind;
  readonly toRef: string;
  /** Of the person written to; null: not known. */
  readonly toName: string | null;
  /** Of the school, trust, authority or diocese that it is for; null: a leader, or not in the register. */
  readonly partyName: string | null;
  readonly offer: OfferYear | null;
  readonly caseId: CaseId | null;
  readonly matchId: string | null;
  readonly state: MessageState;
  /** Code of what went wrong, or of why it was cancelled. */
  readonly reason: string | null;
  readonly sentThrough: 'outbox' | 'notify' | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly text: MessageText;
}

export interface MessageFilter {
  readonly state?: string;
  readonly toKind?: string;
  readonly matchId?: string;
}

export interface MessagePage {
  readonly items: readonly MessageView[];
  /** Hand back as `cursor` for the next page; null at the end. */
  readonly nextCursor: string | null;
}

interface StoredMessage extends Omit<MessageView, 'text'> {
  readonly n: string;
  readonly facts: Facts;
  readonly leaderName: string | null;
  readonly secret: string | null;
  readonly hidesSecret: boolean;
}

export const MESSAGE_SORTS = ['written', 'to', 'state'] as const;
export type MessageSort = (typeof MESSAGE_SORTS)[number];

/**
 * Who has the secret may answer for a school. It leaves the database for `handsOn` alone, and only where nothing but this
 * service delivers the message; once it has ended for nobody.
 */
const message = (handsOn: boolean): string => `
  SELECT m.id, m.n, m.template, m.to_kind AS "toKind", m.to_ref AS "toRef", m.offer, m.case_id AS "caseId",
         m.match_id AS "matchId", m.state, m.reason, m.sent_through AS "sentThrough", m.attempts,
         m.created_at AS "createdAt", m.sent_at AS "sentAt", m.facts,
         ${handsOn ? `CASE WHEN ${DELIVERED_HERE} THEN s.secret END` : 'NULL'} AS secret,
         s.message_id IS NOT NULL AS "hidesSecret",
         CASE WHEN m.to_kind = 'leader' THEN l.name ELSE a.name END AS "toName", about.name AS "leaderName",
         ${partyName('m.to_kind', 'm.to_ref')} AS "partyName"
    FROM message m
    LEFT JOIN message_secret s ON s.message_id = m.id AND s.ends_at > now()
    LEFT JOIN leader l ON m.to_kind = 'leader' AND l.ref = m.to_ref
    LEFT JOIN leader about ON about.ref = m.facts->>'leaderRef'
    LEFT JOIN contact_address a ON a.party = m.to_kind AND a.party_ref = m.to_ref`;
const DELIVERED_HERE = `m.state = 'sent' AND m.sent_through = 'outbox'`;
const FILTERED = `($1::text IS NULL OR m.state = $1) AND ($2::text IS NULL OR m.to_kind = $2)
  AND ($3::uuid IS NULL OR m.match_id = $3)`;
const MESSAGE_ORDER: Readonly<Record<MessageSort, string>> = {
  written: 'm.n',
  to: `lower(coalesce(CASE WHEN m.to_kind = 'leader' THEN l.name ELSE a.name END, m.to_ref))`,
  state: `array_position(ARRAY['${MESSAGE_STATES.join("','")}'], m.state)`,
};
const PAGE_SIZE = 50;
const PAGE_SIZE_MAX = 500;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Reads of messages for pages and the API. */
@Injectable()
export class MessagesQueries {
  constructor(private readonly database: Database) {}

  /** Newest first, without the secrets in them. `base`: where the service is, for the links in the texts. `limit`: 50, at most 500. */
  async list(
    { state, toKind, matchId }: MessageFilter,
    base: string,
    page: { readonly cursor?: string; readonly limit?: number } = {},
  ): Promise<MessagePage> {
    if (matchId !== undefined && !isUuid(matchId)) return { items: [], nextCursor: null };
    const limit = Math.min(Math.max(Math.trunc(page.limit ?? PAGE_SIZE), 1), PAGE_SIZE_MAX);
    const after = /^\d{1,15}$/.test(page.cursor ?? '') ? page.cursor : null;
    const rows = await this.database.manager.query<StoredMessage[]>(
      `${message(false)} WHERE ${FILTERED} AND ($4::bigint IS NULL OR m.n < $4) ORDER BY m.n DESC LIMIT $5`,
      [state ?? null, toKind ?? null, matchId ?? null, after, limit + 1],
    );
    const items = rows.slice(0, limit);
    return {
      items: items.map((row) => viewOf(row, base)),
      nextCursor: rows.length > limit ? (items.at(-1)?.n ?? null) : null,
    };
  }

  /**
   * The same by any column, with how many there are over all pages. `page`: from 1; equal ones come newest first.
   * `handsOn`: for who brings the messages of the built-in outbox to their readers.
   */
  async sorted(
    { state, toKind, matchId }: MessageFilter,
    base: string,
    { sort, descending }: { readonly sort: MessageSort; readonly descending: boolean },
    { page, size, handsOn }: { readonly page: number; readonly size: number; readonly handsOn: boolean },
  ): Promise<{ readonly items: readonly MessageView[]; readonly total: number }> {
    if (matchId !== undefined && !isUuid(matchId)) return { items: [], total: 0 };
    const values = [state ?? null, toKind ?? null, matchId ?? null];
    const [rows, [counted]] = await Promise.all([
      this.database.manager.query<StoredMessage[]>(
        `${message(handsOn)} WHERE ${FILTERED}
          ORDER BY ${MESSAGE_ORDER[sort]} ${descending ? 'DESC' : 'ASC'}, m.n DESC LIMIT $4 OFFSET $5`,
        [...values, size, (page - 1) * size],
      ),
      this.database.manager.query<{ readonly total: number }[]>(
        `SELECT count(*)::integer AS total FROM message m WHERE ${FILTERED}`,
        values,
      ),
    ]);
    return { items: rows.map((row) => viewOf(row, base)), total: counted?.total ?? 0 };
  }

  /** How many there are in each state; absent: none. */
  async counts(): Promise<ReadonlyMap<MessageState, number>> {
    const rows = await this.database.manager.query<{ state: MessageState; messages: number }[]>(
      `SELECT state, count(*)::integer AS messages FROM message GROUP BY state`,
    );
    return new Map(rows.map(({ state, messages }) => [state, messages]));
  }

  /** Of one party; undefined: none was entered. */
  async address(party: AddressParty, partyRef: string): Promise<ContactAddress | undefined> {
    return contactAddress(this.database.manager, party, partyRef);
  }
}

function viewOf(
  { n: _n, facts, leaderName, secret, hidesSecret, ...row }: StoredMessage,
  base: string,
): MessageView {
  const { template, offer, matchId, toKind, toName } = row;
  const known = { ...facts, offer, matchId, ...(toKind === 'leader' ? {} : { party: toKind }) };
  const names = { to: toName, leader: leaderName, secret, hidesSecret };
  return { ...row, text: messageText(template, known, names, base) };
}
