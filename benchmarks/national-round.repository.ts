import pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { ProposedMatch, RunSnapshot } from '../libs/domain/candidates/index.js';
import { OFFER_YEARS, SYSTEM } from '../libs/domain/kernel/index.js';
import type { Alternative, CaseInsight, Plan, UncoveredInResult } from '../libs/domain/planning/index.js';
import { grantBudgets } from '../libs/features/budgets/index.js';
import type {
  CreateRunUseCase,
  FinishRunInput,
  FinishRunUseCase,
  TakeRunUseCase,
} from '../libs/features/runs/index.js';
import type { Database } from '../libs/platform/database/index.js';

/** How large the fictional round is. */
export interface RoundShape {
  readonly cases: number;
  readonly leaders: number;
  readonly runs: number;
  /** Schools about which something was decided, the eligible ones among them. */
  readonly decisions: number;
}

export const ROUND_OFFER = OFFER_YEARS.at(-1) ?? '2024-25';

const REGIONS = `(ARRAY['North East','North West','Yorkshire and the Humber','East Midlands','West Midlands',
  'East of England','London','South East','South West'])[1 + n % 9]`;
const PLACE = `jsonb_build_object('latitude', 50.5 + (n * 919 % 5000) / 1000.0, 'longitude',
  -4.0 + (n * 4729 % 5000) / 1000.0, 'approximate', n % 3 = 0)`;
const SCHOOLS = `INSERT INTO school (urn, name, la_name, region_name, status_code, facts, import_id)
  SELECT (100000 + n)::text, 'School number ' || n, 'Authority ' || n % 150, ${REGIONS}, '1',
         jsonb_build_object('urn', (100000 + n)::text, 'name', 'School number ' || n, 'statusCode', '1',
           'phases', '["primary"]'::jsonb, 'laCode', (200 + n % 150)::text, 'laName', 'Authority ' || n % 150,
           'regionName', ${REGIONS}, 'location', ${PLACE}), $2
    FROM generate_series(1, $1) AS n`;
const DECISIONS = `INSERT INTO decision (offer, subject_kind, subject_id, eligible, case_id, facts, assessment_id)
  SELECT $3, 'school', (100000 + n)::text, CASE WHEN n <= $2 THEN 'yes' ELSE 'no' END,
         CASE WHEN n <= $2 THEN 'school-' || (100000 + n) END, jsonb_build_object(
           'offer', $3::text, 'asOf', '2025-02-28', 'subjectKind', 'school', 'subjectId', (100000 + n)::text,
           'name', 'School number ' || n, 'eligible', CASE WHEN n <= $2 THEN 'yes' ELSE 'no' END,
           'criterion', CASE WHEN n <= $2 THEN 'causing-concern-in-window' END, 'tier', null,
           'priority', CASE WHEN n <= $2 THEN 1 + n % 2 END, 'unit', CASE WHEN n <= $2 THEN 'school' END,
           'supportedId', (100000 + n)::text, 'caseId', CASE WHEN n <= $2 THEN 'school-' || (100000 + n) END,
           'halfDays', CASE WHEN n <= $2 THEN 20 END, 'contacts', '["local-authority","school"]'::jsonb,
           'contactBy', '2024-12-31', 'extras', '[]'::jsonb, 'missing', '[]'::jsonb, 'evidence', '[]'::jsonb,
           'findings', '[]'::jsonb), $4
    FROM generate_series(1, $1) AS n`;
const CASES = `INSERT INTO support_case (offer, case_id, name, priority, half_days, state, facts, assessment_id)
  SELECT $2, 'school-' || (100000 + n), 'School number ' || n, 1 + n % 2, 20, 'eligible', jsonb_build_object(
           'caseId', 'school-' || (100000 + n), 'unit', 'school', 'supportedId', (100000 + n)::text,
           'name', 'School number ' || n, 'halfDays', 20, 'tier', null, 'priority', 1 + n % 2,
           'criterion', 'causing-concern-in-window', 'phases', '["primary"]'::jsonb,
           'needs', '["quality-of-education","leadership-and-management"]'::jsonb, 'location', ${PLACE},
           'urns', jsonb_build_array((100000 + n)::text), 'trustUid', null, 'region', ${REGIONS},
           'contactBy', '2024-12-31'), $3
    FROM generate_series(1, $1) AS n`;
