import { compareDayValues, type DayValue } from './day-values.js';
import type { PlanState, StatePair } from './explain-state.js';
import { entriesOf, findWays, type PlanMove, type Way } from './explain-ways.js';
import { groupBy } from './group-by.js';
import { scoreFromThousandths, type Thousandths } from './thousandths.js';

const ONE_DAY = 2;

/** A case that further days of a leader would bring in, everybody else still served. */
export type FurtherCase = {
  readonly case: string;
  readonly priority: number;
  /** Further days of this leader that it takes. */
  readonly days: number;
  readonly moves: readonly PlanMove[];
};

/** What further days of one leader are worth, as the plan stands; a type, so that it is a fact. */
export type MarginalValue = {
  readonly leader: string;
  readonly daysLeft: number;
  /** The leader takes no further engagement: more days alone bring in nobody. */
  readonly engagementsBind: boolean;
  /** What one more day would bring in: the best priority first. */
  readonly oneMoreDay: FurtherCase | null;
  /** Points that one more day would save by a move or an exchange; 0: none found. */
  readonly saves: number;
  /** The case that would come to this leader for that. */
  readonly savedBy: string | null;
  /** The fewest days that bring somebody in, at the best priority among as few. */
  readonly nextCase: FurtherCase | null;
  /** What one more day gains at most, where the solving told; the figures above are what it gains at least. */
  readonly atMost?: DayValue;
};

/**
 * The worth of one more day of each leader, most first: by sensitivity of the plan, not by solving again, so each figure is
 * what one more day gains at least. In order: a case of the best priority brought in; points saved; the fewest days to the
 * next case. It costs one search over the plan for each priority that has uncovered cases.
 *
 * @param atMost from the plan
 */
export function marginalValues(state: PlanState, atMost: readonly DayValue[] = []): readonly MarginalValue[] {
  const ways = waysByLeader(state);
  const valueOf = new Map(atMost.map((value) => [value.leader, value]));
  return state.integers.leaders
    .map((leader, index): MarginalValue => {
      const own = ways.get(index) ?? [];
      const saving = bestSaving(state, index);
      const further = own.filter((way) => way.lackEngagements === 0);
      const dayValue = valueOf.get(leader.id);
      const soon = further.filter((way) => way.lackHalfDays <= ONE_DAY);
      return {
        leader: leader.id,
        daysLeft: state.halfDaysLeft(index) / 2,
        engagementsBind: state.engagementsLeft(index) < 1,
        oneMoreDay: furtherCase(state, soon.sort(byPriority(state))[0]),
        saves: scoreFromThousandths(saving.points),
        savedBy: saving.points > 0 ? state.caseId(saving.case) : null,
        nextCase: furtherCase(state, further.sort(byDays(state))[0]),
        ...(dayValue === undefined ? {} : { atMost: dayValue }),
      };
    })
    .sort(mostWorth);
}

function mostWorth(a: MarginalValue, b: MarginalValue): number {
  const priority = (value: MarginalValue): number => value.oneMoreDay?.priority ?? Infinity;
  const days = (value: MarginalValue): number => value.nextCase?.days ?? Infinity;
  return (
    compared(priority(a), priority(b)) ||
    b.saves - a.saves ||
    compareDayValues(a.atMost, b.atMost) ||
    compared(days(a), days(b)) ||
    (a.leader < b.leader ? -1 : 1)
  );
}

/** Unlike a difference it may compare infinities. */
function compared(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** For each leader the ways that end there for want of days, the best of each priority. */
function waysByLeader(state: PlanState): Map<number, Way[]> {
  const uncovered = groupBy(state.uncovered(), (index) => state.level(index));
  const ways = [...uncovered].flatMap(([, cases]) =>
    findWays(
      state,
      cases.flatMap((index) => entriesOf(state, index)),
      { mostExpanded: Infinity },
    ),
  );
  // Where nothing is lacking, one more day is not what it takes.
  return groupBy(
    ways.filter((way) => way.lackHalfDays > 0),
    (way) => way.leader,
  );
}

function byPriority(state: PlanState) {
  return (a: Way, b: Way): number =>
    state.level(a.case) - state.level(b.case) || a.lackHalfDays - b.lackHalfDays;
}

function byDays(state: PlanState) {
  return (a: Way, b: Way): number =>
    a.lackHalfDays - b.lackHalfDays || state.level(a.case) - state.level(b.case);
}

function furtherCase(state: PlanState, way: Way | undefined): FurtherCase | null {
  if (way === undefined) return null;
  return {
    case: state.caseId(way.case),
    priority: state.priority(way.case),
    days: way.lackHalfDays / 2,
    moves: way.moves,
  };
}

/** The best single move to this leader, or exchange with them, that only one more day makes possible. */
function bestSaving(
  state: PlanState,
  leader: number,
): { readonly points: Thousandths; readonly case: number } {
  let best = { points: 0, case: -1 };
  const offer = (points: Thousandths, pair: StatePair): void => {
    if (points > best.points) best = { points, case: pair.case };
  };
  const left = state.halfDaysLeft(leader);
  for (const pair of state.pairsOfLeader[leader] ?? []) {
    const now = state.matchOf(pair.case);
    if (pair.forbidden || now === undefined || now.leader === leader || state.isPinned(now)) continue;
    const gain = now.score - pair.score;
    const needsMore = (free: number): boolean => pair.halfDays > free && pair.halfDays <= free + ONE_DAY;
    if (state.engagementsLeft(leader) >= 1 && needsMore(left)) offer(gain, pair);
    for (const held of state.held(leader)) {
      if (state.isPinned(held) || !needsMore(left + held.halfDays)) continue;
      const back = state.pairBetween(held.case, now.leader);
      if (back === undefined || back.forbidden || !state.hasRoom(back, now)) continue;
      offer(gain + held.score - back.score, pair);
    }
  }
  return best;
}
