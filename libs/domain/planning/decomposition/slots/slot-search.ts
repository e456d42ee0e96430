import type { Effort } from '../effort.js';
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
}

const NEAREST_LEADERS = 40;
/** How often one, two or three leaders change their profiles together: with few days to spare one alone hardly ever can. */
const SHARE_OF_SINGLES = 0.2;
const SHARE_OF_PAIRS = 0.4;
const STEPS_PER_CHECK = 64;
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
      for (let step = 0; step < STEPS_PER_CHECK; step++) this.step(temperature);
      effort.spend((this.flow.visits - before + STEPS_PER_CHECK) * OPERATIONS_PER_VISIT);
    }
    return this.best;
  }

  private step(temperature: number): void {
    const limit = -temperature * Math.log(1 - this.options.random()) + Number.MIN_VALUE;
    const moves = this.drawMoves(limit);
    if (moves === null || !this.choice.tryMoves(moves, limit)) return;
    if (this.flow.total >= this.least) return;
    this.least = this.flow.total;
    this.best.set(this.flow.seats.pairOf);
    this.isDone ||= this.options.isEnough(this.best);
  }

  /** Of one to three leaders; null where the prices rule out that they change the total by less than the limit. */
  private drawMoves(limit: number): readonly ProfileMove[] | null {
    const { random, alternatives } = this.options;
    const leader = this.leaders[Math.floor(random() * this.leaders.length)] ?? 0;
    const own = alternatives[leader];
    const to = own?.[Math.floor(random() * own.length)] ?? 0;
    if (to === this.choice.profileOf[leader]) return null;
    const moves: ProfileMove[] = [{ leader, to }];
    let change = this.choice.leastChange(leader, to);
    const kind = random();
    const wanted = kind < SHARE_OF_SINGLES ? 1 : kind < SHARE_OF_SINGLES + SHARE_OF_PAIRS ? 2 : 3;
    while (moves.length < wanted) {
      const room = moves.length === wanted - 1 ? limit - change : Infinity;
      const next = this.drawComplement(moves, room);
      if (next === null) break;
      moves.push(next);
      change += this.choice.leastChange(next.leader, next.to);
    }
    return change < limit ? moves : null;
  }

  /** Any move of a leader near the last one that does not change the total by `room` or more, by the prices. */
  private drawComplement(moves: readonly ProfileMove[], room: number): ProfileMove | null {
    const { random, alternatives } = this.options;
    let found: ProfileMove | null = null;
    let count = 0;
    for (const leader of this.near[moves.at(-1)?.leader ?? 0] ?? []) {
      if (moves.some((move) => move.leader === leader)) continue;
      for (const to of alternatives[leader] ?? []) {
        if (to === this.choice.profileOf[leader] || this.choice.leastChange(leader, to) >= room) continue;
        count += 1;
        if (random() * count < 1) found = { leader, to };
      }
    }
    return found;
  }
}
