import {
  type BarredPair,
  barredPair,
  judgePair,
  PAIR_REFUSAL_CODES,
  type PairRefusal,
  type PairRefusalCode,
  type RefusalCount,
} from '../domain/candidates/index.js';
import type { Metres } from '../domain/kernel/index.js';
import type { SupportCase } from '../domain/offers/index.js';
import { distanceBetween, type PreparedRun } from './prepare-run.js';

/** Every leader beside one uncovered case. */
export interface UncoveredPairs {
  /** Leaders whom no hard rule refuses. */
  readonly candidates: number;
  readonly refusals: readonly RefusalCount[];
  /** Pairs that one change would allow. */
  readonly barred: readonly BarredPair[];
}

interface RefusedLeader {
  readonly leaderRef: string;
  readonly distanceMetres: Metres | null;
  readonly refusals: readonly PairRefusal[];
}

/** Asked for one case at a time: all pairs of all uncovered cases at once would fill the memory of a national run. */
export function uncoveredPairs(
  { snapshot, context }: Pick<PreparedRun, 'snapshot' | 'context'>,
  supportCase: SupportCase,
): UncoveredPairs {
  const refused: RefusedLeader[] = [];
  const barred: BarredPair[] = [];
  for (const leader of snapshot.leaders) {
    const distanceMetres = distanceBetween(leader, supportCase);
    const judged = judgePair(leader, supportCase, distanceMetres, context);
    if ('candidate' in judged) continue;
    refused.push({ leaderRef: leader.leaderRef, distanceMetres, refusals: judged.refusals });
    const one = barredPair(leader, supportCase, distanceMetres, judged.refusals, context);
    if (one !== null) barred.push(one);
  }
  return {
    candidates: snapshot.leaders.length - refused.length,
    refusals: PAIR_REFUSAL_CODES.flatMap((code): RefusalCount[] => {
      const by = refused.filter(({ refusals }) => refusals.some((refusal) => refusal.code === code));
      return by.length === 0 ? [] : [countOf(code, by)];
    }),
    barred,
  };
}

function countOf(code: PairRefusalCode, leaders: readonly RefusedLeader[]): RefusalCount {
  const nearest = leaders.reduce<RefusalCount['nearest']>((best, { leaderRef, distanceMetres }) => {
    if (distanceMetres === null) return best;
    return best === null || distanceMetres < best.distanceMetres ? { leaderRef, distanceMetres } : best;
  }, null);
  return { code, leaders: leaders.length, nearest };
}
