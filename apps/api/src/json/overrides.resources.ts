import type { PairRefusal } from '../../../../libs/domain/candidates/index.js';
import { daysFromHalfDays, milesFromMetres } from '../../../../libs/domain/kernel/index.js';
import type {
  Foreseen,
  ForeseenOverride,
  ForeseenPair,
  OverrideChange,
  OverrideView,
  RulingView,
} from '../../../../libs/features/overrides/index.js';
import { refusalSentence, whyPairRefused } from '../../../../libs/wording/index.js';
import type { OverrideChangeBody } from './overrides.dto.js';
import type {
  BrokenRuleResource,
  ForeseenPairResource,
  ForeseenResource,
  OverrideEffectResource,
  OverrideResource,
  RulingResource,
} from './override-resources.dto.js';

const THOUSANDTHS = 1000;

/** The body was validated: what its kind asks for is there. */
export function changeOf(body: OverrideChangeBody): OverrideChange {
  const { kind, matchId = '', caseId = '', leaderRef = '', rulingId = '', overrule, publish } = body;
  const set = overrule === undefined ? {} : { overrule };
  switch (kind) {
    case 'reassign':
      return { kind, matchId, leaderRef, ...set };
    case 'unassign':
      return { kind, matchId };
    case 'place':
      return { kind, caseId, leaderRef, ...set, ...(publish === undefined ? {} : { publish }) };
    case 'pin':
      return { kind, caseId, leaderRef, ...set };
    case 'forbid':
      return { kind, caseId, leaderRef };
    case 'lift':
      return { kind, rulingId };
  }
}

export function overrideEffect(
  { effect, refusal, tag }: ForeseenOverride,
  changes: readonly OverrideChange[],
): OverrideEffectResource {
  const { items, leaders, coverage, isPossible } = foreseenResource(effect);
  return {
    ...{ items, leaders, coverage, isPossible, tag },
    changes: changes.map((change) => ({ ...change })),
    why: refusal === null ? null : refusalSentence(refusal),
  };
}

function foreseenResource({ items, leaders, coverage, isPossible }: Foreseen): ForeseenResource {
  return {
    isPossible,
    items: items.map(({ before, after, overruled, toOverrule, refusals, problem, ...item }) => ({
      ...item,
      before: before && pairResource(before),
      after: after && pairResource(after),
      overruled: overruled.map(ruleResource),
      toOverrule: toOverrule.map(ruleResource),
      refusals: refusals.map(ruleResource),
      problem: problem === null ? null : { code: problem.code, why: refusalSentence(problem) },
    })),
    leaders: leaders.map((leader) => ({
      leaderRef: leader.leaderRef,
      budgetLeftBefore: daysFromHalfDays(leader.budgetLeftBefore),
      budgetLeftAfter: daysFromHalfDays(leader.budgetLeftAfter),
      daysLeftBefore: daysFromHalfDays(leader.daysLeftBefore),
      daysLeftAfter: daysFromHalfDays(leader.daysLeftAfter),
      engagementsBefore: leader.engagementsBefore,
      engagementsAfter: leader.engagementsAfter,
      maxEngagements: leader.maxEngagements,
      heldBy: leader.heldBy.map(({ halfDays, ...held }) => ({ ...held, days: daysFromHalfDays(halfDays) })),
    })),
    coverage: coverage.map((level) => ({ ...level })),
  };
}

function pairResource({ halfDays, distanceMetres, score, ...pair }: ForeseenPair): ForeseenPairResource {
  const { distance, missedNeeds, change, total } = score;
  return {
    leaderRef: pair.leaderRef,
    days: daysFromHalfDays(halfDays),
    distanceMiles: milesFromMetres(distanceMetres),
    needsMet: [...pair.needsMet],
    needsMissed: [...pair.needsMissed],
    score: {
      distance: distance / THOUSANDTHS,
      missedNeeds: missedNeeds / THOUSANDTHS,
      change: change / THOUSANDTHS,
      total: total / THOUSANDTHS,
    },
  };
}

function ruleResource(rule: PairRefusal): BrokenRuleResource {
  return { code: rule.code, why: whyPairRefused(rule) };
}

export function overrideResource(view: OverrideView): OverrideResource {
  const { effect, outcome, changes, effectId: _effectId, version: _version, ...rest } = view;
  return {
    ...rest,
    changes: changes.map((change) => ({ ...change })),
    effect: foreseenResource(effect),
    outcome: outcome === null ? null : outcome.items.map((item) => ({ ...item })),
  };
}

export function rulingResource(view: RulingView): RulingResource {
  const { liftedBy: _liftedBy, liftedAt: _liftedAt, ...ruling } = view;
  return ruling;
}
