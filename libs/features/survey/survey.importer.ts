import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  accepted,
  assert,
  daysFromHalfDays,
  type Facts,
  type LeaderRef,
  type OfferYear,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import type { TableSummary } from '../../platform/files/index.js';
import {
  compareFacts,
  type CompareTask,
  type Comparison,
  ImporterRegistry,
  type Importer,
  type ReadTask,
  type RebuildTask,
  type StoreFault,
  type StoreTally,
  type StoreTask,
} from '../imports/index.js';
import { upsertLeaders } from '../leaders/index.js';
import { followNearestRegions } from './nearest-regions.js';
import { OfferedDaysKeepers, type OfferedDaysRefusal } from './offered-days.js';
import { storedAnswerOf } from './stored-answer.js';
import type { SurveyAnswer } from './survey-answer.js';
import { SURVEY_FILE_PROFILE } from './survey-columns.js';
import { readSurvey } from './survey-reader.js';
import { type AnsweredTies, TieFollowers } from './tie-followers.js';
import {
  knownSpellings,
  leadersOfImport,
  lockAnswersOfImport,
  putBackAnswers,
  stagedAnswers,
  STAGED_ANSWER_TO_COMPARE,
  STORED_ANSWERS_TO_COMPARE,
  upsertAnswers,
  withdrawnLeaders,
} from './survey.repository.js';

/** What a later undoing has to know of a stored survey. */
interface SurveyNote {
  /** Leaders who had withdrawn and whom the file brought back. */
  readonly broughtBack: readonly LeaderRef[];
  /** Leaders whose answer was refused: the one before it stood. */
  readonly refused: readonly LeaderRef[];
}

/**
 * Capacity surveys: each answer takes the place of the same leader's earlier one in the same offer. Leaders whom a
 * later file does not name keep their answers: files may come region by region.
 */
@Injectable()
export class SurveyImporter implements Importer, OnModuleInit {
  readonly kinds = ['survey'] as const;
  readonly profiles = [SURVEY_FILE_PROFILE];

