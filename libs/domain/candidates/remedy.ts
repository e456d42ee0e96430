import type { HalfDays, LeaderRef, Metres } from '../kernel/index.js';
import type { PairRefusal } from './candidate.js';
import type { PairRefusalCode } from './codes.js';

/** Single changes that could cover a case, with the leader whom they concern. */
export const REMEDY_CODES = [
  'more-solving-time',
  'one-more-engagement',
  'longer-travel',
  'wider-run-limit',
  'attend-briefing',
  'more-days',
] as const;
export type RemedyCode = (typeof REMEDY_CODES)[number];

export interface Remedy {
  readonly code: RemedyCode;
  readonly leaderRef: LeaderRef;
  readonly distanceMetres: Metres;
  /** For `longer-travel` and `wider-run-limit`: how much farther; else 0. */
  readonly extraMetres: Metres;
  /** For `more-days`: how many half-days more; else 0. */
  readonly extraHalfDays: HalfDays;
}

/** One leader beside an uncovered case, after the plan: what refuses the pair and what the plan left of them. */
export interface LeaderAfterPlan {
  readonly leaderRef: LeaderRef;
  /** Null: no distance is known, and no remedy is. */
  readonly distanceMetres: Metres | null;
  readonly refusals: readonly PairRefusal[];
  readonly halfDaysLeft: HalfDays;
  /** Null: no limit. */
  readonly engagementsLeft: number | null;
}

/**
 * What a change weighs, in miles: *ours, to order remedies by*. The way itself weighs its miles, a mile beyond a
 * limit 1 more, a day more 10 (5 a half-day), one more engagement 5, a briefing 15; solving longer nothing at all.
 */
const WEIGHT_MILES = { halfDay: 5, engagement: 5, briefing: 15 } as const;
const METRES_PER_MILE = 1609.344;

/** Refusals that one change lifts. Days and engagements are taken from what the plan left instead. */
const LIFTED_BY: Readonly<Partial<Record<PairRefusalCode, RemedyCode>>> = {
  'outside-travel-limit': 'longer-travel',
  'outside-run-limit': 'wider-run-limit',
  'briefing-not-attended': 'attend-briefing',
};
const COUNTED_AFTER_PLAN: readonly PairRefusalCode[] = ['no-days-left', 'engagements-reached'];

/**
 * The lightest single change after which one of `leaders` could take a case of `halfDays` beside everything that
 * the plan gives them. Ties go to the nearer leader, then to the smaller reference. Null: none would do.
 */
export function nearestRemedy(halfDays: HalfDays, leaders: readonly LeaderAfterPlan[]): Remedy | null {
  const remedies = leaders.flatMap((leader) => remedyWith(leader, halfDays) ?? []);
  return remedies.reduce<Remedy | null>(
    (best, remedy) => (best && isLighter(best, remedy) ? best : remedy),
    null,
  );
}

function remedyWith(leader: LeaderAfterPlan, halfDays: HalfDays): Remedy | null {
  const { distanceMetres } = leader;
  if (distanceMetres === null) return null;
  const changes: RemedyCode[] = [];
  if (leader.halfDaysLeft < halfDays) changes.push('more-days');
  if (leader.engagementsLeft !== null && leader.engagementsLeft < 1) changes.push('one-more-engagement');
  for (const { code } of leader.refusals) {
    if (COUNTED_AFTER_PLAN.includes(code)) continue;
    const lifted = LIFTED_BY[code];
    if (lifted === undefined) return null;
    changes.push(lifted);
  }
  const [only, ...more] = changes;
  if (more.length > 0) return null;
  const code = only ?? 'more-solving-time';
  return {
    code,
    leaderRef: leader.leaderRef,
    distanceMetres,
    extraMetres: extraMetres(leader.refusals, code),
    extraHalfDays: code === 'more-days' ? halfDays - leader.halfDaysLeft : 0,
  };
}

function extraMetres(refusals: readonly PairRefusal[], remedy: RemedyCode): Metres {
  const facts = refusals.find(({ code }) => LIFTED_BY[code] === remedy)?.facts;
  const distance = facts?.['distanceMetres'];
  const limit = facts?.['limitMetres'];
  return typeof distance === 'number' && typeof limit === 'number' ? distance - limit : 0;
}

function weightMiles(remedy: Remedy): number {
  const way = remedy.distanceMetres / METRES_PER_MILE;
  switch (remedy.code) {
    case 'more-solving-time':
      return 0;
    case 'one-more-engagement':
      return way + WEIGHT_MILES.engagement;
    case 'longer-travel':
    case 'wider-run-limit':
      return way + remedy.extraMetres / METRES_PER_MILE;
    case 'attend-briefing':
      return way + WEIGHT_MILES.briefing;
    case 'more-days':
      return way + remedy.extraHalfDays * WEIGHT_MILES.halfDay;
  }
}

function isLighter(a: Remedy, b: Remedy): boolean {
  const difference = weightMiles(a) - weightMiles(b) || a.distanceMetres - b.distanceMetres;
  return difference === 0 ? a.leaderRef <= b.leaderRef : difference < 0;
}
