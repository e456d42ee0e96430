import { daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import type { RunResultView, RunSummary, RunView } from '../../../../libs/features/runs/index.js';
import type { RunResource, RunResultResource, RunSummaryResource } from './runs.dto.js';

export function runSummaryResource({ halfDaysUsed, coverage, ...summary }: RunSummary): RunSummaryResource {
  return { ...summary, coverage: [...coverage], daysUsed: daysFromHalfDays(halfDaysUsed) };
}

export function runResource({ engine: _engine, version: _version, ...run }: RunView): RunResource {
  return {
    ...run,
    params: { ...run.params },
    summary: run.summary === null ? null : runSummaryResource(run.summary),
    failureFacts: run.failureFacts,
  };
}

export function runResultResource(result: RunResultView): RunResultResource {
  return {
    runId: result.runId,
    summary: result.summary === null ? null : runSummaryResource(result.summary),
    plan: { ...result.plan },
    uncovered: result.uncovered.map((row) => ({
      caseId: row.caseId,
      name: row.name,
      days: daysFromHalfDays(row.halfDays),
      priority: row.priority,
      reason: row.reason,
      facts: row.facts,
      nearestRemedy: row.nearestRemedy,
      why: row.why,
    })),
    leaders: result.leaders.map((leader) => ({
      leaderRef: leader.leaderRef,
      daysOffered: daysFromHalfDays(leader.halfDaysOffered),
      daysUsed: daysFromHalfDays(leader.halfDaysUsed),
      daysLeft: daysFromHalfDays(leader.halfDaysLeft),
      engagements: leader.engagements,
    })),
  };
}
