import { DEFAULT_RUN_PARAMS } from '../../libs/domain/candidates/index.js';
import type { MatchView } from '../../libs/features/matches/index.js';
import type {
  RunResultView,
  RunSummary,
  RunView,
  UncoveredCaseView,
} from '../../libs/features/runs/index.js';
import type { AssessmentSummary } from '../../libs/features/offers/index.js';

/** What presenters are given, whole; a spec names only what it is about. */
export function matchViewWith(changes: Partial<MatchView> = {}): MatchView {
  const at = new Date('2025-03-03T10:00:00Z');
  return {
    ...{ id: 'm1', offer: '2024-25', runId: 'r1', caseId: 'a', caseName: 'Aire Street', priority: 1 },
    ...{
      leaderRef: 'L1',
      leaderName: 'Ada Example',
      halfDays: 20,
      origin: 'run',
      state: 'proposed',
      version: 1,
    },
    ...{ distanceMetres: 16_093, why: '10 miles away.', stateReason: null, createdAt: at, changedAt: at },
    ...{ publishedAt: null, answerBy: null, otherDates: null, otherDatesNote: null },
    facts: { needsMet: [], needsMissed: [], score: { distance: 0, missedNeeds: 0, change: 0, total: 0 } },
    ...changes,
  };
}

export function uncoveredCaseWith(changes: Partial<UncoveredCaseView> = {}): UncoveredCaseView {
  return {
    ...{ caseId: 'a', unit: 'school', supportedId: '1', name: 'Aire Street', halfDays: 20, priority: 1 },
    ...{ reason: 'all-candidates-full', facts: {}, candidates: 0, refusals: [] },
    ...{ why: 'All are taken.', nearestRemedy: null, remedy: null },
    ...changes,
  };
}

export function runSummaryWith(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ status: 'optimal', cases: 3, covered: 2, uncovered: 1, leaders: 5, leadersUsed: 1, candidates: 9 },
    coverage: [
      { priority: 1, cases: 1, covered: 1, bound: 1 },
      { priority: 2, cases: 2, covered: 1, bound: 1 },
    ],
    ...{
      halfDaysUsed: 21,
      score: 12.5,
      scoreBound: 12.5,
      gap: 0,
      engine: 'highs 1.0',
      seconds: 0.25,
      seed: 1,
    },
    ...changes,
  };
}

export function runViewWith(changes: Partial<RunView> = {}): RunView {
  return {
    ...{ id: 'r1', offer: '2024-25', label: 'Run 1', state: 'solved', params: DEFAULT_RUN_PARAMS },
    ...{ snapshotSha256: 'ab', summary: runSummaryWith(), failureCode: null, failureFacts: null },
    ...{ engine: 'highs 1.0', version: 1, createdBy: 'u1', createdAt: '2026-01-02T03:04:05.000Z' },
    ...{ startedAt: null, finishedAt: null },
    ...changes,
  };
}

/** @param covered ids of the cases that the plan gives a leader */
export function runResultWith(
  changes: Partial<RunResultView> = {},
  covered: readonly string[] = [],
): RunResultView {
  return {
    ...{ runId: 'r1', summary: runSummaryWith(), uncovered: [], leaders: [] },
    plan: {
      ...{ version: 1, status: 'optimal', uncovered: [], coverage: [], score: 0, scoreBound: 0, gap: 0 },
      ...{ engine: 'highs 1.0', seconds: 0, seed: 1 },
      matches: covered.map((one) => ({ leader: 'L1', case: one, days: 10, score: 1 })),
    },
    ...changes,
  };
}

export function assessmentWith(changes: Partial<AssessmentSummary> = {}): AssessmentSummary {
  return {
    ...{ id: 'a1', offer: '2024-25', asOf: '2025-02-28', state: 'done', failureCode: null },
    counts: {
      ...{ yes: 21, no: 18, undetermined: 1, cases: 20, added: 20, changed: 0, removed: 0 },
      ...{ subjectsAdded: 0, subjectsRemoved: 0, subjectsChanged: 0, underway: 0 },
    },
    ...{ ruleSet: null, options: null, sources: null, previousId: null, unknownSubjects: null },
    ...{
      unreadRows: null,
      inspectionsEnd: null,
      createdBy: 'test',
      createdAt: new Date(0),
      finishedAt: new Date(0),
    },
    ...changes,
  };
}
