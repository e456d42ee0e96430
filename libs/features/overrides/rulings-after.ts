import { pairKey, type PairRuling } from '../../domain/candidates/index.js';
import type { Refusal } from '../../domain/kernel/index.js';
import { isLive, type MoveAsked, no } from './moves-asked.js';
import type { Scene } from './scene.js';

/** What is in force once the moves lift what they lift and rule what they rule. */
export function rulingsAfter(scene: Scene, moves: readonly MoveAsked[]): readonly PairRuling[] {
  const lifted = new Set(moves.flatMap(({ lifts }) => (lifts === null ? [] : [lifts.id])));
  const staying = scene.rulings.filter(({ id, isInForce }) => isInForce && !lifted.has(id));
  return [
    ...staying.map(({ kind, leaderRef, caseId }) => ({ kind, leaderRef, caseId })),
    ...moves.flatMap(({ rules }) => (rules === null ? [] : [rules])),
  ];
}

/** A pin is kept, a ban takes no standing match away by itself, and no pair is ruled twice. */
export function rulingProblem(
  scene: Scene,
  moves: readonly MoveAsked[],
  after: readonly PairRuling[],
  move: MoveAsked,
): Refusal | null {
  const { rules, ends, places, supportCase } = move;
  const caseId = supportCase?.caseId;
  if (caseId === undefined) return null;
  if (rules !== null) {
    const twice = after.filter((other) => other.caseId === caseId && clashes(other, rules));
    if (twice.length > 1) return no('ruled-already', { caseId, leaderRef: rules.leaderRef });
    return rules.kind === 'forbid' ? standingProblem(scene, moves, rules) : null;
  }
  if (ends === null && places === null) return null;
  const pin = after.find((other) => other.kind === 'pin' && other.caseId === caseId);
  if (pin === undefined || pin.leaderRef === places?.leaderRef) return null;
  // A pin to another leader made in the same go is meant for the runs to come.
  const isNew = moves.some((other) => other.rules !== null && pairKey(other.rules) === pairKey(pin));
  return isNew ? null : no('case-pinned', { caseId, leaderRef: pin.leaderRef });
}

function clashes(other: PairRuling, rules: PairRuling): boolean {
  return (
    pairKey(other) === pairKey(rules) || (other.kind === 'pin' && rules.kind === 'pin') // one pin a case
  );
}

function standingProblem(scene: Scene, moves: readonly MoveAsked[], rules: PairRuling): Refusal | null {
  const ended = new Set(moves.flatMap(({ ends }) => (ends === null ? [] : [ends.id])));
  const standing = scene.matches.find(
    (match) =>
      pairKey(match) === pairKey(rules) &&
      !ended.has(match.id) &&
      (isLive(match) || (match.state === 'proposed' && match.runId === scene.run.id)),
  );
  if (standing === undefined) return null;
  const { caseId, leaderRef, id } = standing;
  return no('pair-stands', { caseId, leaderRef, matchId: id });
}
