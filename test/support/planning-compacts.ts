import { integerProblem } from '../../libs/domain/planning/integer-problem.js';
import { componentsOf } from '../../libs/domain/planning/stages/component.js';
import { type Compact, compactOf } from '../../libs/domain/planning/decomposition/compact.js';
import type { Pattern } from '../../libs/domain/planning/decomposition/patterns.js';
import { isBetter, Roster } from '../../libs/domain/planning/decomposition/roster.js';

export function compactsIn(problem: Parameters<typeof integerProblem>[0], levels: number): Compact[] {
  return componentsOf(integerProblem(problem)).map((component) => compactOf(component, levels));
}

export function pairsOfLeader(compact: Compact, leader: number): number[] {
  return [...compact.leaderPair.subarray(compact.leaderStart[leader], compact.leaderStart[leader + 1])];
}

/** Every pattern of a leader, by trying every subset of its pairs. */
export function allPatterns(compact: Compact, leader: number): Pattern[] {
  const pairs = pairsOfLeader(compact, leader);
  return Array.from({ length: 2 ** pairs.length }, (_, subset) =>
    pairs.filter((_pair, bit) => (subset >> bit) % 2 === 1),
  ).filter((chosen) => chosen.length > 0 && fits(compact, leader, chosen));
}

export function fits(compact: Compact, leader: number, chosen: readonly number[]): boolean {
  const grains = chosen.reduce((sum, pair) => sum + (compact.weight[pair] ?? 0), 0);
  return chosen.length <= (compact.engagements[leader] ?? 0) && grains <= (compact.capacity[leader] ?? 0);
}

/** Shows every plan there is, covered or not: every leader, or none, for every case. The roster changes after each. */
export function everyPlanOf(compact: Compact, show: (roster: Roster) => void): void {
  const roster = new Roster(compact);
  const visit = (index: number): void => {
    if (index === compact.cases) {
      show(roster);
      return;
    }
    visit(index + 1);
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++) {
      if (!roster.hasRoom(pair)) continue;
      roster.place(pair);
      visit(index + 1);
      roster.remove(pair);
    }
  };
  visit(0);
}

export function bestPlanOf(compact: Compact): { covered: number[]; cost: number } {
  let best = { covered: new Array<number>(compact.levels).fill(0), cost: 0 };
  everyPlanOf(compact, (roster) => {
    if (isBetter(roster, best)) best = { covered: [...roster.covered], cost: roster.cost };
  });
  return best;
}
