import type { IsoDate, LeaderRef } from '../kernel/index.js';
import type { ContactParty } from './decision.js';

export const CONTACT_MEANS = ['phone', 'email', 'letter', 'meeting', 'other'] as const;
export type ContactMeans = (typeof CONTACT_MEANS)[number];

/** `reached`: spoke to them or know that they read it; `responded`: they answered, on a day of its own. */
export const CONTACT_RESULTS = ['reached', 'no-answer', 'responded'] as const;
export type ContactResult = (typeof CONTACT_RESULTS)[number];

/** What an offer wants done before a leader is allocated to a case. */
export const BEFORE_ALLOCATION = ['contact', 'conflict-check'] as const;
export type BeforeAllocation = (typeof BEFORE_ALLOCATION)[number];

/** One contact as it stands after corrections. */
export interface CaseContact {
  readonly party: ContactParty;
  readonly contactedOn: IsoDate;
  readonly means: ContactMeans;
  readonly result: ContactResult;
  /** There exactly when the result is `responded`. */
  readonly respondedOn: IsoDate | null;
}

/** How the case stood when somebody offered the support, was answered, or was matched. */
export interface DatedMove {
  readonly event: string;
  readonly happenedOn: IsoDate;
}

export interface ConflictCheck {
  readonly leaderRef: LeaderRef;
  readonly checkedOn: IsoDate;
  readonly result: 'clear' | 'conflict';
}

/** Everything that the contact rules look at for one case. */
export interface CaseRecord {
  /** Whom to contact, in order. */
  readonly steps: readonly ContactParty[];
  readonly contactBy: IsoDate | null;
  /** Turned down, closed, or no longer eligible: nobody has to be contacted any more. */
  readonly isOver: boolean;
  /** The day on which it could first be known that the case is eligible; null: not known. */
  readonly knownOn: IsoDate | null;
  /** In force, by day. */
  readonly contacts: readonly CaseContact[];
  readonly moves: readonly DatedMove[];
  readonly checks: readonly ConflictCheck[];
  /** Who holds the case now, and since when; null: nobody. */
  readonly allocation: { readonly leaderRef: LeaderRef; readonly on: IsoDate } | null;
  readonly beforeAllocation: readonly BeforeAllocation[];
  readonly today: IsoDate;
}

export const CONTACT_STATUSES = ['overdue', 'due', 'done', 'not-needed'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/**
 * `done`: somebody was contacted; `overdue`: nobody was, and the contact-by date has gone by; `not-needed`: nobody was, and
 * the case is over.
 */
export function contactStatus({
  contacts,
  isOver,
  contactBy,
  today,
}: Pick<CaseRecord, 'contacts' | 'isOver' | 'contactBy' | 'today'>): ContactStatus {
  if (contacts.length > 0) return 'done';
  if (isOver) return 'not-needed';
  return contactBy !== null && today > contactBy ? 'overdue' : 'due';
}

/** The day of the first contact, with one party or with anybody. */
export function firstContact(contacts: readonly CaseContact[], party?: ContactParty): IsoDate | null {
  const days = contacts
    .filter((contact) => party === undefined || contact.party === party)
    .map(({ contactedOn }) => contactedOn)
    .toSorted();
  return days[0] ?? null;
}
