import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, refused, type Actor, type Outcome } from '../../domain/kernel/index.js';
import {
  assess,
  compareDecisions,
  type ComparedAssessment,
  type Decision,
  type DecisionChange,
  type DecisionChangeKind,
  offerPolicy,
} from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { followNearestRegions } from '../survey/index.js';
import type { AssessmentCounts } from './assessment-counts.js';
import { loadAssessmentInputs } from './assessment-inputs.queries.js';
import { AssessmentsRepository, type QueuedAssessment } from './assessments.repository.js';
import {
  assessmentInForce,
  insertChanges,
  recordDecisions,
  registerLookup,
} from './decision-changes.repository.js';
import { renewCases } from './support-cases.repository.js';

export interface RanAssessment {
  readonly state: 'done' | 'failed';
  /** Null when it failed. */
  readonly counts: AssessmentCounts | null;
  /** `no-schools`: none are stored; `overtaken`: a later assessment of the offer is done already. */
  readonly failureCode: 'no-schools' | 'overtaken' | null;
}

/**
 * Decides who is eligible, called by a worker: facts of one moment in, decisions and cases out, in one transaction.
 * `nothing-to-do`: unknown, finished, or in another worker's hands.
 */
@Injectable()
export class RunAssessment {
  constructor(
    private readonly database: Database,
    private readonly repository: AssessmentsRepository,
  ) {}

  async execute(
    actor: Actor,
    input: { readonly assessmentId: string },
  ): Promise<Outcome<RanAssessment, 'nothing-to-do'>> {
    return this.database.transaction(
      actor,
      async (manager) => {
        const queued = await this.repository.lockQueued(manager, input.assessmentId);
        if (queued === undefined) return refused('nothing-to-do', { assessmentId: input.assessmentId });
        const overtaking = await this.repository.findOvertaking(manager, queued.id);
        if (overtaking !== undefined) return this.fail(manager, actor, queued, 'overtaken');
        if (!(await this.repository.hasSchools(manager))) {
          return this.fail(manager, actor, queued, 'no-schools');
        }
        return this.decide(manager, actor, queued);
      },
      { isolation: 'REPEATABLE READ' },
    );
  }

  private async decide(
    manager: EntityManager,
    actor: Actor,
    queued: QueuedAssessment,
  ): Promise<Outcome<RanAssessment, never>> {
    const { id, offer, asOf } = queued;
    await this.repository.allowLongThought(manager);
    const { facts, options, sources } = await loadAssessmentInputs(manager, offer, asOf);
    const { decisions, cases, ...told } = assess(offer, facts, options);
    const { unknownSubjects, unreadRows, inspectionsEnd } = told;
    const before = await assessmentInForce(manager, offer);
    const now = { ruleSet: offerPolicy(offer).ruleSet, asOf, options, decisions, cases };
    const changes = await this.changes(manager, before, now);
    await this.repository.replaceDecisions(manager, queued, decisions);
    await recordDecisions(manager, queued);
    const renewed = await renewCases(manager, queued, cases);
    const underway = await insertChanges(manager, queued, changes);
    const counts = {
      ...answers(decisions),
      ...{ cases: cases.length, ...renewed },
      ...{ ...changeCounts(changes), underway },
    };
    await this.repository.finish(manager, id, {
      ...{ counts, options, sources, unknownSubjects, unreadRows, inspectionsEnd },
      ruleSet: now.ruleSet,
      previousId: before?.id ?? null,
    });
    await followNearestRegions(manager, offer);
    await append(manager, actor, {
      action: 'assessment.finish',
      subjectKind: 'assessment',
      subjectId: id,
      after: { offer, asOf, ...counts },
    });
    return accepted({ state: 'done', counts, failureCode: null });
  }

  /** Of the first assessment of an offer there are none: nothing was decided before. */
  private async changes(
    manager: EntityManager,
    before: ComparedAssessment | undefined,
    now: ComparedAssessment,
  ): Promise<readonly DecisionChange[]> {
    if (before === undefined) return [];
    return compareDecisions(before, now, await registerLookup(manager));
  }

  private async fail(
    manager: EntityManager,
    actor: Actor,
    { id, offer }: QueuedAssessment,
    failureCode: 'no-schools' | 'overtaken',
  ): Promise<Outcome<RanAssessment, never>> {
    await this.repository.fail(manager, id, failureCode);
    await append(manager, actor, {
      action: 'assessment.fail',
      subjectKind: 'assessment',
      subjectId: id,
      after: { offer, failureCode },
    });
    return accepted({ state: 'failed', counts: null, failureCode });
  }
}

function answers(decisions: readonly Decision[]): Pick<AssessmentCounts, 'yes' | 'no' | 'undetermined'> {
  const counts = { yes: 0, no: 0, undetermined: 0 };
  for (const { eligible } of decisions) counts[eligible] += 1;
  return counts;
}

function changeCounts(
  changes: readonly DecisionChange[],
): Pick<AssessmentCounts, 'subjectsAdded' | 'subjectsRemoved' | 'subjectsChanged'> {
  const count = (kind: DecisionChangeKind): number => changes.filter(({ change }) => change === kind).length;
  return {
    subjectsAdded: count('added'),
    subjectsRemoved: count('removed'),
    subjectsChanged: count('changed'),
  };
}
