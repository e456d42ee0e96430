import type { Effort } from './effort.js';
import type { Multipliers } from './multipliers.js';
import { bestPatterns, type Pattern } from './patterns.js';
import { rankFor } from './penalties.js';
import type { SearchContext } from './search-context.js';
import { betterOneWindow, type WindowOptions } from './windows.js';

/** What the search for the score knows so far. */
export interface ScoreState {
  readonly found: Multipliers;
  /** By pair: how much the bound rises at least when the pair is matched. */
  readonly penalties: Float64Array;
}

export const WINDOW_LEADERS = 60;
const WINDOW_PATTERNS = 30;
/** Windows are solved so much more closely than the whole plan is. */
const SHARE_OF_GAP = 0.1;
const CASES_DRAWN = 8;

/** Lowers the score by choosing anew for some leaders at a time, around cases whose pairs cost most against the bound. */
export class ScoreWindows {
  /** By leader: what windows choose from. */
  private readonly patterns = new Map<number, readonly Pattern[]>();

  constructor(private readonly context: SearchContext) {}

  /** Whether one window takes in all leaders. */
  get isOne(): boolean {
    return this.context.compact.leaders <= WINDOW_LEADERS;
  }

  /** Windows then choose from the pool as it is. */
  forgetPatterns(): void {
    this.patterns.clear();
  }

  options({ found, penalties }: ScoreState, effort: Effort, leaders: number): WindowOptions {
    const { compact } = this.context;
    const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
    return {
      ...this.context,
      effort,
      costs: compact.cost,
      uncoveredCost: Array.from(
        { length: compact.levels },
        (_, level) => 10 * dearest * 10 ** Math.min(2, compact.levels - 1 - level),
      ),
      heldLevels: compact.levels,
      patternsOf: (leader) => this.patternsOf(leader, found.prices),
      rank: penalties,
      highestRank: rankFor(penalties, 4 * compact.cases),
      leaders: Math.round(leaders),
      nearShare:
        (SHARE_OF_GAP * (this.context.roster.cost - found.value)) / Math.max(1, this.context.roster.cost),
    };
  }

  /** Windows of so many leaders, one after the other, until too many in a row better nothing. */
  better(
    state: ScoreState,
    {
      effort,
      leaders,
      isDone,
    }: { readonly effort: Effort; readonly leaders: number; readonly isDone: () => boolean },
  ): void {
    const { roster, compact } = this.context;
    const hope = new Float64Array(compact.cases).fill(1);
    let fruitless = 0;
    const patience = this.isOne ? 1 : 10 + (3 * compact.leaders) / leaders;
    while (fruitless < patience && !effort.isOver() && !isDone()) {
      const seed = this.hopefulCase(hope, state.penalties);
      const found = betterOneWindow(roster, [seed], this.options(state, effort, leaders));
      fruitless = found ? 0 : fruitless + 1;
      hope[seed] = (hope[seed] ?? 1) * (found ? 0.7 : 0.25);
    }
  }

  private patternsOf(leader: number, prices: Float64Array): readonly Pattern[] {
    const known = this.patterns.get(leader);
    if (known !== undefined) return known;
    const { compact } = this.context;
    const valuation = { compact, costs: compact.cost, prices };
    const own = [...this.context.pool.of(leader), ...bestPatterns(valuation, leader, WINDOW_PATTERNS)];
    this.patterns.set(leader, own);
    return own;
  }

  /** Of some drawn at random, the case whose pair costs most against the bound and that was not tried in vain yet. */
  private hopefulCase(hope: Float64Array, penalties: Float64Array): number {
    const { roster, compact, random } = this.context;
    let best = 0;
    let most = -1;
    for (let draw = 0; draw < CASES_DRAWN; draw++) {
      const index = Math.floor(random() * compact.cases);
      const pair = roster.pairOf[index] ?? -1;
      const regret = pair < 0 ? 0 : (penalties[pair] ?? 0);
      const own = (regret + 1e-3) * (hope[index] ?? 1);
      if (own <= most) continue;
      most = own;
      best = index;
    }
    return best;
  }
}
