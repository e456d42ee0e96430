import { Injectable } from '@nestjs/common';
import type { LeaderUsage, ProposedMatch } from '../../domain/candidates/index.js';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import type { Plan, RunInsight, UncoveredInResult } from '../../domain/planning/index.js';
import { Database } from '../../platform/database/index.js';
import { insertProposals } from '../matches/index.js';
import { insertInsight } from './run-insight.repository.js';
import { phaseReached } from './report-progress.use-case.js';
import type { RunSummary } from './run-summary.js';
import { lockedRun, moveRun } from './run-transition.js';
import { insertResult } from './runs.repository.js';

/** The result of a solve whose plan `check-plan` accepted. */
export interface FinishRunInput {
  readonly runId: string;
  readonly fence: number;
  readonly plan: Plan;
  readonly matches: readonly ProposedMatch[];
  readonly uncovered: readonly UncoveredInResult[];
  readonly leaders: readonly LeaderUsage[];
  readonly counts: { readonly cases: number; readonly leaders: number; readonly candidates: number };
  /** What more there is to say about each case and leader; absent: nothing was found out. */
  readonly insight?: RunInsight;
}

export type FinishRunRefusal =
  'unknown-run' | 'fence-lost' | 'cancel-requested' | 'not-possible-in-this-state';

/**
 * Stores the result of a run and proposes its matches, all in one transaction and only under the fence that the
 * worker was given: what comes late from an earlier holder writes nothing (`fence-lost`).
 */
@Injectable()
export class FinishRunUseCase {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, input: FinishRunInput): Promise<Outcome<RunSummary, FinishRunRefusal>> {
    const { runId, fence, plan } = input;
    return this.database.transaction(actor, async (manager) => {
      const run = await lockedRun(manager, runId);
      if (!run.ok) return run;
      if (run.value.fence !== fence) return refused('fence-lost', { runId, fence, now: run.value.fence });
      if (run.value.cancelRequested) return refused('cancel-requested', { runId });
      const checking = phaseReached(run.value.state, 'checking');
      if (!checking.ok) return checking;
      const summary = summaryOf(input);
      const moved = await moveRun(manager, actor, run.value, {
        event: 'finish',
        reached: checking.value,
        change: {
          ...{ finished: true, phase: null, fraction: 1, gap: plan.gap },
          ...{ engine: plan.engine, summary },
        },
        told: {
          ...{ fence, matches: input.matches.length, uncovered: input.uncovered.length },
          score: plan.score,
        },
      });
      if (!moved.ok) return moved;
      await insertResult(manager, {
        runId,
        fence,
        plan,
        uncovered: input.uncovered,
        leaders: input.leaders,
      });
      if (input.insight !== undefined) await insertInsight(manager, runId, input.insight);
      await insertProposals(manager, {
        ...{ runId, offer: run.value.offer },
        matches: input.matches,
      });
      return accepted(summary);
    });
  }
}

function summaryOf({ plan, matches, leaders, counts }: FinishRunInput): RunSummary {
  return {
    status: plan.status,
    cases: counts.cases,
    covered: matches.length,
    uncovered: counts.cases - matches.length,
    coverage: plan.coverage,
    leaders: counts.leaders,
    leadersUsed: leaders.filter(({ halfDaysUsed }) => halfDaysUsed > 0).length,
    candidates: counts.candidates,
    halfDaysUsed: matches.reduce((sum, { halfDays }) => sum + halfDays, 0),
    score: plan.score,
    scoreBound: plan.scoreBound,
    gap: plan.gap,
    engine: plan.engine,
    seconds: plan.seconds,
    seed: plan.seed,
  };
}
