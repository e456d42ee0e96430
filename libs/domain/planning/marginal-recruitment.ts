import { compareDayValues, type DayValue } from './day-values.js';
import type { PlanState } from './explain-state.js';
import { groupBy } from './group-by.js';
import type { MarginalValue } from './marginal-values.js';

/** What a part of the country lacks as the plan stands; a type, so that it is a fact. */
export type RegionNeed = {
  /** Null: cases whose region is not known. */
  readonly region: string | null;
  readonly cases: number;
  readonly uncovered: number;
  /** By priority, best first; priorities without an uncovered case are left out. */
  readonly uncoveredByPriority: readonly { readonly priority: number; readonly cases: number }[];
  /** Uncovered cases that no leader may take at all: only somebody new helps. */
  readonly withoutCandidate: number;
  /** Days that the uncovered cases need together. */
  readonly daysShort: number;
  /** Leaders of whom one more day would bring in a case of this region. */
  readonly leadersOneDayShort: number;
  /** The fewest further days of any one leader that bring in a case of this region; null: no number would. */
  readonly fewestDays: number | null;
  /** Of the leaders who may take a case here, the one whose further day has the highest price; none: no day has any. */
  readonly dearestDay?: DayValue;
};

/**
 * Where to look for further leaders: regions by the uncovered cases of the best priority, then of the next and so on, then
 * by the days they lack, then by name.
 *
 * @param regionOf the region of a case by its id
 * @param daysOf the days that a case needs
 */
export function regionNeeds(
  state: PlanState,
  values: readonly MarginalValue[],
  regionOf: (caseId: string) => string | null,
  daysOf: (caseId: string) => number,
): readonly RegionNeed[] {
  const dearest = dearestDays(state, values, regionOf);
  const ids = state.integers.cases.map((one, index) => ({ id: one.id, index }));
  return [...groupBy(ids, ({ id }) => regionOf(id))]
    .map(([region, own]): RegionNeed => {
      const uncovered = own.filter(({ index }) => state.matchOf(index) === undefined);
      const levels = groupBy(uncovered, ({ index }) => state.priority(index));
      const next = values.flatMap(({ nextCase, oneMoreDay }) =>
        [nextCase, oneMoreDay].filter((one) => one !== null && regionOf(one.case) === region),
      );
      const dearestDay = dearest.get(region);
      return {
        ...(dearestDay === undefined ? {} : { dearestDay }),
        region,
        cases: own.length,
        uncovered: uncovered.length,
        uncoveredByPriority: [...levels]
          .map(([priority, cases]) => ({ priority, cases: cases.length }))
          .sort((a, b) => a.priority - b.priority),
        withoutCandidate: uncovered.filter(({ index }) => (state.pairsOfCase[index] ?? []).length === 0)
          .length,
        daysShort: uncovered.reduce((sum, { id }) => sum + daysOf(id), 0),
        leadersOneDayShort: values.filter(
          ({ oneMoreDay }) => oneMoreDay !== null && regionOf(oneMoreDay.case) === region,
        ).length,
        fewestDays: next.reduce<number | null>(
          (fewest, one) => (one === null || (fewest !== null && fewest <= one.days) ? fewest : one.days),
          null,
        ),
      };
    })
    .sort((a, b) => byNeed(state, a, b));
}

function dearestDays(
  state: PlanState,
  values: readonly MarginalValue[],
  regionOf: (caseId: string) => string | null,
): Map<string | null, DayValue> {
  const dearest = new Map<string | null, DayValue>();
  for (const { leader, atMost } of values) {
    if (atMost === undefined || atMost.price === 0) continue;
    const pairs = state.pairsOfLeader[state.leaderIndex.get(leader) ?? -1] ?? [];
    const regions = new Set(
      pairs.filter((pair) => !pair.forbidden).map((pair) => regionOf(state.caseId(pair.case))),
    );
    for (const region of regions) {
      if (compareDayValues(atMost, dearest.get(region)) < 0) dearest.set(region, atMost);
    }
  }
  return dearest;
}

function byNeed(state: PlanState, a: RegionNeed, b: RegionNeed): number {
  for (const priority of state.integers.priorities) {
    const difference = uncoveredAt(b, priority) - uncoveredAt(a, priority);
    if (difference !== 0) return difference;
  }
  const [left, right] = [a.region ?? '', b.region ?? ''];
  return b.daysShort - a.daysShort || (left < right ? -1 : Number(left > right));
}

function uncoveredAt(need: RegionNeed, priority: number): number {
  return need.uncoveredByPriority.find((level) => level.priority === priority)?.cases ?? 0;
}
