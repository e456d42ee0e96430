import { daysFromHalfDays, type LeaderRef } from '../../../../../libs/domain/kernel/index.js';
import type { MarginalValue } from '../../../../../libs/domain/planning/index.js';
import type { MarginalView, RunPlaces, RunResultView } from '../../../../../libs/features/runs/index.js';
import { marginalSentence } from '../../../../../libs/wording/index.js';

export interface LeaderRow {
  readonly ref: string;
  readonly name: string;
  readonly region: string;
  readonly offered: number;
  readonly used: number;
  readonly left: number;
  readonly engagements: number;
  readonly worth: string;
}

/** What a run takes of each leader and what one more day of them is worth, most worth first. */
export function presentRunLeaders(facts: {
  readonly result: RunResultView;
  readonly marginal: MarginalView | null;
  readonly places: RunPlaces;
  readonly leaderNames: ReadonlyMap<LeaderRef, string>;
}): readonly LeaderRow[] {
  const values = facts.marginal?.leaders ?? [];
  const rank = new Map(values.map(({ leader }, place) => [leader, place]));
  const worth = new Map(values.map((value): [string, MarginalValue] => [value.leader, value]));
  return facts.result.leaders
    .map((leader) => {
      const value = worth.get(leader.leaderRef);
      return {
        ref: leader.leaderRef,
        name: facts.leaderNames.get(leader.leaderRef) ?? leader.leaderRef,
        region: facts.places.leaders.get(leader.leaderRef)?.region ?? 'Not known',
        offered: daysFromHalfDays(leader.halfDaysOffered),
        used: daysFromHalfDays(leader.halfDaysUsed),
        left: daysFromHalfDays(leader.halfDaysLeft),
        engagements: leader.engagements,
        worth: value === undefined ? '' : marginalSentence(value),
      };
    })
    .sort(
      (a, b) => (rank.get(a.ref) ?? Infinity) - (rank.get(b.ref) ?? Infinity) || (a.ref < b.ref ? -1 : 1),
    );
}
