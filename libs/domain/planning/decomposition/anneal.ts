import type { Compact } from './compact.js';
import type { Effort } from './effort.js';
import { isBetter, keep, type KeptPlan, type Roster } from './roster.js';

export interface AnnealOptions {
  readonly random: () => number;
  readonly effort: Effort;
  /** Temperatures in cost units, from first to last. */
  readonly hottest: number;
  readonly coldest: number;
  /** By level: what leaving one case out weighs, in cost units. */
  readonly uncoveredWeight: Float64Array;
  /** Used in place of the costs when the search looks for coverage. */
  readonly costs: Float64Array;
  /** Pairs that the search may use, by case and best first: those of case j from `start[j]` up to `start[j + 1]`. */
  readonly menu: Menu;
  readonly mostSteps: number;
}

export interface Menu {
  readonly start: Int32Array;
  readonly pairs: Int32Array;
}

/** The pairs whose rank is at most `highest`, each case's in order of rank; a case has at least one where it has any pair. */
export function menuOf(compact: Compact, rank: Float64Array, highest: number): Menu {
  const start = new Int32Array(compact.cases + 1);
  const pairs: number[] = [];
  for (let index = 0; index < compact.cases; index++) {
    const own: number[] = [];
    for (let pair = compact.caseStart[index] ?? 0; pair < (compact.caseStart[index + 1] ?? 0); pair++)
      own.push(pair);
    own.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b);
    own.forEach((pair, position) => {
      if (position < 2 || (rank[pair] ?? 0) <= highest) pairs.push(pair);
    });
    start[index + 1] = pairs.length;
  }
  return { start, pairs: Int32Array.from(pairs) };
}

const MOST_LEADERS_EMPTIED = 5;
const BLINK = 0.03;
const STEPS_PER_CHECK = 256;

/**
 * Ruin and recreate (Schrimpf and others 2000; Christiaens and Vanden Berghe 2020): a few neighbouring leaders give up what
 * they hold, and those cases, with uncovered ones nearby, are placed again one by one where they cost least, now and then
 * not quite. Worse plans are accepted by simulated annealing. Returns the best plan seen: coverage first, level by level.
 */
export function anneal(roster: Roster, options: AnnealOptions): KeptPlan {
  const search = new Annealing(roster, options);
  let best = keep(roster);
  let steps = 0;
  const seconds = options.effort.secondsLeft();
  while (steps < options.mostSteps && !options.effort.isOver()) {
    // Where time will not do for all steps it cools down sooner, or the end would be as hot as the middle.
    const spent = Number.isFinite(seconds) ? 1 - options.effort.secondsLeft() / seconds : 0;
    const progress = Math.max(steps / options.mostSteps, spent);
    const temperature = options.hottest * (options.coldest / options.hottest) ** progress;
    for (let k = 0; k < STEPS_PER_CHECK; k++) {
      if (search.step(temperature) && isBetter(roster, best)) best = keep(roster);
    }
    steps += STEPS_PER_CHECK;
    options.effort.spend(STEPS_PER_CHECK * 1200);
  }
  return best;
}

class Annealing {
  private readonly freed: Int32Array;
  private readonly before: Int32Array;
  private readonly order: Float64Array;
  /** By case: the step in which it was freed last. */
  private readonly freedIn: Int32Array;
  private steps = 0;
  private freedCount = 0;
  private change = 0;

  constructor(
    private readonly roster: Roster,
    private readonly options: AnnealOptions,
  ) {
    this.freed = new Int32Array(roster.compact.cases);
    this.before = new Int32Array(roster.compact.cases);
    this.freedIn = new Int32Array(roster.compact.cases);
    this.order = new Float64Array(roster.compact.cases);
  }

  /** Whether the plan changed. */
  step(temperature: number): boolean {
    this.freedCount = 0;
    this.change = 0;
    this.steps += 1;
    this.ruin();
    this.shuffle();
    for (let k = 0; k < this.freedCount; k++) this.insert(this.freed[k] ?? 0);
    if (this.change <= 0 || this.options.random() < Math.exp(-this.change / temperature)) return true;
    this.undo();
    return false;
  }