const ANSWERS = `INSERT INTO survey_answer (offer, leader_ref, facts, import_id)
  SELECT $2, 'L' || lpad(n::text, 5, '0'), jsonb_build_object('role', 'mat-ceo', 'baseUrn',
           (100000 + n * 7)::text, 'trustUid', null, 'postcode', null, 'easting', 300000 + n * 7919 % 250000,
           'northing', 100000 + n * 4729 % 400000, 'phases', '["primary"]'::jsonb,
           'expertise', '["quality-of-education"]'::jsonb, 'halfDaysOffered', 60, 'maxEngagements', null,
           'travelMetres', null, 'supportUnits', '["school","trust"]'::jsonb, 'briefingAttended', 'yes',
           'excludedUrns', '[]'::jsonb, 'excludedTrustUids', '[]'::jsonb, 'conflictUrns', '[]'::jsonb,
           'availableFrom', null, 'availableTo', null,
           'source', jsonb_build_object('file', 'survey.csv', 'row', n + 1)), $3
    FROM generate_series(1, $1) AS n`;

/** Schools, decisions, cases, leaders with days: everything that a run is made from. */
export async function fillRound(database: Database, shape: RoundShape): Promise<void> {
  await database.transaction(SYSTEM, async (manager) => {
    const schools = await imported(manager, 'schools', null);
    const survey = await imported(manager, 'survey', ROUND_OFFER);
    const counts = JSON.stringify({ yes: shape.cases, no: shape.decisions - shape.cases, undetermined: 0 });
    const [assessment] = await manager.query<{ id: string }[]>(
      `INSERT INTO assessment (offer, as_of, state, created_by, finished_at, counts)
       VALUES ($1, '2025-02-28', 'done', 'benchmark', now(), $2) RETURNING id`,
      [ROUND_OFFER, counts],
    );
    await manager.query(SCHOOLS, [shape.decisions, schools]);
    await manager.query(DECISIONS, [shape.decisions, shape.cases, ROUND_OFFER, assessment?.id]);
    await manager.query(CASES, [shape.cases, ROUND_OFFER, assessment?.id]);
    const refs = Array.from({ length: shape.leaders }, (_, n) => `L${String(n + 1).padStart(5, '0')}`);
    await manager.query(
      `INSERT INTO leader (ref, name) SELECT ref, 'Leader ' || ref FROM unnest($1::text[]) AS l (ref)`,
      [refs],
    );
    await manager.query(ANSWERS, [shape.leaders, ROUND_OFFER, survey]);
    await grantBudgets(
      manager,
      SYSTEM,
      refs.map((leaderRef) => ({
        ...{ offer: ROUND_OFFER, leaderRef, halfDays: 60, idempotencyKey: `benchmark:${leaderRef}` },
      })),
    );
  });
}

/** What a running service has after a while by itself: statistics of its tables, which only their owner may take. */
export async function analyze(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}

