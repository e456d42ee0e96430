import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  accepted,
  type Actor,
  type CaseId,
  type OfferYear,
  type Outcome,
  parseIsoDate,
  refused,
} from '../../domain/kernel/index.js';
import {
  type CaseContact,
  type ContactMeans,
  type ContactParty,
  type ContactProblem,
  contactProblems,
  contactRefusal,
  type ContactResult,
  type RefusingContactRule,
} from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { loadCaseRecord } from './case-record.queries.js';
import { contactsOf, insertContact, type StoredContact } from './case-work.repository.js';
import { moveCases, type MoveCasesRefusal } from './move-cases.js';
import { cleanText } from './past-day.js';
import { lockCases } from './support-cases.repository.js';

export interface RecordContactInput {
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly party: ContactParty;
  readonly contactedOn: string;
  readonly means: ContactMeans;
  readonly result: ContactResult;
  /** The day of the response; exactly where the result is `responded`. */
  readonly respondedOn?: string;
  readonly note?: string;
  /** The contact that this one corrects. */
  readonly replaces?: string;
}

export interface WithdrawContactInput {
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly contactId: string;
  readonly note?: string;
}

export interface RecordedContact {
  readonly contactId: string;
  /** What is wrong with the record of the case now. */
  readonly problems: readonly ContactProblem[];
}

export type RecordContactRefusal =
  MoveCasesRefusal | RefusingContactRule | 'bad-date' | 'unknown-contact' | 'already-corrected';

type Written = CaseContact & {
  readonly note: string | null;
  readonly replaces: string | null;
  readonly void: boolean;
};

/**
 * Records a contact with a party of a case, or corrects one: rows are only ever added and the latest counts. The first
 * contact moves an eligible case on. What breaks the order of the plan is kept and shown as a problem, because it
 * happened; what cannot have happened is refused.
 */
@Injectable()
export class RecordContact {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: RecordContactInput,
  ): Promise<Outcome<RecordedContact, RecordContactRefusal>> {
    const { offer, caseId, party, means, result } = input;
    const contactedOn = parseIsoDate(input.contactedOn);
    const respondedOn = input.respondedOn === undefined ? null : parseIsoDate(input.respondedOn);
    if (contactedOn === undefined || respondedOn === undefined) return refused('bad-date');
    const note = cleanText(input.note) || null;
    const replaces = input.replaces ?? null;
    const contact = { party, contactedOn, means, result, respondedOn, note, replaces, void: false };
    return this.database.transaction(actor, async (manager) => {
      const [locked] = await lockCases(manager, offer, [caseId]);
      if (locked === undefined) return refused('no-such-case', { offer, caseId });
      const corrected = await this.corrected(manager, offer, caseId, replaces);
      if (!corrected.ok) return corrected;
      const loaded = await loadCaseRecord(manager, offer, caseId);
      const refusal = contactRefusal(contact, loaded?.record ?? { today: '', knownOn: null });
      if (refusal !== null) return refused(refusal.code, refusal.facts);
      const written = await this.write(manager, actor, input, contact);
      if (locked.state === 'eligible') {
        const moved = await moveCases(manager, actor, offer, [{ caseId, event: 'contact', on: contactedOn }]);
        if (!moved.ok) return moved;
      }
      return accepted(await this.recorded(manager, input, written));
    });
  }

  /** Says that a contact never happened. */
  async withdraw(
    actor: Actor,
    input: WithdrawContactInput,
  ): Promise<Outcome<RecordedContact, RecordContactRefusal>> {
    const { offer, caseId, contactId } = input;
    return this.database.transaction(actor, async (manager) => {
      const [locked] = await lockCases(manager, offer, [caseId]);
      if (locked === undefined) return refused('no-such-case', { offer, caseId });
      const corrected = await this.corrected(manager, offer, caseId, contactId);
      if (!corrected.ok) return corrected;
      if (corrected.value === null) return refused('unknown-contact', { contactId });
      const { party, contactedOn, means, result, respondedOn } = corrected.value;
      const contact = { party, contactedOn, means, result, respondedOn, replaces: contactId, void: true };
      const note = cleanText(input.note) || null;
      const written = await this.write(manager, actor, input, { ...contact, note });
      return accepted(await this.recorded(manager, input, written));
    });
  }

  /** The contact to be corrected, which must be in force; null: nothing is corrected. */
  private async corrected(
    manager: EntityManager,
    offer: OfferYear,
    caseId: CaseId,
    contactId: string | null,
  ): Promise<Outcome<StoredContact | null, 'unknown-contact' | 'already-corrected'>> {
    if (contactId === null) return accepted(null);
    const found = (await contactsOf(manager, offer, caseId)).find(({ id }) => id === contactId);
    if (found === undefined) return refused('unknown-contact', { contactId });
    return found.inForce ? accepted(found) : refused('already-corrected', { contactId });
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    { offer, caseId }: Pick<RecordContactInput, 'offer' | 'caseId'>,
    contact: Written,
  ): Promise<string> {
    const contactId = await insertContact(manager, offer, caseId, { ...contact, recordedBy: actor.id });
    const { note: _note, ...facts } = contact;
    const verb = contact.void ? 'withdraw' : contact.replaces === null ? 'record' : 'correct';
    await append(manager, actor, {
      action: `contact.${verb}`,
      subjectKind: 'case',
      subjectId: `${offer}/${caseId}`,
      after: { contactId, ...facts },
    });
    return contactId;
  }

  private async recorded(
    manager: EntityManager,
    { offer, caseId }: Pick<RecordContactInput, 'offer' | 'caseId'>,
    contactId: string,
  ): Promise<RecordedContact> {
    const loaded = await loadCaseRecord(manager, offer, caseId);
    return { contactId, problems: loaded === undefined ? [] : contactProblems(loaded.record) };
  }
}
