import { groupBy } from './group-by.js';
import type { Plan, PlanMatch } from './plan.js';

/** What one side knows of a pair: its score, or why it may not be; null: nothing is known of it. */
export type PairKnown =
  | { readonly kind: 'possible'; readonly score: number }
  | { readonly kind: 'refused'; readonly codes: readonly string[] };

/** One of two plans, with as much as is known of what it was made from. */
export interface ComparedSide {
  readonly plan: Pick<Plan, 'matches' | 'score'>;
  readonly leaders: ReadonlyMap<string, { readonly days: number; readonly maxEngagements?: number | null }>;
  readonly cases: ReadonlyMap<string, { readonly days: number; readonly priority: number }>;
  readonly pair: (leader: string, caseId: string) => PairKnown | null;
  readonly isPinned: (leader: string, caseId: string) => boolean;
}

/**
 * Why a case is with somebody else in the second plan, or with nobody. In this order, the first that holds:
 * `case-gone`, `case-new`: it is in one of them only. `leader-gone`: the leader before is not in the second. `rule-refuses`:
 * a rule refuses the pair now. `pinned`: a reviewer pinned it. `leader-new`, `became-possible`: who has it now could not be
 * asked before. `days-changed`: the leader before has fewer days or engagements now, or who has it now has more.
 * `case-days-changed`. `parameters-changed`: the run weighs otherwise. `better-elsewhere`: a lower score.
 * `same-score`: a tie. `days-went-to-others`: a higher score; the days of the leader before serve other cases now.
 * `days-came-free`: it was uncovered; the days of who has it now served others.
 */
export const COMPARE_REASONS = [
  'case-gone',
  'case-new',
  'leader-gone',
  'rule-refuses',
  'pinned',
  'leader-new',
  'became-possible',
  'days-changed',
  'case-days-changed',
  'parameters-changed',
  'better-elsewhere',
  'same-score',
  'days-went-to-others',
  'days-came-free',
] as const;
export type CompareReason = (typeof COMPARE_REASONS)[number];

/** `gone`: matched in the first, and no case of the second, which says nothing about it. */
export type CompareKind = 'moved' | 'newly-covered' | 'newly-uncovered' | 'gone';

/** A type, so that it is a fact. */
export type ComparedCase = {
  readonly case: string;
  readonly kind: CompareKind;
  readonly priority: number;
  readonly before: string | null;
  readonly after: string | null;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
  readonly reason: CompareReason;
  /** Rules that refuse the pair, for `rule-refuses` and `became-possible`. */
  readonly rules: readonly string[];
  /** Cases that the leader before serves instead, or that who has it now served before. */
  readonly because: readonly string[];
};

/**
 * Every case that the second plan treats otherwise than the first, with the reason. Best priority first, then what became
 * uncovered, what became covered, what moved, what is gone; then by id.
 *
 * @param sameParameters whether both were made with the same settings
 */
export function comparePlans(
  a: ComparedSide,
  b: ComparedSide,
  sameParameters: boolean,
): readonly ComparedCase[] {
  const [before, after] = [byCase(a.plan.matches), byCase(b.plan.matches)];
  const [servedBefore, servedAfter] = [byLeader(a.plan.matches), byLeader(b.plan.matches)];
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  const rows = ids.flatMap((id): ComparedCase[] => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was?.leader === is?.leader) return [];
    const found = reasonOf(a, b, id, was, is, sameParameters);
    const instead =
      was === undefined ? [] : others(servedAfter.get(was.leader), servedBefore.get(was.leader));
    const freed = is === undefined ? [] : others(servedBefore.get(is.leader), servedAfter.get(is.leader));
    const because =
      found.reason === 'days-went-to-others' ? instead : found.reason === 'days-came-free' ? freed : [];
    return [
      {
        case: id,
        kind: kindOf(was, is, b.cases.has(id)),
        priority: (b.cases.get(id) ?? a.cases.get(id))?.priority ?? 1,
        ...{ before: was?.leader ?? null, after: is?.leader ?? null },
        ...{ scoreBefore: was?.score ?? null, scoreAfter: is?.score ?? null },
        ...{ reason: found.reason, rules: found.rules ?? [], because },
      },
    ];
  });
  return rows.sort((x, y) => x.priority - y.priority || rankOf(x) - rankOf(y) || (x.case < y.case ? -1 : 1));
}

