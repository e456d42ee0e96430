import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  type CaseId,
  type IsoDate,
  type LeaderRef,
  type OfferYear,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { cleanText, insertCheck, leaderExists, lockCases, pastDay } from '../offers/index.js';
import type { Tie } from './conflicts.repository.js';
import { holdMatchesOfTies, type StoppedMatches, stopMatchesOfTie } from './stop-matches.js';

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

export interface CheckRecorded extends StoppedMatches {
  readonly checkedOn: IsoDate;
}

/**
 * Records that somebody asked whether a leader has a conflict of interest with a case, and what came out. The last such check
 * that found one keeps the pair apart, and stops its match, as a declaration does.
 */
@Injectable()
export class RecordConflictCheck {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: RecordConflictCheckInput,
  ): Promise<Outcome<CheckRecorded, RecordConflictCheckRefusal>> {
    const { offer, caseId, result } = input;
    const leaderRef = cleanText(input.leaderRef);
    const tie: Tie = { offer, leaderRef, subjectKind: 'case', subjectId: caseId };
    return this.database.transaction<Outcome<CheckRecorded, RecordConflictCheckRefusal>>(
      actor,
      async (manager) => {
        if (result === 'conflict') await holdMatchesOfTies(manager, offer, [tie]);
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
        const stopped =
          result === 'conflict' ? await stopMatchesOfTie(manager, actor, tie) : { stopped: [], underWay: [] };
        return accepted({ checkedOn: day.value, ...stopped });
      },
    );
  }
}
