import type { BarredPair } from '../candidates/index.js';
import { type Alternative, alternativesFor } from './explain-match.js';
import { explainCase, openPriorities, type UncoveredExplanation } from './explain-plan.js';
import { PlanState } from './explain-state.js';
import { regionNeeds, type RegionNeed } from './marginal-recruitment.js';
import { marginalValues, type MarginalValue } from './marginal-values.js';
import type { Plan } from './plan.js';
import type { Problem } from './problem.js';

/** What there is to say about one case of a plan: the next leaders, and for an uncovered case the reason and a remedy. */
export interface CaseInsight {
  readonly case: string;
  /** The leader in the plan; null: uncovered. */
  readonly leader: string | null;
  readonly score: number | null;
  /** Candidates in all, the one of the plan included. */
  readonly candidates: number;
  /** The next leaders by score, at most five. */
  readonly alternatives: readonly Alternative[];
  /** Null for a case that is covered. */
  readonly uncovered: Omit<UncoveredExplanation, 'case'> | null;
}

/** Everything that can be said of a solved run beyond its plan, found once so that a page only has to read it. */
export interface RunInsight {
  /** By id. */
  readonly cases: readonly CaseInsight[];
  readonly leaders: readonly MarginalValue[];
  readonly regions: readonly RegionNeed[];
}

/** Work for all cases together goes down to a few cases looked at for each where there are very many. */
const ALL_LOOKED_AT = 60_000;
/**
 * Pairs of all cases together for which the cost of making room is worked out (a pair took 0.8 ms at 1,144 cases): up to
 * 2,400 cases every next leader, beyond it fewer for each, the best one always. The rest are marked.
 */
const ROOMS_LOOKED_FOR = 12_000;

/**
 * Explains a whole run.
 *
 * @param regionOf the region of a case by its id, where it is known
 * @param barredOf pairs of an uncovered case that one changed rule would allow
 */
export function explainRun(
  problem: Problem,
  plan: Plan,
  regionOf: (caseId: string) => string | null,
  barredOf?: (caseId: string) => readonly BarredPair[],
): RunInsight {
  const state = PlanState.of(problem, plan.matches);
  const open = openPriorities(plan.coverage);
  const uncovered = state.uncovered().length;
  const mostExpanded = Math.ceil(Math.min(120, ALL_LOOKED_AT / Math.max(1, uncovered)));
  const roomsEach = Math.max(1, Math.floor(ROOMS_LOOKED_FOR / Math.max(1, problem.cases.length)));
  const daysOf = new Map(problem.cases.map((one) => [one.id, one.days]));
  const leaders = marginalValues(state, plan.dayValues);
  return {
    cases: state.integers.cases.map((one, index): CaseInsight => {
      const pair = state.matchOf(index);
      return {
        case: one.id,
        leader: pair === undefined ? null : state.leaderId(pair.leader),
        score: pair === undefined ? null : pair.score / 1000,
        candidates: (state.pairsOfCase[index] ?? []).length,
        alternatives: alternativesFor(state, index, roomsEach),
        uncovered:
          pair === undefined
            ? withoutCase(
                explainCase(state, index, open.has(state.priority(index)), {
                  mostExpanded,
                  ...(barredOf === undefined ? {} : { barred: barredOf(one.id) }),
                }),
              )
            : null,
      };
    }),
    leaders,
    regions: regionNeeds(state, leaders, regionOf, (id) => daysOf.get(id) ?? 0),
  };
}

function withoutCase({ case: _case, ...rest }: UncoveredExplanation): Omit<UncoveredExplanation, 'case'> {
  return rest;
}