interface Found {
  readonly reason: CompareReason;
  readonly rules?: readonly string[];
}

function reasonOf(
  a: ComparedSide,
  b: ComparedSide,
  id: string,
  was: PlanMatch | undefined,
  is: PlanMatch | undefined,
  sameParameters: boolean,
): Found {
  if (!b.cases.has(id)) return { reason: 'case-gone' };
  if (!a.cases.has(id)) return { reason: 'case-new' };
  return (
    (was === undefined ? null : whyLeft(a, b, id, was)) ??
    (is === undefined ? null : whyCame(a, b, id, is)) ??
    changedDays(a, b, id, was, is) ??
    (sameParameters ? null : { reason: 'parameters-changed' }) ??
    byScore(b, id, was, is)
  );
}

function whyLeft(a: ComparedSide, b: ComparedSide, id: string, was: PlanMatch): Found | null {
  if (!b.leaders.has(was.leader)) return { reason: 'leader-gone' };
  const now = b.pair(was.leader, id);
  return now?.kind === 'refused' && a.pair(was.leader, id)?.kind !== 'refused'
    ? { reason: 'rule-refuses', rules: now.codes }
    : null;
}

function whyCame(a: ComparedSide, b: ComparedSide, id: string, is: PlanMatch): Found | null {
  if (b.isPinned(is.leader, id) && !a.isPinned(is.leader, id)) return { reason: 'pinned' };
  if (!a.leaders.has(is.leader)) return { reason: 'leader-new' };
  const then = a.pair(is.leader, id);
  return then?.kind === 'refused' ? { reason: 'became-possible', rules: then.codes } : null;
}

function changedDays(
  a: ComparedSide,
  b: ComparedSide,
  id: string,
  was: PlanMatch | undefined,
  is: PlanMatch | undefined,
): Found | null {
  const fewer = was !== undefined && moreOf(b, was.leader, a) < 0;
  const more = is !== undefined && moreOf(b, is.leader, a) > 0;
  if (fewer || more) return { reason: 'days-changed' };
  return a.cases.get(id)?.days === b.cases.get(id)?.days ? null : { reason: 'case-days-changed' };
}

/** Above 0: the leader offers more days or engagements on `side` than on `other`, and not fewer of either. */
function moreOf(side: ComparedSide, leader: string, other: ComparedSide): number {
  const [own, others] = [side.leaders.get(leader), other.leaders.get(leader)];
  const days = Math.sign((own?.days ?? 0) - (others?.days ?? 0));
  const [most, otherMost] = [own?.maxEngagements ?? Infinity, others?.maxEngagements ?? Infinity];
  return days || (most === otherMost ? 0 : Math.sign(most - otherMost));
}

function byScore(b: ComparedSide, id: string, was: PlanMatch | undefined, is: PlanMatch | undefined): Found {
  if (is === undefined) return { reason: 'days-went-to-others' };
  if (was === undefined) return { reason: 'days-came-free' };
  const known = b.pair(was.leader, id);
  const change = is.score - (known?.kind === 'possible' ? known.score : was.score);
  if (change === 0) return { reason: 'same-score' };
  return { reason: change < 0 ? 'better-elsewhere' : 'days-went-to-others' };
}

const RANKS: Record<CompareKind, number> = { 'newly-uncovered': 0, 'newly-covered': 1, moved: 2, gone: 3 };

function rankOf({ kind }: ComparedCase): number {
  return RANKS[kind];
}

function kindOf(was: PlanMatch | undefined, is: PlanMatch | undefined, isInSecond: boolean): CompareKind {
  if (was === undefined) return 'newly-covered';
  if (is !== undefined) return 'moved';
  return isInSecond ? 'newly-uncovered' : 'gone';
}

function others(ids: readonly string[] = [], without: readonly string[] = []): readonly string[] {
  return ids.filter((id) => !without.includes(id));
}

function byCase(matches: readonly PlanMatch[]): ReadonlyMap<string, PlanMatch> {
  return new Map(matches.map((match) => [match.case, match]));
}

function byLeader(matches: readonly PlanMatch[]): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(matches, (match) => match.leader);
  return new Map([...groups].map(([leader, own]) => [leader, own.map((match) => match.case)]));
}
