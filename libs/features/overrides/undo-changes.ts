import type { PairRefusalCode } from '../../domain/candidates/index.js';
import type { DecisionOutcome, DoneChange } from './carry-out.js';
import type { Foreseen } from './foreseen.js';
import type { OverrideChange } from './override-change.js';

/**
 * The changes that bring back what a decision replaced. A published match comes back as published: its leader is asked
 * again. Rules that the earlier pair broke by leave stay overruled.
 *
 * @param effect what the decision was shown, of the same changes
 * @param overruledBefore by match: the rules that the pair which ended was allowed to break
 */
export function undoChanges(
  { items }: DecisionOutcome,
  effect: Foreseen,
  overruledBefore: ReadonlyMap<string, readonly PairRefusalCode[]>,
): readonly OverrideChange[] {
  return items.map((done, index) => {
    const overrule = overruledBefore.get(done.matchBefore ?? '') ?? [];
    const wasProposed = effect.items[index]?.stateBefore === 'proposed';
    return undoOf(done, overrule, wasProposed);
  });
}

function undoOf(
  { kind, caseId, leaderBefore, leaderAfter, matchAfter, rulingId, rulingKind }: DoneChange,
  overrule: readonly PairRefusalCode[],
  wasProposed: boolean,
): OverrideChange {
  const back = { leaderRef: leaderBefore ?? '', ...(overrule.length > 0 ? { overrule } : {}) };
  switch (kind) {
    case 'reassign':
      return { kind: 'reassign', matchId: matchAfter ?? '', ...back };
    case 'unassign':
      return { kind: 'place', caseId, publish: !wasProposed, ...back };
    case 'place':
      return { kind: 'unassign', matchId: matchAfter ?? '' };
    case 'pin':
    case 'forbid':
      return { kind: 'lift', rulingId: rulingId ?? '' };
    case 'lift':
      return rulingKind === 'pin'
        ? {
            kind: 'pin',
            caseId,
            ...back,
            overrule: ['outside-travel-limit', 'outside-run-limit', 'phase-not-offered'],
          }
        : { kind: 'forbid', caseId, leaderRef: leaderBefore ?? leaderAfter ?? '' };
  }
}
