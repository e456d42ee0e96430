import type { LinearEngine, LinearRow, LinearSession, NewColumn } from '../../linear/index.js';
import type { Pattern } from './patterns.js';
import type { Relaxation } from './relaxation.js';

/** What the master program answers: in the terms of the aim, prices by case. */
export interface MasterAnswer {
  readonly objective: number;
  readonly prices: Float64Array;
  /** By leader: what the leader's best patterns gain at these prices, never above 0. */
  readonly leaderPrices: Float64Array;
  /** Patterns in use, by how far: above 0 up to 1. */
  readonly used: readonly UsedPattern[];
}

export interface UsedPattern {
  readonly pattern: Pattern;
  readonly share: number;
}

/** What a case beyond those that may stay uncovered costs, in dearest pairs or, for coverage, in cases. */
const EXCESS = 50;

/**
 * The restricted master program of Dantzig and Wolfe (1960; for this problem Savelsbergh 1997): each leader takes at most
 * one of the patterns known so far, each case that counts is in at least one of them or stays uncovered, and at each held
 * level no more cases stay uncovered than the aim allows. Fractions are allowed. Its dual prices say which patterns are
 * missed; with none missed its objective is the best bound that the relaxation can give.
 */
export class MasterProgram {
  private readonly session: LinearSession;
  /** Costs are divided by it, so that the engine sees figures of moderate size. */
  private readonly scale: number;
  private readonly patterns: Pattern[] = [];
  private readonly columnOf = new Map<Pattern, number>();
  private readonly others: number;

  constructor(
    private readonly relaxation: Relaxation,
    engine: LinearEngine,
  ) {
    const { compact, aim } = relaxation;
    const dearest = compact.cost.reduce((most, cost) => Math.max(most, cost), 1);
    this.scale = aim.level === null ? dearest / 100 : 1;
    const none = { columns: [], coefficients: [] };
    const rows: LinearRow[] = [
      ...Array.from(compact.level, (level) => ({
        lower: relaxation.isPriced(level) ? 1 : 0,
        upper: Infinity,
        ...none,
      })),
      ...Array.from(compact.capacity, () => ({ lower: -Infinity, upper: 1, ...none })),
      ...Array.from({ length: compact.levels }, (_, level) => ({
        lower: -Infinity,
        upper: level === aim.level ? Infinity : Math.max(0, relaxation.mostUncovered(level)),
        ...none,
      })),
    ];
    this.session = engine.open({ columns: [], rows });
    const uncovered: NewColumn[] = [];
    compact.level.forEach((level, index) => {
      if (!relaxation.isPriced(level)) return;
      const isAim = level === aim.level;
      const row = compact.cases + compact.leaders + level;
      uncovered.push({ ...variable(Number(isAim) / this.scale), rows: [index, row], coefficients: [1, 1] });
    });
    const excess = (EXCESS * (aim.level === null ? dearest : 1)) / this.scale;
    for (let level = 0; level < compact.levels; level++) {
      if (level === aim.level || !relaxation.isPriced(level)) continue;
      uncovered.push({
        ...variable(excess),
        rows: [compact.cases + compact.leaders + level],
        coefficients: [-1],
      });
    }
    this.session.addColumns(uncovered);
    this.others = uncovered.length;
  }

  add(patterns: readonly Pattern[]): void {
    const { compact, costs } = this.relaxation;
    for (const pattern of patterns) {
      this.columnOf.set(pattern, this.others + this.patterns.length);
      this.patterns.push(pattern);
    }
    this.session.addColumns(
      patterns.map((pattern): NewColumn => {
        const cost = costs === null ? 0 : pattern.reduce((sum, pair) => sum + (costs[pair] ?? 0), 0);
        const leader = compact.pairLeader[pattern[0] ?? 0] ?? 0;
        const rows = [...pattern.map((pair) => compact.pairCase[pair] ?? 0), compact.cases + leader];
        return { ...variable(cost / this.scale), rows, coefficients: rows.map(() => 1) };
      }),
    );
  }

  /** From now on the pattern is used whole. */
  hold(pattern: Pattern): void {
    const column = this.columnOf.get(pattern);
    if (column === undefined) throw new RangeError('no such pattern in the master program');
    this.session.addRow({ lower: 1, upper: Infinity, columns: [column], coefficients: [1] });
  }

  has(pattern: Pattern): boolean {
    return this.columnOf.has(pattern);
  }

  get columns(): number {
    return this.patterns.length + this.relaxation.compact.cases;
  }

  /** Null: no answer in this time, or from this engine. */
  solve(seconds: number): MasterAnswer | null {
    const outcome = this.session.solve({
      timeLimitSeconds: seconds,
      relativeGap: 0,
      absoluteGap: 0,
      seed: 1,
      nodeLimit: null,
      start: null,
      onProgress: null,
    });
    if (outcome.kind !== 'optimal' || outcome.rowPrices === null) return null;
    const { rowPrices } = outcome;
    const { compact } = this.relaxation;
    const prices = Float64Array.from({ length: compact.cases }, (_, index) => {
      const highest = this.relaxation.highestPrice(compact.level[index] ?? 0);
      return Math.min(highest, Math.max(0, (rowPrices[index] ?? 0) * this.scale));
    });
    const leaderPrices = Float64Array.from({ length: compact.leaders }, (_, leader) =>
      Math.min(0, (rowPrices[compact.cases + leader] ?? 0) * this.scale),
    );
    const used = this.patterns.flatMap((pattern, index) => {
      const share = outcome.values[this.others + index] ?? 0;
      return share > 1e-6 ? [{ pattern, share }] : [];
    });
    return { objective: outcome.objective * this.scale, prices, leaderPrices, used };
  }

  dispose(): void {
    this.session.dispose();
  }
}

function variable(cost: number) {
  return { cost, lower: 0, upper: Infinity, integer: false };
}

/** The program is disposed of in the end. */
export function withMaster<T>(
  relaxation: Relaxation,
  engine: LinearEngine,
  use: (master: MasterProgram) => T,
): T {
  const master = new MasterProgram(relaxation, engine);
  try {
    return use(master);
  } finally {
    master.dispose();
  }
}
