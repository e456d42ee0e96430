import type { Compact } from '../compact.js';
import type { Aim } from '../relaxation.js';

/** A component in which every case is taken: what may stay uncovered at a level is taken by one more leader at no cost. */
export interface WithUncovered {
  readonly compact: Compact;
  /** By pair: that of the component, or -1 where the case stays uncovered. */
  readonly source: Int32Array;
}

export function withUncovered(compact: Compact, { mostUncovered }: Aim): WithUncovered {
  const most = Array.from(compact.casesAtLevel, (cases, level) =>
    Math.max(0, Math.min(cases, mostUncovered[level] ?? Infinity)),
  );
  const leaderAt = new Map<number, number>();
  most.forEach((count, level) => {
    if (count > 0) leaderAt.set(level, compact.leaders + leaderAt.size);
  });
  const source: number[] = [];
  const pairLeader: number[] = [];
  const pairCase: number[] = [];
  const caseStart = new Int32Array(compact.cases + 1);
  for (let index = 0; index < compact.cases; index++) {
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
      source.push(pair);
      pairLeader.push(compact.pairLeader[pair] ?? 0);
      pairCase.push(index);
    }
    const nobody = leaderAt.get(compact.level[index] ?? 0);
    if (nobody !== undefined) {
      source.push(-1);
      pairLeader.push(nobody);
      pairCase.push(index);
    }
    caseStart[index + 1] = source.length;
  }
  const leaders = compact.leaders + leaderAt.size;
  const own = most.filter((count) => count > 0);
  return {
    source: Int32Array.from(source),
    compact: {
      ...compact,
      ...{ leaders, pairs: source.length, caseStart },
      ...byLeader(pairLeader, leaders),
      pairLeader: Int32Array.from(pairLeader),
      pairCase: Int32Array.from(pairCase),
      weight: Int32Array.from(source, (pair) => (pair < 0 ? 1 : (compact.weight[pair] ?? 0))),
      cost: Float64Array.from(source, (pair) => (pair < 0 ? 0 : (compact.cost[pair] ?? 0))),
      capacity: Int32Array.from([...compact.capacity, ...own]),
      engagements: Int32Array.from([...compact.engagements, ...own]),
    },
  };
}

function byLeader(
  pairLeader: readonly number[],
  leaders: number,
): Pick<Compact, 'leaderStart' | 'leaderPair'> {
  const leaderStart = new Int32Array(leaders + 1);
  for (const leader of pairLeader) leaderStart[leader + 1] = (leaderStart[leader + 1] ?? 0) + 1;
  for (let leader = 0; leader < leaders; leader++) {
    leaderStart[leader + 1] = (leaderStart[leader + 1] ?? 0) + (leaderStart[leader] ?? 0);
  }
  const next = Int32Array.from(leaderStart);
  const leaderPair = new Int32Array(pairLeader.length);
  pairLeader.forEach((leader, pair) => {
    leaderPair[next[leader] ?? 0] = pair;
    next[leader] = (next[leader] ?? 0) + 1;
  });
  return { leaderStart, leaderPair };
}