async function imported(manager: EntityManager, kind: string, offer: string | null): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO import (kind, offer, file_name, sha256, byte_size, state, created_by)
     VALUES ($1, $2, $1 || '.csv', '', 0, 'imported', 'benchmark') RETURNING id`,
    [kind, offer],
  );
  if (row === undefined) throw new Error('The import has no row');
  return row.id;
}

export interface RunSteps {
  readonly create: CreateRunUseCase;
  readonly take: TakeRunUseCase;
  readonly finish: FinishRunUseCase;
}

/** One solved run over the whole round, stored as the worker stores one; returns its id. */
export async function addSolvedRun({ create, take, finish }: RunSteps, n: number): Promise<string> {
  const created = await create.execute(SYSTEM, { offer: ROUND_OFFER, label: `Run ${String(n)}` });
  if (!created.ok) throw new Error(created.refusal.code);
  const { runId } = created.value;
  const taken = await take.execute(SYSTEM, { runId });
  if (!taken.ok) throw new Error(taken.refusal.code);
  const { fence, snapshot } = taken.value;
  const finished = await finish.execute(SYSTEM, { runId, fence, ...planned(snapshot, n) });
  if (!finished.ok) throw new Error(finished.refusal.code);
  return runId;
}

/** Nine cases in ten have a leader, another one in each run; whether the plan is a good one does not matter here. */
function planned({ cases, leaders }: RunSnapshot, n: number): Omit<FinishRunInput, 'runId' | 'fence'> {
  const matches: ProposedMatch[] = [];
  const uncovered: UncoveredInResult[] = [];
  const insights: CaseInsight[] = [];
  const refAt = (index: number): string => leaders[index % leaders.length]?.leaderRef ?? '';
  cases.forEach((one, index) => {
    const { caseId, unit, supportedId, name, halfDays, priority } = one;
    const of = { caseId, unit, supportedId, name, halfDays, priority };
    const alternatives = [1, 2, 3, 4, 5].map((next) => alternative(refAt(index + n + next), next));
    const insight = { case: caseId, candidates: 30, alternatives };
    if (index % 10 === 0) {
      const full = { reason: 'all-candidates-full', facts: {} } as const;
      uncovered.push({ ...of, ...full, candidates: 30, refusals: [], nearestRemedy: null });
      insights.push({ ...insight, leader: null, score: null, uncovered: { ...full, remedy: null } });
      return;
    }
    const leaderRef = refAt(index + n);
    const miles = 3 + (index % 37);
    matches.push({
      ...{ ...of, leaderRef, distanceMetres: miles * 1609 },
      ...{ needsMet: ['quality-of-education'], needsMissed: ['leadership-and-management'] },
      score: { distance: miles * 1000, missedNeeds: 15_000, change: 0, total: miles * 1000 + 15_000 },
    });
    insights.push({ ...insight, leader: leaderRef, score: miles + 15, uncovered: null });
  });
  return {
    ...{ matches, uncovered, plan: planOf(matches, uncovered) },
    leaders: leaders.map(({ leaderRef, halfDaysOffered }) => ({
      ...{ leaderRef, halfDaysOffered, halfDaysUsed: 40, halfDaysLeft: 20, engagements: 2 },
    })),
    counts: { cases: cases.length, leaders: leaders.length, candidates: cases.length * 30 },
    insight: { cases: insights, leaders: [], regions: [] },
  };
}

function alternative(leader: string, dearerBy: number): Alternative {
  return {
    ...{ leader, score: 20 + dearerBy, days: 10, dearerBy, reason: 'dearer', daysLeft: 10 },
    ...{ engagementsLeft: null, serves: [], makingRoom: null },
  };
}

function planOf(matches: readonly ProposedMatch[], uncovered: readonly UncoveredInResult[]): Plan {
  const score = matches.reduce((sum, match) => sum + match.score.total, 0) / 1000;
  const priorities = [1, 2].map((priority) => {
    const covered = matches.filter((match) => match.priority === priority).length;
    const left = uncovered.filter((one) => one.priority === priority).length;
    return { priority, cases: covered + left, covered, bound: covered + left };
  });
  return {
    ...{ version: 1, status: 'feasible', coverage: priorities, score, scoreBound: score, gap: 0 },
    matches: matches.map((match) => ({
      ...{ leader: match.leaderRef, case: match.caseId, days: match.halfDays / 2 },
      score: match.score.total / 1000,
    })),
    uncovered: uncovered.map(({ caseId }) => ({
      case: caseId,
      reason: 'all-candidates-full',
      facts: {},
      remedy: null,
    })),
    ...{ engine: 'benchmark', seconds: 1, seed: 1 },
  };
}
