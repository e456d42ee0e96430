import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  type CaseId,
  type LeaderRef,
  type OfferYear,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { insertCheck, leaderExists } from './case-work.repository.js';
import { cleanText, pastDay } from './past-day.js';
import { lockCases } from './support-cases.repository.js';

export interface RecordConflictCheckInput {
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly leaderRef: LeaderRef;
  readonly result: 'clear' | 'conflict';
  /** Today where it is left out. */
  readonly checkedOn?: string;
  readonly note?: string;
}

export type RecordConflictCheckRefusal = 'no-such-case' | 'unknown-leader' | 'bad-date' | 'date-in-future';

/** Records that somebody asked whether a leader has a conflict of interest with a case, and what came out. */
@Injectable()
export class RecordConflictCheck {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: RecordConflictCheckInput,
  ): Promise<Outcome<{ readonly checkedOn: string }, RecordConflictCheckRefusal>> {
    const { offer, caseId, result } = input;
    const leaderRef = cleanText(input.leaderRef);
    return this.database.transaction(actor, async (manager) => {
      const [locked] = await lockCases(manager, offer, [caseId]);
      if (locked === undefined) return refused('no-such-case', { offer, caseId });
      if (!(await leaderExists(manager, leaderRef))) return refused('unknown-leader', { leaderRef });
      const day = await pastDay(manager, input.checkedOn);
      if (!day.ok) return day;
      const check = { leaderRef, result, checkedOn: day.value };
      const note = cleanText(input.note) || null;
      await insertCheck(manager, offer, caseId, { ...check, note, recordedBy: actor.id });
      await append(manager, actor, {
        action: 'conflict-check.record',
        subjectKind: 'case',
        subjectId: `${offer}/${caseId}`,
        after: check,
      });
      return accepted({ checkedOn: day.value });
    });
  }
}
