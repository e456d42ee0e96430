import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import {
  type ForeseenOverride,
  ForeseeOverride,
  type ForeseeOverrideInput,
} from './foresee-override.use-case.js';
import { MakeOverride, type MadeOverride, type MakeOverrideRefusal } from './make-override.use-case.js';
import { OverridesQueries } from './overrides.queries.js';
import { undoChanges } from './undo-changes.js';

export interface UndoOverrideInput {
  readonly decisionId: string;
  readonly reasonCode: string;
  readonly reason: string;
  /** The tag of the effect that the person saw; absent: whatever it is now. */
  readonly tag?: string;
}

export type UndoOverrideRefusal = MakeOverrideRefusal | 'unknown-override';

/**
 * Takes a decision back by another one, which restores what it replaced where that is still possible: the refusals are
 * those of any decision. Nothing is erased: both stay readable.
 */
@Injectable()
export class UndoOverride {
  constructor(
    private readonly overrides: OverridesQueries,
    private readonly makeOverride: MakeOverride,
    private readonly foreseeOverride: ForeseeOverride,
  ) {}

  async execute(
    actor: Actor,
    { decisionId, ...input }: UndoOverrideInput,
  ): Promise<Outcome<MadeOverride, UndoOverrideRefusal>> {
    const changes = await this.changes(decisionId);
    if (!changes.ok) return changes;
    return this.makeOverride.execute(actor, { ...changes.value, ...input, undoes: decisionId });
  }

  /** What undoing would do. */
  async foresee(
    actor: Actor,
    decisionId: string,
  ): Promise<Outcome<ForeseenOverride & ForeseeOverrideInput, UndoOverrideRefusal>> {
    const changes = await this.changes(decisionId);
    if (!changes.ok) return changes;
    const foreseen = await this.foreseeOverride.execute(actor, changes.value);
    return foreseen.ok ? accepted({ ...foreseen.value, ...changes.value }) : foreseen;
  }

  private async changes(
    decisionId: string,
  ): Promise<Outcome<ForeseeOverrideInput, 'unknown-override' | 'not-possible-in-this-state'>> {
    const decision = await this.overrides.find(decisionId);
    if (decision === null) return refused('unknown-override', { decisionId });
    const { state, outcome, effect, runId } = decision;
    const undone = transition('decision', state, 'undo');
    if (!undone.ok) return undone;
    if (outcome === null) return refused('not-possible-in-this-state');
    const ended = outcome.items.flatMap(({ matchBefore }) => (matchBefore === null ? [] : [matchBefore]));
    const overruled = await this.overrides.overruledOf(ended);
    return accepted({ runId, changes: undoChanges(outcome, effect, overruled) });
  }
}
