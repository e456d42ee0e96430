import type { BarredPair, LiftableRule } from '../candidates/index.js';
import type { Metres } from '../kernel/index.js';
import type { PlanState, StatePair } from './explain-state.js';
import { compareWays, findWays, isOpen, type PlanMove, type Way, type Weigh } from './explain-ways.js';

/** Single changes that could cover a case. */
export const REMEDY_CODES = [
  'none-needed',
  'move-others',
  'more-days',
  'more-engagements',
  'more-days-and-engagements',
  'longer-travel',
  'wider-run-limit',
  'attend-briefing',
  'be-available',
  'offer-phase',
  'offer-unit',
  'lift-forbid',
] as const;
export type RemedyCode = (typeof REMEDY_CODES)[number];

/**
 * The smallest single change that covers the case with every other case still served, by moves of at most two others.
 * Nothing but moves comes first. Of a bare problem, whose scores may mean anything: then fewest days, engagements, moves, and the
 * lowest score. Of a run: what weighs least, its score included: the days and engagements that one leader would have to give, or one
 * rule that is lifted for a leader who has room; so a day of a leader nearby comes before half a day of one at the other end of the
 * country. A ruling is lifted only where nothing else helps. A type, so that it is a fact.
 */
export type Remedy = {
  readonly code: RemedyCode;
  /** Who has to change; for `move-others` and `none-needed` who takes the case. */
  readonly leader: string;
  /** Further days the leader would have to give; 0 when only engagements, a rule or a ruling stand in the way. */
  readonly days: number;
  readonly engagements: number;
  /** For `longer-travel` and `wider-run-limit`: how much farther the limit would have to reach. */
  readonly extraMetres?: Metres;
  /** From the leader who would take the case to it; absent where the problem knows no distances. */
  readonly distanceMetres?: Metres;
  /** What goes where then, the case itself first; absent where it simply goes to `leader`. */
  readonly moves?: readonly PlanMove[];
};

/** Points of score that a change weighs, *ours, to order remedies by*; a mile beyond a limit weighs as the score weighs a mile by default. */
const WEIGHT_POINTS = { day: 10, engagement: 5, move: 2, extraMile: 1 } as const;
const METRES_PER_MILE = 1609.344;
const LIFTED: Readonly<Record<LiftableRule, { readonly code: RemedyCode; readonly points: number }>> = {
  'outside-travel-limit': { code: 'longer-travel', points: 0 },
  'outside-run-limit': { code: 'wider-run-limit', points: 0 },
  'briefing-not-attended': { code: 'attend-briefing', points: 15 },
  'not-available-in-window': { code: 'be-available', points: 20 },
  'phase-not-offered': { code: 'offer-phase', points: 30 },
  'unit-not-offered': { code: 'offer-unit', points: 30 },
  'forbidden-by-reviewer': { code: 'lift-forbid', points: Infinity },
};

/**
 * @param ways to bring the case in, the best first
 * @param barred pairs that a rule refuses; what lifting it would do is weighed against the ways
 */
export function nearestRemedy(
  state: PlanState,
  pairs: readonly StatePair[],
  ways: readonly Way[],
  barred: readonly BarredPair[],
): Remedy | null {
  const [way] = ways;
  const rule = lightestRule(state, barred);
  if (
    way !== undefined &&
    (rule === undefined || remedyWeight({ ...way, moves: way.moves.length }) <= rule.points)
  ) {
    return remedyBy(state, way, remedyCode(way));
  }
  if (rule !== undefined && rule.points < Infinity) return rule.remedy;
  return liftedRuling(state, pairs) ?? rule?.remedy ?? null;
}

/** Only rulings stand in the way. The leader concerned may have to pass a case on, but nobody else to change as well. */
function liftedRuling(state: PlanState, pairs: readonly StatePair[]): Remedy | null {
  const lifted = pairs
    .filter((pair) => pair.forbidden)
    .flatMap((pair) =>
      findWays(state, [pair])
        .filter((way) => isOpen(way) || way.leader === pair.leader)
        .slice(0, 1)
        .map((way) => ({ pair, way })),
    )
    .sort((a, b) => compareWays(a.way, b.way))[0];
  if (lifted === undefined) return null;
  return { ...remedyBy(state, lifted.way, 'lift-forbid'), leader: state.leaderId(lifted.pair.leader) };
}

interface RuleChange {
  readonly points: number;
  readonly score: number;
  readonly remedy: Remedy;
}

function lightestRule(state: PlanState, barred: readonly BarredPair[]): RuleChange | undefined {
  return barred
    .flatMap((pair): RuleChange[] => ruleChange(state, pair))
    .reduce<RuleChange | undefined>((best, one) => (best && isLighter(best, one) ? best : one), undefined);
}

/** Nothing where the leader has no room: then a rule and days would have to change. */
function ruleChange(state: PlanState, { candidate, rule, extraMetres }: BarredPair): RuleChange[] {
  const leader = state.leaderIndex.get(candidate.leaderRef);
  if (rule === null || leader === undefined) return [];
  if (!state.hasRoom({ leader, halfDays: candidate.halfDays })) return [];
  const { code, points } = LIFTED[rule];
  const score = candidate.score.total / 1000;
  const remedy: Remedy = {
    ...{ code, leader: candidate.leaderRef, days: 0, engagements: 0 },
    ...(extraMetres > 0 ? { extraMetres } : {}),
  };
  return [
    { points: points + (extraMetres / METRES_PER_MILE) * WEIGHT_POINTS.extraMile + score, score, remedy },
  ];
}

function isLighter(a: RuleChange, b: RuleChange): boolean {
  if (a.points !== b.points) return a.points < b.points;
  return a.score === b.score ? a.remedy.leader <= b.remedy.leader : a.score < b.score;
}

/** Of a way; one that needs nothing but moves weighs less than any change. */
export const remedyWeight: Weigh = ({ lackHalfDays, lackEngagements, moves, scoreChange }) =>
  lackHalfDays + lackEngagements === 0
    ? scoreChange - NOTHING_NEEDED
    : (lackHalfDays / 2) * WEIGHT_POINTS.day +
      lackEngagements * WEIGHT_POINTS.engagement +
      (moves - 1) * WEIGHT_POINTS.move +
      scoreChange;
/** More points than any plan's score. */
const NOTHING_NEEDED = 1e12;

function remedyBy(state: PlanState, way: Way, code: RemedyCode): Remedy {
  return {
    code,
    leader: code === 'move-others' ? (way.moves[0]?.to ?? '') : state.leaderId(way.leader),
    days: way.lackHalfDays / 2,
    engagements: way.lackEngagements,
    ...(way.moves.length > 1 ? { moves: way.moves } : {}),
  };
}

function remedyCode(way: Way): RemedyCode {
  if (way.lackHalfDays > 0) return way.lackEngagements > 0 ? 'more-days-and-engagements' : 'more-days';
  if (way.lackEngagements > 0) return 'more-engagements';
  return way.moves.length > 1 ? 'move-others' : 'none-needed';
}
