import { Injectable } from '@nestjs/common';
import {
  accepted,
  refused,
  type Actor,
  type CaseId,
  type OfferYear,
  type Outcome,
} from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';
import { answerNotBeforeOffer } from '../../domain/offers/index.js';
import { movesOf } from './case-work.repository.js';
import { moveCases, type MoveCasesRefusal } from './move-cases.js';
import { pastDay } from './past-day.js';
import { lockCases } from './support-cases.repository.js';

/** What people record by hand; the other events follow from matches. */
export const CONTACT_EVENTS = ['contact', 'offer', 'take-up', 'turn-down'] as const;
export type ContactEvent = (typeof CONTACT_EVENTS)[number];

export interface MoveCaseInput {
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly event: ContactEvent;
  /** As the person saw the case. */
  readonly version: number;
  readonly reason?: string;
  /** The day on which it happened, not after today; today where it is left out. */
  readonly on?: string;
}

export type MoveCaseRefusal =
  MoveCasesRefusal | 'stale' | 'bad-date' | 'date-in-future' | 'answer-before-offer';

/** Records how the contact with a school or trust went on. `stale`: somebody changed the case meanwhile. */
@Injectable()
export class MoveCase {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: MoveCaseInput,
  ): Promise<Outcome<{ readonly state: CaseState; readonly version: number }, MoveCaseRefusal>> {
    const { offer, caseId, event, version } = input;
    const reason = input.reason?.replaceAll('\u0000', '');
    return this.database.transaction(actor, async (manager) => {
      const [found] = await lockCases(manager, offer, [caseId]);
      if (found === undefined) return refused('no-such-case', { offer, caseId });
      if (found.version !== version) {
        return refused('stale', { offer, caseId, state: found.state, version: found.version });
      }
      const day = await pastDay(manager, input.on);
      if (!day.ok) return day;
      const answer = { event, happenedOn: day.value };
      const early = answerNotBeforeOffer(answer, await movesOf(manager, offer, caseId));
      if (early !== null) return refused(early.code, { ...early.facts, offer, caseId });
      const moved = await moveCases(manager, actor, offer, [{ caseId, event, on: day.value }], reason);
      if (!moved.ok) return moved;
      return accepted({ state: moved.value[0]?.to ?? found.state, version: version + 1 });
    });
  }
}
