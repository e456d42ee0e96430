import { integerProblem, type IntegerProblem } from '../../integer-problem.js';
import type { Problem } from '../../problem.js';
import { type Component, componentsOf } from '../../stages/component.js';
import { scoreFromThousandths } from '../../thousandths.js';
import { countsOf, type FlowNetwork, flowNetwork, UNCOVERED } from './flow-network.js';
import { LeaderHeap } from './leader-heap.js';
import { type FlowSolution, solveFlow } from './solve-flow.js';

/** What the best plan would gain if one leader took one case more than it may, all else as it is. */
export interface LeaderMargin {
  readonly leader: string;
  /** The priority at which one more case would be covered; null: none more. */
  readonly covers: number | null;
  /** Change of the total score: never above 0 unless one more case is covered. */
  readonly score: number;
  /** What the leader lacks for one more case: days, and engagements (0 or 1). */
  readonly moreDays: number;
  readonly moreEngagements: number;
}

/**
 * The value of one more place with every leader whose part of the problem has equal days: exact, not a mere slope, by one
 * search for each set of leaders (the shortest path to a place is what the flow's next augmentation would cost: Ahuja,
 * Magnanti, Orlin 1993, chapter 9.7). Leaders among mixed days, or without any possible pair, are left out.
 *
 * @param problem accepted by `parseProblem`; its pins do not contradict each other or a limit
 */
export function leaderMargins(problem: Problem): readonly LeaderMargin[] {
  const integers = integerProblem(problem);
  return componentsOf(integers)
    .flatMap((component) => componentMargins(integers, component))
    .sort((a, b) => (a.leader < b.leader ? -1 : Number(a.leader > b.leader)));
}

function componentMargins(problem: IntegerProblem, component: Component): LeaderMargin[] {
  const counts = component.mixedDays ? null : countsOf(component);
  if (counts === null) return [];
  const network = flowNetwork(component, problem.priorities.length, counts);
  const solution = solveFlow(network);
  const changes = scoreChanges(network, solution);
  const halfDays = component.pairs[0]?.halfDays ?? 0;
  return component.leaders.map((leader, index): LeaderMargin => {
    const places = (counts[index] ?? 0) + 1;
    const change = changes[index] ?? Infinity;
    const isOfUse = change !== Infinity;
    const level = isOfUse ? (solution.certificate.closedAt[index] ?? network.levels) : network.levels;
    const source = component.pairs[leader.pairs[0] ?? -1]?.source ?? -1;
    return {
      leader: problem.leaders[problem.pairs[source]?.leader ?? -1]?.id ?? '',
      covers: problem.priorities[level] ?? null,
      score: isOfUse ? scoreFromThousandths(change) : 0,
      moreDays: Math.max(0, places * halfDays - leader.halfDaysLeft) / 2,
      moreEngagements: Math.max(0, places - leader.engagementsLeft),
    };
  });
}

/** By leader: how the score changes with one more place, thousandths; Infinity where nobody could take it. */
function scoreChanges(network: FlowNetwork, { choice, certificate }: FlowSolution): Float64Array {
  const { leaderPrice, casePrice, closedAt } = certificate;
  const distance = new Float64Array(network.leaders).fill(Infinity);
  const heap = new LeaderHeap(distance);
  const held: number[][] = Array.from({ length: network.leaders }, () => []);
  const offer = (leader: number, at: number): void => {
    if (at >= (distance[leader] ?? 0)) return;
    distance[leader] = at;
    heap.offer(leader);
  };
  /** Offers the leaders of one set that the case could go to. */
  const reach = (caseIndex: number, offset: number, set: number): void => {
    const end = network.firstPair[caseIndex + 1] ?? 0;
    for (let pair = network.firstPair[caseIndex] ?? 0; pair < end; pair++) {
      const leader = network.leaderOf[pair] ?? -1;
      if (closedAt[leader] !== set || choice[caseIndex] === pair) continue;
      offer(leader, offset + (network.score[pair] ?? 0) + (leaderPrice[leader] ?? 0));
    }
  };
  choice.forEach((pair, caseIndex) => {
    if (pair === UNCOVERED) {
      const level = network.level[caseIndex] ?? 0;
      reach(caseIndex, 0, level);
      return;
    }
    const leader = network.leaderOf[pair] ?? -1;
    held[leader]?.push(caseIndex);
    // Among open leaders nobody new comes in: one gives a case away, and its own place is left empty.
    if (closedAt[leader] === network.levels) offer(leader, leaderPrice[leader] ?? 0);
  });
  while (!heap.isEmpty()) {
    const leader = heap.take();
    const set = closedAt[leader] ?? network.levels;
    for (const caseIndex of held[leader] ?? []) {
      reach(caseIndex, (distance[leader] ?? 0) - (casePrice[caseIndex] ?? 0), set);
    }
  }
  return distance.map((at, leader) => {
    const change = at - (leaderPrice[leader] ?? 0);
    return closedAt[leader] === network.levels ? Math.min(0, change) : change;
  });
}
