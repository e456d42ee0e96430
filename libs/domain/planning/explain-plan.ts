import type { Facts } from '../kernel/index.js';
import { groupBy } from './group-by.js';
import { pairKey } from './pair-key.js';
import type { CoverageLevel, PlanMatch } from './plan.js';
import type { Problem, ProblemCandidate, ProblemCase } from './problem.js';

/**
 * Why a case is in no match. `no-candidate`: nobody may take it at all. `forbidden-only`: every candidate is forbidden by
 * a ruling. `all-candidates-full`: it is proven that no plan covers more at this priority, and no candidate has room for
 * it as well. `not-reached-in-time`: a plan that covers it may exist; the time was out before one was found or ruled out.
 */
export type UncoveredReason =
  'no-candidate' | 'forbidden-only' | 'all-candidates-full' | 'not-reached-in-time';

export interface UncoveredExplanation {
  readonly case: string;
  readonly reason: UncoveredReason;
  /** `candidates`, `forbidden`, and of the others how many lack days (`lackDays`) or engagements (`lackEngagements`). */
  readonly facts: Facts;
  /** Null where no change of one leader's days, engagements or rulings would help. */
  readonly remedy: Remedy | null;
}

/** The smallest change to one leader that covers the case with everything else left as it is. A type, so that it is a fact. */
export type Remedy = {
  readonly code:
    'more-days' | 'more-engagements' | 'more-days-and-engagements' | 'lift-forbid' | 'none-needed';
  readonly leader: string;
  /** Further days the leader would have to give; 0 when only engagements or a ruling stand in the way. */
  readonly days: number;
  readonly engagements: number;
};

/** Explains every case without a match, in the order of the problem's cases. */
export function explainUncovered(
  problem: Problem,
  plan: { readonly matches: readonly PlanMatch[]; readonly coverage: readonly CoverageLevel[] },
): UncoveredExplanation[] {
  const matched = new Set(plan.matches.map((match) => match.case));
  const open = new Set(
    plan.coverage.filter((level) => level.covered < level.bound).map((level) => level.priority),
  );
  const candidatesOf = groupBy(problem.candidates, (candidate) => candidate.case);
  const forbidden = new Set((problem.forbids ?? []).map(pairKey));
  const room = roomOfLeaders(problem, plan.matches);
  return problem.cases
    .filter((one) => !matched.has(one.id))
    .map((one) => {
      const offers = (candidatesOf.get(one.id) ?? []).map((candidate): Offer => ({
        leader: candidate.leader,
        score: candidate.score,
        isForbidden: forbidden.has(pairKey(candidate)),
        ...shortfall(room, candidate, one),
      }));
      return explainCase(one, offers, open.has(one.priority ?? 1));
    });
}

/** One candidate of the case, and what its leader lacks. */
interface Offer {
  readonly leader: string;
  readonly score: number;
  readonly isForbidden: boolean;
  readonly lackDays: number;
  readonly lackEngagements: number;
}

function explainCase(
  one: ProblemCase,
  offers: readonly Offer[],
  mayBeCovered: boolean,
): UncoveredExplanation {
  const allowed = offers.filter((offer) => !offer.isForbidden);
  const facts = {
    candidates: offers.length,
    forbidden: offers.length - allowed.length,
    lackDays: allowed.filter((offer) => offer.lackDays > 0).length,
    lackEngagements: allowed.filter((offer) => offer.lackEngagements > 0).length,
  };
  return {
    case: one.id,
    reason: reasonFor(offers, allowed, mayBeCovered),
    facts,
    remedy: nearestRemedy(offers),
  };
}

function reasonFor(
  offers: readonly Offer[],
  allowed: readonly Offer[],
  mayBeCovered: boolean,
): UncoveredReason {
  if (offers.length === 0) return 'no-candidate';
  if (allowed.length === 0) return 'forbidden-only';
  const someoneHasRoom = allowed.some((offer) => offer.lackDays === 0 && offer.lackEngagements === 0);
  return mayBeCovered || someoneHasRoom ? 'not-reached-in-time' : 'all-candidates-full';
}

/** Fewest further days; then fewest engagements; a ruling is lifted only where nothing else helps; then score and id. */
function nearestRemedy(offers: readonly Offer[]): Remedy | null {
  const nearest = [...offers].sort(
    (a, b) =>
      Number(a.isForbidden) - Number(b.isForbidden) ||
      a.lackDays - b.lackDays ||
      a.lackEngagements - b.lackEngagements ||
      a.score - b.score ||
      (a.leader < b.leader ? -1 : 1),
  )[0];
  if (nearest === undefined) return null;
  return {
    code: remedyCode(nearest),
    leader: nearest.leader,
    days: nearest.lackDays,
    engagements: nearest.lackEngagements,
  };
}

function remedyCode(offer: Offer): Remedy['code'] {
  if (offer.isForbidden) return 'lift-forbid';
  if (offer.lackDays > 0) return offer.lackEngagements > 0 ? 'more-days-and-engagements' : 'more-days';
  return offer.lackEngagements > 0 ? 'more-engagements' : 'none-needed';
}

interface Room {
  readonly days: number;
  readonly engagements: number;
}

function roomOfLeaders(problem: Problem, matches: readonly PlanMatch[]): ReadonlyMap<string, Room> {
  const held = groupBy(matches, (match) => match.leader);
  return new Map(
    problem.leaders.map((leader) => {
      const own = held.get(leader.id) ?? [];
      const days = leader.days - own.reduce((sum, match) => sum + match.days, 0);
      return [leader.id, { days, engagements: (leader.maxEngagements ?? Infinity) - own.length }];
    }),
  );
}

function shortfall(
  room: ReadonlyMap<string, Room>,
  candidate: ProblemCandidate,
  one: ProblemCase,
): { lackDays: number; lackEngagements: number } {
  const left = room.get(candidate.leader) ?? { days: 0, engagements: 0 };
  return {
    lackDays: Math.max(0, (candidate.days ?? one.days) - left.days),
    lackEngagements: Math.max(0, 1 - left.engagements),
  };
}
