import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/candidates/index.js';
import type { Foreseen } from './foreseen.js';
import { isLive } from './moves-asked.js';
import type { OverrideChange } from './override-change.js';
import { namedBy } from './concerned.js';
import type { Scene } from './scene.js';

/** What a decision was shown, as far as somebody else could change it meanwhile. Stored with it. */
export interface SceneVersions {
  readonly runState: string;
  /** Id, version: matches named, and open ones of the cases concerned. */
  readonly matches: readonly (readonly [string, number])[];
  /** Id, version. */
  readonly cases: readonly (readonly [string, number])[];
  /** Ids of those in force on the cases concerned. */
  readonly rulings: readonly string[];
  /** Leader, last row of the ledger. */
  readonly budgets: readonly (readonly [string, number])[];
  /** Id, version: other proposals that hold the days of the leaders concerned. */
  readonly holders: readonly (readonly [string, number])[];
}

export function versionsOf(
  scene: Scene,
  changes: readonly OverrideChange[],
  { leaders }: Foreseen,
): SceneVersions {
  const named = new Set(namedBy(changes).matchIds);
  const holders = new Set(leaders.flatMap(({ heldBy }) => heldBy.map(({ matchId }) => matchId)));
  const isConcerned = ({ id, caseId, state, ...match }: Scene['matches'][number]): boolean =>
    named.has(id) ||
    (scene.cases.has(caseId) && (state === 'proposed' || isLive({ id, caseId, state, ...match })));
  return {
    runState: scene.run.state,
    matches: scene.matches.filter(isConcerned).map(({ id, version }) => [id, version] as const),
    cases: [...scene.cases.values()].map(({ caseId, version }) => [caseId, version] as const),
    rulings: scene.rulings.filter(({ isInForce }) => isInForce).map(({ id }) => id),
    budgets: [...scene.budgets].map(([ref, { lastN }]) => [ref, lastN] as const).sort(byName),
    holders: scene.matches
      .filter(({ id }) => holders.has(id))
      .map(({ id, version }) => [id, version] as const),
  };
}

/** The part of it that must not have moved when a second person approves: days are looked at afresh. */
export function isSameMatter(shown: SceneVersions, now: SceneVersions): boolean {
  const matter = ({ matches, cases, rulings }: SceneVersions): string =>
    canonicalJson({ matches, cases, rulings });
  return matter(shown) === matter(now);
}

/** Equal exactly for the same changes to what still stands as it did: the ETag of what is shown. */
export function tagOf(
  changes: readonly OverrideChange[],
  versions: SceneVersions,
  { items }: Foreseen,
): string {
  const judged = items.map(({ after, overruled, toOverrule, refusals, problem }) => ({
    ...{ after, problem: problem?.code ?? null },
    rules: [overruled, toOverrule, refusals].map((rules) => rules.map(({ code }) => code)),
  }));
  return createHash('sha256').update(canonicalJson({ changes, versions, judged })).digest('hex').slice(0, 32);
}

function byName(a: readonly [string, number], b: readonly [string, number]): number {
  return a[0] < b[0] ? -1 : 1;
}