  private ruin(): void {
    const { roster, options } = this;
    const { compact } = roster;
    const seed = Math.floor(options.random() * compact.cases);
    const { menu } = options;
    const first = menu.start[seed] ?? 0;
    const count = (menu.start[seed + 1] ?? 0) - first;
    const wanted = Math.min(count, 1 + Math.floor(options.random() * MOST_LEADERS_EMPTIED));
    this.free(seed);
    for (let k = 0; k < wanted; k++) {
      // The front of the menu twice as often.
      const pair = menu.pairs[first + Math.floor(Math.min(options.random(), options.random()) * count)] ?? 0;
      this.empty(compact.pairLeader[pair] ?? 0);
    }
  }

  /** Frees what the leader holds, and names uncovered cases that the leader could take. */
  private empty(leader: number): void {
    const { roster, options } = this;
    const { compact } = roster;
    const from = compact.leaderStart[leader] ?? 0;
    while ((roster.heldCount[leader] ?? 0) > 0) {
      this.free(compact.pairCase[roster.held[from] ?? 0] ?? 0);
    }
    let uncovered = roster.compact.cases;
    for (let level = 0; level < compact.levels; level++) uncovered -= roster.covered[level] ?? 0;
    if (uncovered <= this.freedCount) return;
    const to = compact.leaderStart[leader + 1] ?? 0;
    for (let position = from; position < to; position++) {
      const index = compact.pairCase[compact.leaderPair[position] ?? 0] ?? 0;
      if (roster.pairOf[index] === -1 && options.random() < 0.5) this.free(index);
    }
  }

  private free(index: number): void {
    const { roster } = this;
    if (this.freedIn[index] === this.steps) return;
    this.freedIn[index] = this.steps;
    const pair = roster.pairOf[index] ?? -1;
    this.freed[this.freedCount] = index;
    this.before[this.freedCount] = pair;
    this.freedCount += 1;
    if (pair < 0) return;
    this.change += this.weightOf(index) - (this.options.costs[pair] ?? 0);
    roster.remove(pair);
  }

  private weightOf(index: number): number {
    return this.options.uncoveredWeight[this.roster.compact.level[index] ?? 0] ?? 0;
  }

  /** Sorts what was freed: best level first, then by one of several rules. */
  private shuffle(): void {
    const { compact } = this.roster;
    const { random } = this.options;
    const rule = random();
    for (let k = 0; k < this.freedCount; k++) {
      const index = this.freed[k] ?? 0;
      const first = compact.caseStart[index] ?? 0;
      const weight = compact.weight[first] ?? 0;
      const key = rule < 0.4 ? random() : rule < 0.7 ? -weight + random() : weight + random();
      const sorted = key + (compact.level[index] ?? 0) * 1e6;
      const before = this.before[k] ?? 0;
      let at = k;
      while (at > 0 && (this.order[at - 1] ?? 0) > sorted) {
        this.order[at] = this.order[at - 1] ?? 0;
        this.freed[at] = this.freed[at - 1] ?? 0;
        this.before[at] = this.before[at - 1] ?? 0;
        at -= 1;
      }
      this.order[at] = sorted;
      this.freed[at] = index;
      this.before[at] = before;
    }
  }

  private insert(index: number): void {
    const { roster, options } = this;
    const { start, pairs } = options.menu;
    const to = start[index + 1] ?? 0;
    for (let position = start[index] ?? 0; position < to; position++) {
      const pair = pairs[position] ?? 0;
      if (!roster.hasRoom(pair) || options.random() < BLINK) continue;
      this.change += (options.costs[pair] ?? 0) - this.weightOf(index);
      roster.place(pair);
      return;
    }
  }

  private undo(): void {
    const { roster } = this;
    for (let k = 0; k < this.freedCount; k++) {
      const pair = roster.pairOf[this.freed[k] ?? 0] ?? -1;
      if (pair >= 0) roster.remove(pair);
    }
    for (let k = 0; k < this.freedCount; k++) {
      const pair = this.before[k] ?? -1;
      if (pair >= 0) roster.place(pair);
    }
  }
}
