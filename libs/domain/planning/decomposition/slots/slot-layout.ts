import type { Compact } from '../compact.js';
import { profilesOf } from '../profiles.js';

/**
 * What leaders hold by length: a slot is all that one leader takes of cases of one length (of one number of grains). How many
 * each slot may hold, its profile says; who fills them is then a transportation problem. Slots of leader i are
 * `slotStart[i]` up to `slotStart[i + 1]`, in the order of the counts of its profiles.
 */
export interface SlotLayout {
  readonly compact: Compact;
  readonly slots: number;
  /** By leader; one more at the end. */
  readonly slotStart: Int32Array;
  /** By leader, every choice that cannot be added to: a count for each of the leader's slots. */
  readonly profiles: readonly (readonly Int32Array[])[];
  /** By pair, also of those that may not be used. */
  readonly slotOf: Int32Array;
  /** By slot, from 0: slots of different groups share no case. Where every case has one length, a group is a length. */
  readonly groupOf: Int32Array;
  /** Pairs that may be used: those of slot s are `slotPair[pairStart[s]]` up to `pairStart[s + 1]`. */
  readonly pairStart: Int32Array;
  readonly slotPair: Int32Array;
  /** The same by case: those of case j are `casePair[caseStart[j]]` up to `caseStart[j + 1]`. */
  readonly caseStart: Int32Array;
  readonly casePair: Int32Array;
}

/**
 * @param isUsable by pair
 * @throws RangeError where a leader's days come in too many sizes for profiles (`hasProfiles`)
 */
export function slotLayout(compact: Compact, isUsable: (pair: number) => boolean): SlotLayout {
  const slotOf = new Int32Array(compact.pairs);
  const slotStart = new Int32Array(compact.leaders + 1);
  const starts: number[] = [];
  const slotPair: number[] = [];
  const weights: number[] = [];
  const profiles: Int32Array[][] = [];
  for (let leader = 0; leader < compact.leaders; leader++) {
    const from = compact.leaderStart[leader] ?? 0;
    const pairs = Array.from(compact.leaderPair.subarray(from, compact.leaderStart[leader + 1]));
    const own = profilesOf(compact, leader, pairs);
    if (own === null) throw new RangeError('days in too many sizes for profiles');
    for (const pairsOfLength of own.classes) {
      for (const pair of pairsOfLength) slotOf[pair] = starts.length;
      starts.push(slotPair.length);
      weights.push(compact.weight[pairsOfLength[0] ?? 0] ?? 0);
      slotPair.push(...pairsOfLength.filter(isUsable));
    }
    slotStart[leader + 1] = starts.length;
    profiles.push(own.counts.map((counts) => Int32Array.from(counts)));
  }
  const caseStart = new Int32Array(compact.cases + 1);
  const casePair: number[] = [];
  for (let index = 0; index < compact.cases; index++) {
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++)
      if (isUsable(pair)) casePair.push(pair);
    caseStart[index + 1] = casePair.length;
  }
  return {
    ...{ compact, slots: starts.length, slotStart, profiles, slotOf },
    groupOf: Int32Array.from(weights, groupsByWeight(compact)),
    pairStart: Int32Array.from([...starts, slotPair.length]),
    slotPair: Int32Array.from(slotPair),
    ...{ caseStart, casePair: Int32Array.from(casePair) },
  };
}

/** A number by weight, the same for two weights where one case has both. */
function groupsByWeight(compact: Compact): (weight: number) => number {
  const nextOf = new Map<number, number>();
  const rootOf = (weight: number): number => {
    const next = nextOf.get(weight) ?? weight;
    return next === weight ? weight : rootOf(next);
  };
  for (let index = 0; index < compact.cases; index++) {
    const from = compact.caseStart[index] ?? 0;
    for (let pair = from; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
      const root = rootOf(compact.weight[pair] ?? 0);
      nextOf.set(root, rootOf(compact.weight[from] ?? 0));
    }
  }
  const roots = [...new Set([...nextOf.keys()].map(rootOf))];
  return (weight) => roots.indexOf(rootOf(weight));
}
