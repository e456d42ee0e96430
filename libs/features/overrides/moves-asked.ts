import type { PairRefusalCode } from '../../domain/candidates/index.js';
import { type CaseId, type Facts, type LeaderRef, type Refusal, refused } from '../../domain/kernel/index.js';
import { LIVE_MATCH_STATES, transition } from '../../domain/lifecycle/index.js';
import type { Ruling } from '../matches/index.js';
import type { OverrideChange } from './override-change.js';
import type { Scene, SceneCase, SceneMatch } from './scene.js';

export type ChangeProblem =
  | 'unknown-match'
  | 'unknown-case'
  | 'unknown-leader'
  | 'unknown-ruling'
  | 'match-of-another-run'
  | 'run-not-open'
  | 'not-possible-in-this-state'
  | 'case-named-twice'
  | 'case-has-match'
  | 'case-not-matchable'
  | 'case-pinned'
  | 'same-leader'
  | 'pair-stands'
  | 'ruled-already'
  | 'ruling-lifted'
  | 'not-overrulable';

/** A change beside what it is about. */
export interface MoveAsked {
  readonly change: OverrideChange;
  readonly supportCase: SceneCase | null;
  /** The match that ends. */
  readonly ends: SceneMatch | null;
  readonly places: {
    readonly leaderRef: LeaderRef;
    /** True: published at once. */
    readonly isLive: boolean;
    readonly overrule: readonly PairRefusalCode[];
  } | null;
  readonly lifts: Ruling | null;
  readonly rules: Pick<Ruling, 'kind' | 'leaderRef' | 'caseId'> | null;
  readonly problem: Refusal | null;
}

const OPEN_RUNS: readonly string[] = ['solved', 'published'];

export function isLive({ state }: SceneMatch): boolean {
  return LIVE_MATCH_STATES.some((live) => live === state);
}

/** What each change asks for, and the first thing that stands in its way by itself. */
export function movesAsked(scene: Scene, changes: readonly OverrideChange[]): readonly MoveAsked[] {
  const asked = changes.map((change) => moveOf(scene, change));
  const named = new Map<CaseId, number>();
  for (const { supportCase, ends, places } of asked) {
    if (supportCase === null || (ends === null && places === null)) continue;
    named.set(supportCase.caseId, (named.get(supportCase.caseId) ?? 0) + 1);
  }
  return asked.map((move) => {
    const caseId = move.supportCase?.caseId ?? '';
    const twice = (move.ends !== null || move.places !== null) && (named.get(caseId) ?? 0) > 1;
    return twice ? { ...move, problem: move.problem ?? no('case-named-twice', { caseId }) } : move;
  });
}

function moveOf(scene: Scene, change: OverrideChange): MoveAsked {
  const nothing: MoveAsked = {
    ...{ change, supportCase: null, ends: null, places: null },
    ...{ lifts: null, rules: null, problem: null },
  };
  switch (change.kind) {
    case 'reassign':
    case 'unassign':
      return endingMove(scene, change, nothing);
    case 'place':
      return placingMove(scene, change, nothing);
    case 'pin':
    case 'forbid': {
      const { kind, caseId, leaderRef } = change;
      const supportCase = scene.cases.get(caseId) ?? null;
      const problem = supportCase === null ? no('unknown-case', { caseId }) : leaderProblem(scene, leaderRef);
      return { ...nothing, supportCase, rules: { kind, caseId, leaderRef }, problem };
    }
    case 'lift': {
      const { rulingId } = change;
      const ruling = scene.rulings.find(({ id }) => id === rulingId);
      if (ruling?.offer !== scene.run.offer)
        return { ...nothing, problem: no('unknown-ruling', { rulingId }) };
      const supportCase = scene.cases.get(ruling.caseId) ?? null;
      const problem = ruling.isInForce ? null : no('ruling-lifted', { rulingId });
      return { ...nothing, supportCase, lifts: ruling, problem };
    }
  }
}

function endingMove(
  scene: Scene,
  change: Extract<OverrideChange, { kind: 'reassign' | 'unassign' }>,
  nothing: MoveAsked,
): MoveAsked {
  const { matchId } = change;
  const match = scene.matches.find(({ id }) => id === matchId);
  if (match === undefined) return { ...nothing, problem: no('unknown-match', { matchId }) };
  const supportCase = scene.cases.get(match.caseId) ?? null;
  const places =
    change.kind === 'unassign'
      ? null
      : { leaderRef: change.leaderRef, isLive: isLive(match), overrule: change.overrule ?? [] };
  const event = transition('match', match.state, 'supersede');
  const problem =
    match.runId !== scene.run.id
      ? no('match-of-another-run', { matchId, runId: match.runId })
      : (runProblem(scene) ??
        (event.ok ? null : event.refusal) ??
        (places === null ? null : leaderProblem(scene, places.leaderRef)) ??
        (places?.leaderRef === match.leaderRef
          ? no('same-leader', { caseId: match.caseId, leaderRef: match.leaderRef })
          : null));
  return { ...nothing, supportCase, ends: match, places, problem };
}

function placingMove(
  scene: Scene,
  change: Extract<OverrideChange, { kind: 'place' }>,
  nothing: MoveAsked,
): MoveAsked {
  const { caseId, leaderRef, overrule = [], publish = scene.run.state === 'published' } = change;
  const supportCase = scene.cases.get(caseId) ?? null;
  const places = { leaderRef, isLive: publish, overrule };
  if (supportCase === null) return { ...nothing, places, problem: no('unknown-case', { caseId }) };
  const standing = scene.matches.find(
    (match) =>
      match.caseId === caseId &&
      (isLive(match) || (match.runId === scene.run.id && match.state === 'proposed')),
  );
  const problem =
    runProblem(scene, publish) ??
    leaderProblem(scene, leaderRef) ??
    (standing === undefined
      ? null
      : no('case-has-match', { caseId, leaderRef: standing.leaderRef, matchId: standing.id }));
  return { ...nothing, supportCase, places, problem };
}

/** A proposal may be placed while the run is open; published at once only where the run is. */
function runProblem({ run }: Scene, publishes = false): Refusal | null {
  const isOpen = publishes ? run.state === 'published' : OPEN_RUNS.includes(run.state);
  return isOpen ? null : no('run-not-open', { runId: run.id, state: run.state });
}

function leaderProblem({ snapshot }: Scene, leaderRef: LeaderRef): Refusal | null {
  const isKnown = snapshot.leaders.some((leader) => leader.leaderRef === leaderRef);
  return isKnown ? null : no('unknown-leader', { leaderRef });
}

export function no(code: ChangeProblem, facts: Facts): Refusal<ChangeProblem> {
  return refused(code, facts).refusal;
}
