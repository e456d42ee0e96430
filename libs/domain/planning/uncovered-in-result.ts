import type { CaseInResult, RefusalCount } from '../candidates/index.js';
import type { Facts } from '../kernel/index.js';
import type { Remedy } from './nearest-remedy.js';

/** One case that a run leaves without a leader, and why. */
export interface UncoveredInResult extends CaseInResult {
  /** Code of the planner, e.g. `no-candidate`, `all-candidates-full`. */
  readonly reason: string;
  readonly facts: Facts;
  /** Leaders whom no hard rule refuses. */
  readonly candidates: number;
  /** In the order of the rules; rules that refuse nobody are left out. */
  readonly refusals: readonly RefusalCount[];
  /** Null: no single change would do. */
  readonly nearestRemedy: Remedy | null;
}
