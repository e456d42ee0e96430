import { Injectable, type OnModuleInit } from '@nestjs/common';
import { assert, daysFromHalfDays } from '../../domain/kernel/index.js';
import type { TableSummary } from '../../platform/files/index.js';
import {
  ImporterRegistry,
  type Importer,
  type ReadTask,
  type StoreFault,
  type StoreTally,
  type StoreTask,
} from '../imports/index.js';
import { upsertLeaders } from '../leaders/index.js';
import { OfferedDaysKeepers, type OfferedDaysRefusal } from './offered-days.js';
import { storedAnswerOf } from './stored-answer.js';
import type { SurveyAnswer } from './survey-answer.js';
import { readSurvey } from './survey-reader.js';
import { knownSpellings, stagedAnswers, upsertAnswers } from './survey.repository.js';

/**
 * Capacity surveys: each answer takes the place of the same leader's earlier one in the same offer. Leaders whom a
 * later file does not name keep their answers: files may come region by region.
 */
@Injectable()
export class SurveyImporter implements Importer, OnModuleInit {
  readonly kinds = ['survey'] as const;

  constructor(
    private readonly registry: ImporterRegistry,
    private readonly keepers: OfferedDaysKeepers,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  read({ source, accept, columnMap }: ReadTask): Promise<TableSummary> {
    return readSurvey(source, accept, { map: columnMap });
  }

  async store({ manager, actor, importId, fence, offer }: StoreTask): Promise<StoreTally> {
    assert(offer !== null, 'a survey belongs to an offer');
    const given = await stagedAnswers(manager, { importId, fence });
    const known = await knownSpellings(
      manager,
      given.map(({ ref }) => ref),
    );
    const answers = given.map((answer) => {
      const leader = known.get(answer.ref.toLowerCase());
      return {
        answer,
        leaderRef: leader?.ref ?? answer.ref,
        name: answer.name ?? leader?.name ?? answer.ref,
      };
    });
    await upsertLeaders(
      manager,
      answers.map(({ answer, leaderRef, name }) => ({ ref: leaderRef, name, email: answer.email })),
    );
    const refusals = await this.keepers.keep(
      manager,
      actor,
      answers.map(({ answer, leaderRef }) => ({
        offer,
        leaderRef,
        halfDays: answer.halfDaysOffered,
        importId,
      })),
    );
    const accepted = answers.filter(({ leaderRef }) => !refusals.has(leaderRef));
    const stored = await upsertAnswers(
      manager,
      offer,
      importId,
      accepted.map(({ answer, leaderRef }) => ({ leaderRef, facts: storedAnswerOf(answer) })),
    );
    const faults = answers.flatMap(({ answer, leaderRef }) => {
      const refusal = refusals.get(leaderRef);
      return refusal === undefined ? [] : [faultOf(answer, refusal)];
    });
    return { storedCount: accepted.length, faults, facts: { ...stored, refused: faults.length } };
  }
}

function faultOf(answer: SurveyAnswer, { code, facts }: OfferedDaysRefusal): StoreFault {
  return {
    row: answer.source.row,
    column: 'days_offered',
    value: String(daysFromHalfDays(answer.halfDaysOffered)),
    code,
    effect: 'row-refused',
    facts,
  };
}
