import type { LinearEngine } from '../../linear/index.js';
import type { Compact } from './compact.js';
import type { PatternPool } from './patterns.js';
import type { Multipliers } from './multipliers.js';
import type { ProfileCut } from './profile-program.js';
import type { Roster } from './roster.js';

/** What the searches of one component work with; the roster always holds the best plan between them. */
export interface SearchContext {
  readonly compact: Compact;
  readonly roster: Roster;
  readonly engine: LinearEngine;
  readonly random: () => number;
  readonly seed: number;
  /** All patterns that were generated. */
  readonly pool: PatternPool;
  /** Where profiles say all about what fits: what was found to make them stronger. Else null. */
  readonly cuts: ProfileCut[] | null;
  /** The bound of the score that was found last, and what it holds for. */
  knownScore: KnownScore | null;
}

export interface KnownScore {
  /** By level: most cases that may stay uncovered. */
  readonly mostUncovered: readonly number[];
  readonly found: Multipliers;
  /** See `PricedScore`. */
  readonly isFromProgram: boolean;
}
