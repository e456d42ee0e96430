import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, type Refusal } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import {
  type ChangesRefusal,
  checkPossible,
  countChanges,
  type PossibleRefusal,
  readMatter,
} from './decide.js';
import type { Foreseen } from './foreseen.js';
import type { OverrideChange } from './override-change.js';
import { shownEffects } from './own-region.queries.js';
import { SceneQueries } from './scene.queries.js';

export interface ForeseeOverrideInput {
  readonly runId: string;
  readonly changes: readonly OverrideChange[];
}

export interface ForeseenOverride {
  readonly effect: Foreseen;
  /** The first thing that stands in the way; null: the changes can be made. */
  readonly refusal: Refusal<PossibleRefusal> | null;
  /** Names how everything shown stands: hand it back to make exactly these changes. */
  readonly tag: string;
}

/** What changes to the matches of a run would do. Reads only, as of one moment. */
@Injectable()
export class ForeseeOverride {
  constructor(
    private readonly database: Database,
    private readonly scenes: SceneQueries,
  ) {}

  async execute(
    actor: Actor,
    { runId, changes }: ForeseeOverrideInput,
  ): Promise<Outcome<ForeseenOverride, 'unknown-run' | ChangesRefusal>> {
    const counted = countChanges(changes);
    if (!counted.ok) return counted;
    return this.database.transaction<Outcome<ForeseenOverride, 'unknown-run'>>(
      actor,
      async (manager) => {
        const matter = await readMatter(manager, actor, this.scenes, runId, changes);
        if (!matter.ok) return matter;
        const { candidates: _candidates, ...foreseen } = matter.value.foreseen;
        const [effect = foreseen] = await shownEffects(manager, matter.value.scene.run.offer, [foreseen]);
        const possible = checkPossible(matter.value.foreseen);
        const { tag } = matter.value;
        return accepted({ effect, tag, refusal: possible.ok ? null : possible.refusal });
      },
      { isolation: 'REPEATABLE READ', planOnce: true },
    );
  }
}
