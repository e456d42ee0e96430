import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  type CaseId,
  type ExpertiseCode,
  type OfferYear,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { checkNeedEdit, effectiveNeeds, type NeedEditRefusal } from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { insertNeedEdit, needsOf, raiseVersion } from './case-work.repository.js';
import { givenReason } from './past-day.js';
import { lockCases } from './support-cases.repository.js';

export interface EditCaseNeedInput {
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly need: string;
  readonly edit: 'add' | 'remove';
  readonly reason: string;
}

export type EditCaseNeedRefusal = NeedEditRefusal | 'no-such-case' | 'reason-needed' | 'reason-too-long';

/** Adds a need to a case or takes one away, beside what the judgements say. Undone by the opposite edit. */
@Injectable()
export class EditCaseNeed {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: EditCaseNeedInput,
  ): Promise<Outcome<{ readonly needs: readonly ExpertiseCode[] }, EditCaseNeedRefusal>> {
    const { offer, caseId, edit } = input;
    const reason = givenReason(input.reason);
    if (!reason.ok) return reason;
    return this.database.transaction(actor, async (manager) => {
      const [locked] = await lockCases(manager, offer, [caseId]);
      if (locked === undefined) return refused('no-such-case', { offer, caseId });
      const { judged, edits } = await needsOf(manager, offer, caseId);
      const need = checkNeedEdit(judged, edits, input);
      if (!need.ok) return need;
      const made = { need: need.value, edit, reason: reason.value, by: actor.id };
      await insertNeedEdit(manager, offer, caseId, made);
      await raiseVersion(manager, offer, caseId);
      const needs = effectiveNeeds(judged, [...edits, { ...made, at: '' }]);
      await append(manager, actor, {
        action: `need.${edit}`,
        subjectKind: 'case',
        subjectId: `${offer}/${caseId}`,
        before: { needs: effectiveNeeds(judged, edits) },
        after: { needs },
        reason: reason.value,
      });
      return accepted({ needs });
    });
  }
}
