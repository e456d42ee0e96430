import type { Facts } from '../../kernel/index.js';
import type { PairRefusalCode } from '../codes.js';
import type { Pair } from '../pair.js';

/** One hard rule about a pair. */
export interface PairRule {
  /** The file name of the rule without `.rule.ts`. */
  readonly code: PairRefusalCode;
  /** True where a reviewer may place the pair all the same: limits of travel and fit, an earlier no; never days or ties. */
  readonly overrulable: boolean;
  /** True where the answer depends on the distance: asked last, since a distance costs the most to know. */
  readonly needsDistance: boolean;
  /** The facts when the rule refuses the pair, null when it does not. */
  readonly refuses: (pair: Pair) => Facts | null;
}
