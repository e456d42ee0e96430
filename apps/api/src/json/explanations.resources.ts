import { milesFromMetres } from '../../../../libs/domain/kernel/index.js';
import type {
  Alternative,
  CaseInsight,
  DayValue,
  FurtherCase,
  PlanMove,
  Remedy,
} from '../../../../libs/domain/planning/index.js';
import type { MarginalView } from '../../../../libs/features/runs/index.js';
import {
  insightSentences,
  marginalSentence,
  remedySentence,
  regionSentence,
  whyNotInstead,
} from '../../../../libs/wording/index.js';
import type {
  AlternativeResource,
  CaseExplanationResource,
  FurtherCaseResource,
  MarginalValuesResource,
  MoveResource,
  PlanRemedyResource,
} from './explanations.dto.js';

export function caseExplanation(insight: CaseInsight): CaseExplanationResource {
  return {
    caseId: insight.case,
    leaderRef: insight.leader,
    score: insight.score,
    candidates: insight.candidates,
    reason: insight.uncovered?.reason ?? null,
    remedy: insight.uncovered?.remedy ? remedyResource(insight.uncovered.remedy) : null,
    alternatives: insight.alternatives.map(alternativeResource),
    why: [...insightSentences(insight)],
  };
}

export function marginalValues({ runId, leaders, regions }: MarginalView): MarginalValuesResource {
  return {
    runId,
    leaders: leaders.map(({ leader, oneMoreDay, nextCase, atMost, ...value }) => ({
      ...value,
      atMost: atMost === undefined ? null : dayValue(atMost),
      leaderRef: leader,
      oneMoreDay: furtherCase(oneMoreDay),
      nextCase: furtherCase(nextCase),
      why: marginalSentence({
        ...{ leader, oneMoreDay, nextCase, ...value },
        ...(atMost === undefined ? {} : { atMost }),
      }),
    })),
    regions: regions.map(({ dearestDay, ...need }) => ({
      ...need,
      uncoveredByPriority: [...need.uncoveredByPriority],
      dearestDay: dearestDay === undefined ? null : { leaderRef: dearestDay.leader, ...dayValue(dearestDay) },
      why: regionSentence({ ...need, ...(dearestDay === undefined ? {} : { dearestDay }) }),
    })),
  };
}

function dayValue({ priority, mostCases, mostPoints, price }: DayValue): Omit<DayValue, 'leader'> {
  return { priority, mostCases, mostPoints, price };
}

function remedyResource(remedy: Remedy): PlanRemedyResource {
  const { code, leader, days, engagements, extraMetres, moves } = remedy;
  return {
    ...{ code, leaderRef: leader, days, engagements },
    extraMiles: extraMetres === undefined ? 0 : milesFromMetres(extraMetres),
    moves: moveResources(moves ?? []),
    why: remedySentence(remedy),
  };
}

function alternativeResource(other: Alternative): AlternativeResource {
  const { leader, serves, makingRoom, ...rest } = other;
  return {
    ...rest,
    leaderRef: leader,
    serves: serves.map(({ case: caseId, ...served }) => ({ caseId, ...served })),
    makingRoom: makingRoom === null ? null : { ...makingRoom, moves: moveResources(makingRoom.moves) },
    why: whyNotInstead(other),
  };
}

function furtherCase(further: FurtherCase | null): FurtherCaseResource | null {
  if (further === null) return null;
  const { case: caseId, moves, ...rest } = further;
  return { caseId, ...rest, moves: moveResources(moves) };
}

function moveResources(moves: readonly PlanMove[]): MoveResource[] {
  return moves.map(({ case: caseId, from, to }) => ({ caseId, from, to }));
}
