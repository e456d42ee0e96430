import type { Component } from '../../stages/component.js';
import { coverageOf, type FlowChoice, type FlowNetwork, scoreOf, UNCOVERED } from './flow-network.js';
import { type FlowSolution, solveFlow } from './solve-flow.js';

/** Shares are quotients: closer than this they are the same. */
const SAME_SHARE = 1e-12;

/**
 * Among all choices as good as this one, one whose largest share of a leader's days is least: by bisection over the shares
 * that whole cases make, each step a flow with the leaders' places cut down to that share. Only pairs that cost exactly
 * what they earn under the prices are looked at: no other is in any best choice (complementary slackness), and few are left.
 *
 * @param component all pairs take the same days
 * @param floor a share that need not be gone below
 * @returns null where none is better than the one at hand
 */
export function spreadChoice(
  component: Component,
  network: FlowNetwork,
  solution: FlowSolution,
  floor: number,
): FlowChoice | null {
  const halfDays = component.pairs[0]?.halfDays ?? 0;
  if (halfDays === 0) return null;
  const covered = coverageOf(network, solution.choice).join();
  const score = scoreOf(network, solution.choice);
  const tight = tightNetwork(network, solution);
  const shares = sharesBelow(
    component,
    network,
    halfDays,
    largestShare(component, network, solution.choice, halfDays),
    floor,
  );
  let best: FlowChoice | null = null;
  let [low, high] = [0, shares.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const capacity = placesWithin(component, network, halfDays, shares[middle] ?? 0);
    const { choice } = solveFlow({ ...tight.network, capacity });
    if (coverageOf(tight.network, choice).join() === covered && scoreOf(tight.network, choice) === score) {
      best = choice.map((pair) => (pair === UNCOVERED ? UNCOVERED : (tight.source[pair] ?? UNCOVERED)));
      high = middle - 1;
    } else {
      low = middle + 1;
    }
  }
  return best;
}

/** The network with its tight pairs only, and which pair each was. */
function tightNetwork(network: FlowNetwork, { certificate }: FlowSolution) {
  const { leaderPrice, casePrice } = certificate;
  const source = Int32Array.from(network.score.keys()).filter(
    (pair) =>
      (network.score[pair] ?? 0) + (leaderPrice[network.leaderOf[pair] ?? -1] ?? 0) ===
      casePrice[network.caseOf[pair] ?? -1],
  );
  const firstPair = new Int32Array(network.cases + 1);
  for (const pair of source) {
    const next = (network.caseOf[pair] ?? 0) + 1;
    firstPair[next] = (firstPair[next] ?? 0) + 1;
  }
  for (let index = 0; index < network.cases; index++) {
    firstPair[index + 1] = (firstPair[index + 1] ?? 0) + (firstPair[index] ?? 0);
  }
  const tight: FlowNetwork = {
    ...network,
    firstPair,
    leaderOf: source.map((pair) => network.leaderOf[pair] ?? -1),
    caseOf: source.map((pair) => network.caseOf[pair] ?? -1),
    score: Float64Array.from(source, (pair) => network.score[pair] ?? 0),
  };
  return { network: tight, source };
}

/** Ascending: every share that some leader could have, from the floor to below `high`, and the floor itself. */
function sharesBelow(
  component: Component,
  network: FlowNetwork,
  halfDays: number,
  high: number,
  floor: number,
): readonly number[] {
  const shares = component.leaders.flatMap((leader, index) =>
    Array.from({ length: (network.capacity[index] ?? 0) + 1 }, (_, count) =>
      shareOf(leader, count * halfDays),
    ),
  );
  const pinned = component.leaders.reduce((most, leader) => Math.max(most, shareOf(leader, 0)), 0);
  const least = Math.max(floor, pinned);
  return [...new Set([least, ...shares])]
    .filter((share) => share >= least && share < high - SAME_SHARE)
    .sort((a, b) => a - b);
}

function largestShare(
  component: Component,
  network: FlowNetwork,
  choice: FlowChoice,
  halfDays: number,
): number {
  const used = component.leaders.map(() => 0);
  for (const pair of choice) {
    const leader = network.leaderOf[pair];
    if (leader !== undefined) used[leader] = (used[leader] ?? 0) + halfDays;
  }
  return component.leaders.reduce(
    (most, leader, index) => Math.max(most, shareOf(leader, used[index] ?? 0)),
    0,
  );
}

function shareOf(leader: Component['leaders'][number], halfDays: number): number {
  const budget = leader.halfDaysPinned + leader.halfDaysLeft;
  return budget === 0 ? 0 : (leader.halfDaysPinned + halfDays) / budget;
}

/** How many cases each leader may take without going above the share. */
function placesWithin(
  component: Component,
  network: FlowNetwork,
  halfDays: number,
  share: number,
): Int32Array {
  return network.capacity.map((capacity, index) => {
    const leader = component.leaders[index];
    if (leader === undefined) return 0;
    const budget = leader.halfDaysPinned + leader.halfDaysLeft;
    const left = Math.floor(share * budget + 1e-9) - leader.halfDaysPinned;
    return Math.max(0, Math.min(capacity, Math.floor(left / halfDays)));
  });
}