  constructor(
    private readonly registry: ImporterRegistry,
    private readonly keepers: OfferedDaysKeepers,
    private readonly ties: TieFollowers,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  read({ source, accept, columnMap, offer }: ReadTask): Promise<TableSummary> {
    return readSurvey(source, accept, { map: columnMap, offer: offerOf(offer) });
  }

  async store({ manager, actor, importId, fence, offer }: StoreTask): Promise<StoreTally> {
    const year = offerOf(offer);
    const answers = await this.named(manager, await stagedAnswers(manager, { importId, fence }));
    const leaderOf = ({ answer, leaderRef, name }: NamedAnswer) => ({
      ref: leaderRef,
      name,
      email: answer.email,
    });
    await upsertLeaders(manager, answers.filter(({ isNew }) => isNew).map(leaderOf));
    await this.ties.hold(
      manager,
      answers.map(({ answer, leaderRef }) => ({ offer: year, leaderRef, urns: answer.conflictUrns })),
    );
    const refusals = await this.keepers.keep(
      manager,
      actor,
      answers.map(({ answer, leaderRef }) => ({
        offer: year,
        leaderRef,
        halfDays: answer.halfDaysOffered,
        importId,
      })),
    );
    const accepted = answers.filter(({ leaderRef }) => !refusals.has(leaderRef));
    await upsertLeaders(manager, accepted.map(leaderOf));
    const broughtBack = await withdrawnLeaders(
      manager,
      year,
      accepted.map(({ leaderRef }) => leaderRef),
    );
    const stored = await upsertAnswers(
      manager,
      year,
      importId,
      accepted.map(({ answer, leaderRef }) => ({ leaderRef, facts: storedAnswerOf(answer) })),
    );
    await followNearestRegions(manager, year);
    await this.ties.follow(
      manager,
      actor,
      accepted.map(({ answer, leaderRef }) => ({ offer: year, leaderRef, urns: answer.conflictUrns })),
    );
    const faults = answers.flatMap(({ answer, leaderRef }) => {
      const refusal = refusals.get(leaderRef);
      return refusal === undefined ? [] : [faultOf(answer, refusal)];
    });
    const undoNote = { broughtBack, refused: [...refusals.keys()] } satisfies SurveyNote;
    return {
      storedCount: accepted.length,
      faults,
      facts: { ...stored, refused: faults.length },
      undoNote,
    };
  }

  /** Leaders whom the file does not name keep their answers: nothing is ever removed. */
  compare(task: CompareTask): Promise<Comparison> {
    return compareFacts(task.manager, task, {
      key: `lower(row_data->>'ref')`,
      subject: `row_data->>'ref'`,
      facts: STAGED_ANSWER_TO_COMPARE,
      label: 'NULL',
      stored: STORED_ANSWERS_TO_COMPARE,
      isWhole: false,
      values: [offerOf(task.offer)],
    });
  }

  readonly rebuildsFrom = (): 'all' => 'all';

  /**
   * Gives the leaders whose answers came from the undone file the answer of the latest file before it, or none, and
   * their budgets the days of that answer. Refused, naming all leaders concerned, when those days are promised already.
   * Who changes an answer meanwhile keeps what they said.
   */
  async rebuild(task: RebuildTask): Promise<Outcome<Facts, 'undo-takes-promised-days'>> {
    const { manager, actor, importId, remaining } = task;
    const offer = offerOf(task.offer);
    const named = await leadersOfImport(manager, offer, importId);
    const earlier = new Map<string, SurveyAnswer & { readonly importId: string }>();
    for (const file of remaining) {
      const wasRefused = new Set(noted(file.note).refused.map((ref) => ref.toLowerCase()));
      for (const answer of await stagedAnswers(manager, file)) {
        const key = answer.ref.toLowerCase();
        if (!wasRefused.has(key)) earlier.set(key, { ...answer, importId: file.importId });
      }
    }
    const tiesOf = (refs: readonly LeaderRef[]): readonly AnsweredTies[] =>
      refs.map((leaderRef) => ({
        ...{ offer, leaderRef, urns: earlier.get(leaderRef.toLowerCase())?.conflictUrns ?? [] },
      }));
    await this.ties.hold(manager, tiesOf(named));
    await this.keepers.hold(manager, offer, named);
    const undone = await lockAnswersOfImport(manager, offer, importId);
    const fates = undone.map((one) => ({ ...one, before: earlier.get(one.leaderRef.toLowerCase()) }));
    const refusals = await this.keepers.keep(
      manager,
      actor,
      fates.map(({ leaderRef, before }) => ({
        ...{ offer, leaderRef, halfDays: before?.halfDaysOffered ?? 0 },
        importId: `undo:${importId}`,
      })),
    );
    if (refusals.size > 0) {
      return refused('undo-takes-promised-days', { offer, leaderRefs: [...refusals.keys()].sort() });
    }
    const wasWithdrawn = new Set(noted(task.note).broughtBack);
    const back = fates.flatMap(({ leaderRef, state, before }) => {
      if (before === undefined) return [];
      const isWithdrawn = state === 'withdrawn' || wasWithdrawn.has(leaderRef);
      return [{ leaderRef, importId: before.importId, facts: storedAnswerOf(before), isWithdrawn }];
    });
    // Days that the earlier answer offered are nobody's to give where its leader has withdrawn.
    for (const { leaderRef, isWithdrawn } of back) {
      const withdrawalId = `undo:${importId}:${leaderRef}`;
      if (isWithdrawn) await this.keepers.takeBack(manager, actor, { offer, leaderRef, withdrawalId });
    }
    await upsertLeaders(
      manager,
      fates.flatMap(({ leaderRef, before }) =>
        before === undefined || before.name === null
          ? []
          : [{ ref: leaderRef, name: before.name, email: before.email }],
      ),
    );
    const removed = fates.flatMap(({ leaderRef, before }) => (before === undefined ? [leaderRef] : []));
    await putBackAnswers(manager, offer, back, removed);
    await followNearestRegions(manager, offer);
    await this.ties.follow(manager, actor, tiesOf(undone.map(({ leaderRef }) => leaderRef)));
    return accepted({ putBack: back.length, removed: removed.length });
  }

  /** Each answer with the leader's reference and name as they are known already. */
  private async named(
    manager: RebuildTask['manager'],
    given: readonly SurveyAnswer[],
  ): Promise<readonly NamedAnswer[]> {
    const known = await knownSpellings(
      manager,
      given.map(({ ref }) => ref),
    );
    return given.map((answer) => {
      const leader = known.get(answer.ref.toLowerCase());
      return {
        answer,
        leaderRef: leader?.ref ?? answer.ref,
        name: answer.name ?? leader?.name ?? answer.ref,
        isNew: leader === undefined,
      };
    });
  }
}

interface NamedAnswer {
  readonly answer: SurveyAnswer;
  readonly leaderRef: LeaderRef;
  readonly name: string;
  readonly isNew: boolean;
}

function offerOf(offer: OfferYear | null): OfferYear {
  assert(offer !== null, 'a survey belongs to an offer');
  return offer;
}

function noted(note: Facts): SurveyNote {
  const { broughtBack, refused: notStored } = note as Partial<SurveyNote>;
  return { broughtBack: broughtBack ?? [], refused: notStored ?? [] };
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
