import type { ChangedMatch } from '../../domain/planning/index.js';
import type { RunMatchView } from '../matches/index.js';
import type { OverrideChange } from './override-change.js';

/**
 * The planner's answer to a change as changes of its own, every case that moves among them. `overrule` goes with the
 * cases that the question named: the planner moves others within the rules.
 */
export function changesOfEffect(
  changed: readonly ChangedMatch[],
  matches: readonly RunMatchView[],
  overrule: Extract<OverrideChange, { kind: 'place' }>['overrule'] = [],
): readonly OverrideChange[] {
  const proposals = new Map(
    matches.filter(({ state }) => state === 'proposed').map((match) => [match.caseId, match]),
  );
  return changed.flatMap(({ case: caseId, after, reason }): OverrideChange[] => {
    const match = proposals.get(caseId);
    const set = reason === 'asked' && overrule.length > 0 ? { overrule } : {};
    if (after === null) return match === undefined ? [] : [{ kind: 'unassign', matchId: match.id }];
    if (match === undefined) return [{ kind: 'place', caseId, leaderRef: after, publish: false, ...set }];
    if (match.leaderRef === after) return [];
    return [{ kind: 'reassign', matchId: match.id, leaderRef: after, ...set }];
  });
}
