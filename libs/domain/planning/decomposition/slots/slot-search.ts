import type { Effort } from '../effort.js';
import { MoveSieve } from './move-sieve.js';
import type { MoveSums, MoveValues } from './move-values.js';
import { nearestLeaders, ProfileChoice, type ProfileMove } from './profile-choice.js';
import type { SlotFlow } from './slot-flow.js';

export interface SlotSearchOptions {
  readonly random: () => number;
  readonly effort: Effort;
  /** By leader: the profile to begin with. */
  readonly profileOf: Int32Array;
  /** By leader: profiles that may be tried. */
  readonly alternatives: readonly Int32Array[];
  /** Temperatures in cost units, from first to last. */
  readonly hottest: number;
  readonly coldest: number;
  readonly mostSteps: number;
  /** Asked of every better filling, by case: whether it will do. */
  readonly isEnough: (pairOf: Int32Array) => boolean;
  /** Told now and then: the least total so far. */
  readonly onLeast: (total: number) => void;
}

const NEAREST_LEADERS = 40;
/** How often one, two or three leaders change their profiles together: with few days to spare one alone hardly ever can. */
const SHARE_OF_SINGLES = 0.2;
const SHARE_OF_PAIRS = 0.4;
const STEPS_PER_CHECK = 64;
const STEPS_PER_WORD = 6400;
const OPERATIONS_PER_VISIT = 200;

/**
 * Anneals over profiles alone: at every step all cases sit where they cost least for the profiles chosen, so that a step is a
 * move in a far smaller and smoother space than that of plans (a large neighbourhood, exact by network flow: Ahuja, Ergun,
 * Orlin and Punnen 2002). Most moves are refused by the prices, before anything is moved. The flow has no place yet.
 *
 * @returns by case: its pair in the cheapest filling seen, or -1
 */
export function searchProfiles(flow: SlotFlow, options: SlotSearchOptions): Int32Array {
  return new SlotSearch(flow, options).run();
}

class SlotSearch {
  private readonly choice: ProfileChoice;
  private readonly sieve = new MoveSieve();
  private readonly near: readonly Int32Array[];
  /** Leaders that have a choice. */
  private readonly leaders: readonly number[];
  private least: number;
  private readonly best: Int32Array;
  private isDone: boolean;

  constructor(
    private readonly flow: SlotFlow,
    private readonly options: SlotSearchOptions,
  ) {
    this.choice = new ProfileChoice(flow, options.profileOf);
    this.near = nearestLeaders(flow.layout, NEAREST_LEADERS);
    this.leaders = options.alternatives.flatMap((own, leader) => (own.length > 1 ? [leader] : []));
    this.least = flow.total;
    this.best = Int32Array.from(flow.seats.pairOf);
    this.isDone = this.leaders.length === 0 || options.isEnough(this.best);
  }

  run(): Int32Array {
    const { effort, hottest, coldest, mostSteps } = this.options;
    const seconds = effort.secondsLeft();
    for (let steps = 0; steps < mostSteps && !this.isDone && !effort.isOver(); steps += STEPS_PER_CHECK) {
      // Where time will not do for all steps it cools down sooner.
      const progress = Math.max(steps / mostSteps, 1 - effort.secondsLeft() / seconds);
      const temperature = hottest * (coldest / hottest) ** progress;
      const before = this.flow.visits;
      const least = this.least;
      for (let step = 0; step < STEPS_PER_CHECK; step++) this.step(temperature);
      this.sieve.learn();
      if (this.least < least || steps % STEPS_PER_WORD === 0) this.options.onLeast(this.least);
      effort.spend((this.flow.visits - before + STEPS_PER_CHECK) * OPERATIONS_PER_VISIT);
    }
    return this.best;
  }

  private step(temperature: number): void {
    const limit = -temperature * Math.log(1 - this.options.random()) + Number.MIN_VALUE;
    const moves = this.drawMoves(limit);
    if (moves === null) return;
    const before = this.flow.visits;
    const isMade = this.choice.tryMoves(moves.all, limit);
    this.choice.values.refresh();
    this.sieve.tell(moves.kind, this.flow.visits - before, isMade);
    if (!isMade || this.flow.total >= this.least) return;
    this.least = this.flow.total;
    this.best.set(this.flow.seats.pairOf);
    this.isDone ||= this.options.isEnough(this.best);
  }

  /** Of one to three leaders; null where the prices rule out that they change the total by less than the limit, or by chance. */
  private drawMoves(limit: number): Moves | null {
    const { random, alternatives } = this.options;
    const leader = this.leaders[Math.floor(random() * this.leaders.length)] ?? 0;
    const own = alternatives[leader];
    const to = own?.[Math.floor(random() * own.length)] ?? 0;
    if (to === this.choice.profileOf[leader]) return null;
    const kind = random();
    const moves = new Moves(this.choice.values, this.sieve, limit);
    moves.add({ leader, to });
    if (kind >= SHARE_OF_SINGLES + SHARE_OF_PAIRS) {
      const next = this.drawComplement(moves, false);
      if (next !== null) moves.add(next);
    }
    if (kind < SHARE_OF_SINGLES) return random() < moves.chance() ? moves : null;
    const last = this.drawComplement(moves, true);
    if (last === null) return null;
    moves.add(last);
    return moves;
  }

  /** A move of a leader near the last one; where it is the last one, by its chance, if any. */
  private drawComplement(moves: Moves, isLast: boolean): ProfileMove | null {
    const { random, alternatives } = this.options;
    let found: ProfileMove | null = null;
    let sum = 0;
    for (const leader of this.near[moves.all.at(-1)?.leader ?? 0] ?? []) {
      if (moves.all.some((move) => move.leader === leader)) continue;
      for (const to of alternatives[leader] ?? []) {
        if (to === this.choice.profileOf[leader]) continue;
        const chance = isLast ? moves.chanceWith(leader, to) : 1;
        sum += chance;
        if (chance > 0 && random() * sum < chance) found = { leader, to };
      }
    }
    return sum >= 1 || random() < sum ? found : null;
  }
}

/** Moves that are to be made together, as they are drawn. */
class Moves {
  readonly all: ProfileMove[] = [];
  private readonly sums: MoveSums;

  constructor(
    private readonly values: MoveValues,
    private readonly sieve: MoveSieve,
    private readonly limit: number,
  ) {
    this.sums = values.none();
  }

  get kind(): number {
    return this.sieve.kindOf(this.all.length, this.limit - this.values.least(this.sums));
  }

  add(move: ProfileMove): void {
    this.all.push(move);
    this.values.add(this.sums, move.leader, move.to);
  }

  /** How often they are tried if they are all. */
  chance(): number {
    return this.chanceOf(this.all.length, this.values.least(this.sums));
  }

  /** How often they are tried with this one as well. */
  chanceWith(leader: number, to: number): number {
    return this.chanceOf(this.all.length + 1, this.values.leastWith(this.sums, leader, to));
  }

  private chanceOf(leaders: number, least: number): number {
    return least < this.limit ? this.sieve.chanceOf(this.sieve.kindOf(leaders, this.limit - least)) : 0;
  }
}
