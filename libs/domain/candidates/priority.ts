import type { SupportCase } from '../offers/index.js';
import type { RunParams } from './params.js';

/**
 * The priority that a run serves a case with (1 first): the run's own order where it names the case's criterion
 * or, failing that, its tier; else the offer's.
 */
export function runPriority(
  supportCase: Pick<SupportCase, 'criterion' | 'tier' | 'priority'>,
  params: RunParams,
): number {
  const byCriterion = params.priorities[supportCase.criterion];
  const byTier = supportCase.tier === null ? undefined : params.priorities[`tier-${supportCase.tier}`];
  return byCriterion ?? byTier ?? supportCase.priority;
}
