import { componentFrom, type ComponentPair } from '../stages/component.js';
import type { Part } from './part.js';

/** A part in flat arrays, which cross to another thread at little cost: 40 bytes a pair. */
export interface PackedPart extends Omit<Part, 'component'> {
  /** Three numbers a leader: half-days left, half-days pinned, engagements left. */
  readonly leaders: Float64Array;
  readonly caseLevels: Int32Array;
  /** Five numbers a pair: leader, case, half-days, score, source. */
  readonly pairs: Float64Array;
}

const PER_LEADER = 3;
const PER_PAIR = 5;

export function packPart({ component, ...part }: Part): PackedPart {
  const { leaders, cases, pairs } = component;
  const packed = new Float64Array(pairs.length * PER_PAIR);
  pairs.forEach((pair, index) => {
    packed.set([pair.leader, pair.case, pair.halfDays, pair.score, pair.source], index * PER_PAIR);
  });
  return {
    ...part,
    leaders: Float64Array.from(
      leaders.flatMap((one) => [one.halfDaysLeft, one.halfDaysPinned, one.engagementsLeft]),
    ),
    caseLevels: Int32Array.from(cases, ({ level }) => level),
    pairs: packed,
  };
}

export function unpackPart({ leaders, caseLevels, pairs, ...part }: PackedPart): Part {
  const at = (numbers: Float64Array, index: number): number => numbers[index] ?? 0;
  const limits = Array.from({ length: leaders.length / PER_LEADER }, (_, index) => ({
    halfDaysLeft: at(leaders, index * PER_LEADER),
    halfDaysPinned: at(leaders, index * PER_LEADER + 1),
    engagementsLeft: at(leaders, index * PER_LEADER + 2),
  }));
  const unpacked = Array.from({ length: pairs.length / PER_PAIR }, (_, index): ComponentPair => {
    const from = index * PER_PAIR;
    return {
      ...{ leader: at(pairs, from), case: at(pairs, from + 1), halfDays: at(pairs, from + 2) },
      ...{ score: at(pairs, from + 3), source: at(pairs, from + 4) },
    };
  });
  return { ...part, component: componentFrom(limits, [...caseLevels], unpacked) };
}
