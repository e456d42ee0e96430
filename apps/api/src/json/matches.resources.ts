import { daysFromHalfDays, milesFromMetres } from '../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../libs/features/matches/index.js';
import type { MatchResource } from './matches.dto.js';

const THOUSANDTHS = 1000;

export function matchResource({ facts, halfDays, distanceMetres, ...match }: MatchView): MatchResource {
  const { distance, missedNeeds, change, total } = facts.score;
  return {
    ...match,
    days: daysFromHalfDays(halfDays),
    distanceMiles: milesFromMetres(distanceMetres),
    needsMet: [...facts.needsMet],
    needsMissed: [...facts.needsMissed],
    score: {
      distance: distance / THOUSANDTHS,
      missedNeeds: missedNeeds / THOUSANDTHS,
      change: change / THOUSANDTHS,
      total: total / THOUSANDTHS,
    },
    publishedAt: match.publishedAt?.toISOString() ?? null,
    createdAt: match.createdAt.toISOString(),
    changedAt: match.changedAt.toISOString(),
  };
}
