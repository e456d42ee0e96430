import { integerProblem, type IntegerProblem } from './integer-problem.js';
import { pairKey } from './pair-key.js';
import type { PlanMatch } from './plan.js';
import type { Problem } from './problem.js';
import { scoreFromThousandths, type Thousandths } from './thousandths.js';

/** One pair of the problem, with its place in `PlanState.pairs`. */
export interface StatePair {
  readonly index: number;
  readonly leader: number;
  readonly case: number;
  readonly halfDays: number;
  readonly score: Thousandths;
  readonly forbidden: boolean;
}

const NONE = -1;

/**
 * A plan laid over its problem, indexed so that questions about one case or one leader cost next to nothing. Leaders, cases
 * and pairs are numbered as in `IntegerProblem` (sorted by id). It can be changed: whoever tries something works on a copy.
 */
export class PlanState {
  readonly pairs: readonly StatePair[];
  readonly pairsOfCase: readonly (readonly StatePair[])[];
  /** Without those that a ruling forbids. */
  readonly openPairsOfCase: readonly (readonly StatePair[])[];
  readonly pairsOfLeader: readonly (readonly StatePair[])[];
  readonly leaderIndex: ReadonlyMap<string, number>;
  readonly caseIndex: ReadonlyMap<string, number>;
  private readonly pinned: ReadonlySet<number>;
  private readonly pairByKey: ReadonlyMap<number, StatePair>;

  private constructor(
    readonly integers: IntegerProblem,
    given: PlanState | null,
    /** Pair of each case, or -1. */
    private readonly matched: number[],
    private readonly heldPairs: StatePair[][],
    private readonly daysLeft: number[],
    private readonly engagementsOpen: number[],
  ) {
    this.pairs = given?.pairs ?? integers.pairs.map((pair, index) => ({ ...pair, index }));
    this.pairsOfCase = given?.pairsOfCase ?? grouped(this.pairs, 'case', integers.cases.length);
    this.openPairsOfCase =
      given?.openPairsOfCase ?? this.pairsOfCase.map((pairs) => pairs.filter((pair) => !pair.forbidden));
    this.pairsOfLeader = given?.pairsOfLeader ?? grouped(this.pairs, 'leader', integers.leaders.length);
    this.leaderIndex = given?.leaderIndex ?? indexOf(integers.leaders);
    this.caseIndex = given?.caseIndex ?? indexOf(integers.cases);
    this.pinned = given?.pinned ?? new Set(integers.pins);
    this.pairByKey =
      given?.pairByKey ??
      new Map(this.pairs.map((pair) => [pair.case * integers.leaders.length + pair.leader, pair]));
  }

  /** @param matches of a plan that keeps the problem's limits */
  static of(problem: Problem, matches: readonly Pick<PlanMatch, 'leader' | 'case'>[]): PlanState {
    const integers = integerProblem(problem);
    const state = new PlanState(
      integers,
      null,
      integers.cases.map(() => NONE),
      integers.leaders.map(() => []),
      integers.leaders.map((leader) => leader.halfDays),
      integers.leaders.map((leader) => leader.engagements),
    );
    for (const match of matches) {
      const pair = state.pairBetween(
        state.caseIndex.get(match.case) ?? NONE,
        state.leaderIndex.get(match.leader) ?? NONE,
      );
      if (pair === undefined) throw new RangeError(`match ${pairKey(match)} is no candidate`);
      state.place(pair);
    }
    return state;
  }

  copy(): PlanState {
    return new PlanState(
      this.integers,
      this,
      [...this.matched],
      this.heldPairs.map((held) => [...held]),
      [...this.daysLeft],
      [...this.engagementsOpen],
    );
  }

  pairBetween(caseIndex: number, leader: number): StatePair | undefined {
    return this.pairByKey.get(caseIndex * this.integers.leaders.length + leader);
  }

  matchOf(caseIndex: number): StatePair | undefined {
    return this.pairs[this.matched[caseIndex] ?? NONE];
  }

  held(leader: number): readonly StatePair[] {
    return this.heldPairs[leader] ?? [];
  }

  halfDaysLeft(leader: number): number {
    return this.daysLeft[leader] ?? 0;
  }

  /** Infinity: no limit. */
  engagementsLeft(leader: number): number {
    return this.engagementsOpen[leader] ?? 0;
  }

  isPinned(pair: StatePair): boolean {
    return this.pinned.has(pair.index);
  }

  /** Whether the leader has room for the pair, with `without` (a pair of the same leader) given up. */
  hasRoom(pair: { readonly leader: number; readonly halfDays: number }, without?: StatePair): boolean {
    return (
      pair.halfDays <= this.halfDaysLeft(pair.leader) + (without?.halfDays ?? 0) &&
      this.engagementsLeft(pair.leader) + (without === undefined ? 0 : 1) >= 1
    );
  }

  place(pair: StatePair): void {
    this.matched[pair.case] = pair.index;
    this.heldPairs[pair.leader]?.push(pair);
    this.daysLeft[pair.leader] = this.halfDaysLeft(pair.leader) - pair.halfDays;
    this.engagementsOpen[pair.leader] = this.engagementsLeft(pair.leader) - 1;
  }

  remove(pair: StatePair): void {
    this.matched[pair.case] = NONE;
    this.heldPairs[pair.leader] = this.held(pair.leader).filter((other) => other.index !== pair.index);
    this.daysLeft[pair.leader] = this.halfDaysLeft(pair.leader) + pair.halfDays;
    this.engagementsOpen[pair.leader] = this.engagementsLeft(pair.leader) + 1;
  }

  /** Index into the problem's priorities, 0 best. */
  level(caseIndex: number): number {
    return this.integers.cases[caseIndex]?.level ?? 0;
  }

  priority(caseIndex: number): number {
    return this.integers.priorities[this.level(caseIndex)] ?? 1;
  }

  uncovered(): number[] {
    return this.integers.cases.flatMap((_one, index) => (this.matched[index] === NONE ? [index] : []));
  }

  caseId(index: number): string {
    return this.integers.cases[index]?.id ?? '';
  }

  leaderId(index: number): string {
    return this.integers.leaders[index]?.id ?? '';
  }

  /** By case. */
  matches(): PlanMatch[] {
    return this.integers.cases.flatMap((one, index): PlanMatch[] => {
      const pair = this.matchOf(index);
      if (pair === undefined) return [];
      const leader = this.leaderId(pair.leader);
      return [{ leader, case: one.id, days: pair.halfDays / 2, score: scoreFromThousandths(pair.score) }];
    });
  }
}

function grouped(pairs: readonly StatePair[], by: 'case' | 'leader', count: number): StatePair[][] {
  const groups = Array.from({ length: count }, (): StatePair[] => []);
  for (const pair of pairs) groups[pair[by]]?.push(pair);
  return groups;
}

function indexOf(items: readonly { readonly id: string }[]): Map<string, number> {
  return new Map(items.map((item, index) => [item.id, index]));
}
