import type { ProblemPair } from './problem.js';

/** One string per pair, whatever characters the ids hold. */
export function pairKey(pair: ProblemPair): string {
  return JSON.stringify([pair.leader, pair.case]);
}
