import type { Metres } from '../kernel/index.js';
import type { SupportCase } from '../offers/index.js';
import type { Candidate, PairRefusal } from './candidate.js';
import type { PairRefusalCode } from './codes.js';
import { candidateOf } from './judge-pair.js';
import type { LeaderForMatching } from './leader.js';
import type { MatchingContext } from './pair.js';

/** Hard rules that somebody can change for one pair without anybody's tie, choice or duty being touched. */
export const LIFTABLE_RULES = [
  'outside-travel-limit',
  'outside-run-limit',
  'briefing-not-attended',
  'not-available-in-window',
  'phase-not-offered',
  'unit-not-offered',
  'forbidden-by-reviewer',
] as const satisfies readonly PairRefusalCode[];
export type LiftableRule = (typeof LIFTABLE_RULES)[number];

/** A pair that is refused, but could be a candidate after one change. */
export interface BarredPair {
  /** The pair as it would be scored. */
  readonly candidate: Candidate;
  /** The one rule to be lifted; null: only the leader's days or engagements stand in the way. */
  readonly rule: LiftableRule | null;
  /** How much farther a limit would have to reach; 0 for other rules. */
  readonly extraMetres: Metres;
}

/** Counted by whoever knows what a plan leaves of a leader. */
const COUNTED_ELSEWHERE: readonly PairRefusalCode[] = ['no-days-left', 'engagements-reached'];

/** Null: a place is not known, two rules stand in the way, or one that nobody can lift. */
export function barredPair(
  leader: LeaderForMatching,
  supportCase: SupportCase,
  distanceMetres: Metres | null,
  refusals: readonly PairRefusal[],
  context: MatchingContext,
): BarredPair | null {
  const [first, ...more] = refusals.filter(({ code }) => !COUNTED_ELSEWHERE.includes(code));
  if (distanceMetres === null || more.length > 0 || refusals.length === 0) return null;
  const rule = LIFTABLE_RULES.find((code) => code === first?.code) ?? null;
  if (first !== undefined && rule === null) return null;
  // The phase of the case itself is not known: no leader can do anything about that.
  if (rule === 'phase-not-offered' && supportCase.phases.length === 0) return null;
  return {
    candidate: candidateOf({ leader, supportCase, distanceMetres, context }, distanceMetres, []),
    rule,
    extraMetres: first === undefined ? 0 : extraMetres(first),
  };
}

function extraMetres({ facts }: PairRefusal): Metres {
  const [distance, limit] = [facts['distanceMetres'], facts['limitMetres']];
  return typeof distance === 'number' && typeof limit === 'number' ? distance - limit : 0;
}
