import type { CaseId, LeaderRef } from '../../domain/kernel/index.js';
import type { OverrideChange } from './override-change.js';

/** Cases, leaders and matches that changes name, however little of it there is. */
export interface Concerned {
  readonly matchIds: readonly string[];
  readonly rulingIds: readonly string[];
  readonly caseIds: readonly CaseId[];
  readonly leaderRefs: readonly LeaderRef[];
}

/** What the changes name themselves. */
export function namedBy(changes: readonly OverrideChange[]): Concerned {
  return {
    matchIds: changes.flatMap((change) => ('matchId' in change ? [change.matchId] : [])),
    rulingIds: changes.flatMap((change) => (change.kind === 'lift' ? [change.rulingId] : [])),
    caseIds: changes.flatMap((change) => ('caseId' in change ? [change.caseId] : [])),
    leaderRefs: changes.flatMap((change) => ('leaderRef' in change ? [change.leaderRef] : [])),
  };
}
