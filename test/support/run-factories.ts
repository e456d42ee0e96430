import type { DataSource } from 'typeorm';
import type { ProposedMatch, RunSnapshot } from '../../libs/domain/candidates/index.js';
import type { SupportCase } from '../../libs/domain/offers/index.js';
import type { Plan } from '../../libs/domain/planning/index.js';
import type { FinishRunInput } from '../../libs/features/runs/index.js';
import type { StoredAnswer } from '../../libs/features/survey/index.js';
import { addLeaders, OFFER } from './budget-factories.js';
import { supportCaseWith } from './matching-factories.js';

/** An answer that offers ten days near Leeds, whoever gives it. */
export function answerWith(changes: Partial<StoredAnswer> = {}): StoredAnswer {
  return {
    role: 'mat-ceo',
    baseUrn: null,
    trustUid: null,
    postcode: null,
    easting: 430_000,
    northing: 433_000,
    phases: ['primary'],
    expertise: ['quality-of-education'],
    halfDaysOffered: 20,
    maxEngagements: null,
    travelMetres: null,
    supportUnits: ['school', 'trust'],
    briefingAttended: 'yes',
    excludedUrns: [],
    excludedTrustUids: [],
    conflictUrns: [],
    availableFrom: null,
    availableTo: null,
    source: { file: 'survey.csv', row: 2 },
    ...changes,
  };
}

/** An assessed offer with these open cases. */
export async function addAssessedCases(source: DataSource, cases: readonly SupportCase[]): Promise<void> {
  await source.query(
    `WITH made AS (
       INSERT INTO assessment (offer, as_of, state, created_by, finished_at)
       VALUES ($1, '2025-02-28', 'done', 'test', now()) RETURNING id)
     INSERT INTO support_case (offer, case_id, name, priority, half_days, state, facts, assessment_id)
     SELECT $1, facts->>'caseId', facts->>'name', (facts->>'priority')::integer, (facts->>'halfDays')::integer,
            'eligible', facts, made.id
       FROM made, jsonb_array_elements($2::jsonb) AS facts`,
    [OFFER, JSON.stringify(cases)],
  );
}

/** Leaders who answered the survey, each with the days of their answer in their budget. */
export async function addAnswers(
  source: DataSource,
  answers: Readonly<Record<string, StoredAnswer>>,
): Promise<void> {
  await addLeaders(
    source,
    Object.fromEntries(Object.entries(answers).map(([ref, answer]) => [ref, answer.halfDaysOffered])),
  );
  await source.query(
    `WITH made AS (
       INSERT INTO import (kind, offer, file_name, sha256, byte_size, state, created_by)
       VALUES ('survey', $1, 'survey.csv', '', 0, 'imported', 'test') RETURNING id)
     INSERT INTO survey_answer (offer, leader_ref, facts, import_id)
     SELECT $1, key, value, made.id FROM made, jsonb_each($2::jsonb)`,
    [OFFER, JSON.stringify(answers)],
  );
}

/** `count` cases of 4 half-days about 2 km apart. */
export function casesNamed(prefix: string, count: number): readonly SupportCase[] {
  return Array.from({ length: count }, (_, index) =>
    supportCaseWith({
      caseId: `school-${prefix}${String(index).padStart(3, '0')}`,
      supportedId: `${prefix}${String(index).padStart(3, '0')}`,
      name: `School ${prefix}${String(index)}`,
      urns: [`${prefix}${String(index).padStart(3, '0')}`],
      halfDays: 4,
      location: { latitude: 53.7 + index * 0.02, longitude: -1.6, approximate: false },
    }),
  );
}

/** A result that gives every case of the snapshot to one leader; what `check-plan` thinks of it does not matter here. */
export function resultFor(
  taken: { readonly runId: string; readonly fence: number; readonly snapshot: RunSnapshot },
  leaderRef: string,
): FinishRunInput {
  const { cases, leaders } = taken.snapshot;
  const matches = cases.map((one): ProposedMatch => {
    const { caseId, unit, supportedId, name, halfDays, priority } = one;
    return {
      ...{ caseId, unit, supportedId, name, halfDays, priority, leaderRef, distanceMetres: 5000 },
      needsMet: [],
      needsMissed: [],
      score: { distance: 3000, missedNeeds: 0, change: 0, total: 3000 },
    };
  });
  return {
    ...{ runId: taken.runId, fence: taken.fence, matches, uncovered: [] },
    plan: planOf(matches),
    leaders: leaders.map((leader) => ({
      leaderRef: leader.leaderRef,
      halfDaysOffered: leader.halfDaysOffered,
      halfDaysUsed: leader.leaderRef === leaderRef ? 4 * cases.length : 0,
      halfDaysLeft: leader.halfDaysRemaining,
      engagements: 0,
    })),
    counts: { cases: cases.length, leaders: leaders.length, candidates: cases.length },
  };
}

function planOf(matches: readonly ProposedMatch[]): Plan {
  const score = 3 * matches.length;
  return {
    version: 1,
    status: 'optimal',
    matches: matches.map((match) => ({
      leader: match.leaderRef,
      case: match.caseId,
      days: match.halfDays / 2,
      score: 3,
    })),
    uncovered: [],
    coverage: [{ priority: 1, cases: matches.length, covered: matches.length, bound: matches.length }],
    ...{ score, scoreBound: score, gap: 0, engine: 'test', seconds: 0, seed: 1 },
  };
}
