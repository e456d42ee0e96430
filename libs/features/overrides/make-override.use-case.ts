import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import type { DecisionState } from '../../domain/lifecycle/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { type Audited, type AuditEvent, writeAudited } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import type { PublishMatchesRefusal } from '../matches/index.js';
import { carryOut } from './carry-out.js';
import {
  type ChangesRefusal,
  checkPossible,
  countChanges,
  lockMatter,
  type Matter,
  parseReason,
  type PossibleRefusal,
  type ReasonRefusal,
} from './decide.js';
import {
  insertDecision,
  lockDecision,
  type LockedDecision,
  type NewDecision,
  settleDecision,
} from './decisions.repository.js';
import type { OverrideChange } from './override-change.js';
import { SceneQueries } from './scene.queries.js';

export interface MakeOverrideInput {
  readonly runId: string;
  readonly changes: readonly OverrideChange[];
  readonly reasonCode: string;
  /** At most 1,000 characters. */
  readonly reason: string;
  /** The tag of the effect that the person saw; absent: whatever it is now. */
  readonly tag?: string;
  /** The decision that this one takes back. */
  readonly undoes?: string;
  /** The planner's answer that it adopts. */
  readonly effectId?: string;
}

export interface MadeOverride {
  readonly decisionId: string;
  readonly state: DecisionState;
}

/** `overtaken`: something that was shown has changed since (`now`: the tag of how it stands). */
export type MakeOverrideRefusal =
  | ReasonRefusal
  | ChangesRefusal
  | PossibleRefusal
  | PublishMatchesRefusal
  | 'unknown-run'
  | 'overtaken'
  | 'not-possible-in-this-state';

/**
 * A reviewer's decision about the matches of a run: everything it does commits together, or nothing does. Where the offer
 * asks for a second person, it is only kept, and changes nothing until somebody else approves it.
 */
@Injectable()
export class MakeOverride {
  constructor(
    private readonly database: Database,
    private readonly scenes: SceneQueries,
  ) {}

  async execute(actor: Actor, input: MakeOverrideInput): Promise<Outcome<MadeOverride, MakeOverrideRefusal>> {
    const given = parseReason(input);
    if (!given.ok) return given;
    const counted = countChanges(input.changes);
    if (!counted.ok) return counted;
    return this.database.transaction<Outcome<MadeOverride, MakeOverrideRefusal>>(
      actor,
      async (manager) => {
        const locked = await lockMatter(manager, actor, this.scenes, input.runId, input.changes);
        if (!locked.ok) return locked;
        const matter = locked.value;
        const { scene, versions, tag } = matter;
        if (input.tag !== undefined && input.tag !== tag) return refused('overtaken', { now: tag });
        const possible = checkPossible(matter.foreseen);
        if (!possible.ok) return possible;
        const { candidates: _candidates, ...effect } = matter.foreseen;
        const decision: NewDecision = {
          ...{ id: randomUUID(), offer: scene.run.offer, runId: input.runId, changes: input.changes },
          ...{ effect, versions, ...given.value, decidedBy: actor.id },
          ...{ undoes: input.undoes ?? null, effectId: input.effectId ?? null },
        };
        const { id: decisionId } = decision;
        if (scene.needsApproval) {
          await writeAudited(manager, actor, proposal(decision));
          return accepted({ decisionId, state: 'awaiting-approval' });
        }
        const done = await this.carryOut(manager, actor, decision, matter);
        return done.ok ? accepted({ decisionId, state: 'done' }) : done;
      },
      { planOnce: true },
    );
  }

  /** `approved`: the decision as it waited; `actor`, who approves it, acts, and it stays its maker's. */
  async carryOut(
    manager: EntityManager,
    actor: Actor,
    decision: NewDecision,
    matter: Matter,
    approved?: LockedDecision,
  ): Promise<Outcome<null, PublishMatchesRefusal | 'not-possible-in-this-state'>> {
    const { id: decisionId, reasonCode, reason, undoes } = decision;
    const work = { ...matter, decisionId, reasonCode, reason };
    const done = await carryOut(manager, actor, work, (outcome) => ({
      write: (within) =>
        approved === undefined
          ? insertDecision(within, decision, outcome)
          : settleDecision(within, approved, {
              ...{ state: 'done', outcome, answer: { by: actor.id, reason: null } },
            }),
      events: [
        told(decision, approved === undefined ? 'override.decide' : 'override.approve', {
          ...{ state: 'done', items: outcome.items },
        }),
      ],
    }));
    return !done.ok || undoes === null ? done : this.markUndone(manager, undoes);
  }

  private async markUndone(
    manager: EntityManager,
    decisionId: string,
  ): Promise<Outcome<null, 'not-possible-in-this-state'>> {
    const undone = await lockDecision(manager, decisionId);
    const state = transition('decision', undone?.state ?? 'undone', 'undo');
    if (!state.ok || undone === undefined) return state.ok ? refused('not-possible-in-this-state') : state;
    await settleDecision(manager, undone, { state: state.value });
    return accepted(null);
  }
}

/** Kept until a second person answers. */
function proposal(decision: NewDecision): Audited<void> {
  return {
    write: (manager) => insertDecision(manager, decision, null),
    events: [told(decision, 'override.propose', { state: 'awaiting-approval' })],
  };
}

function told(
  { id, runId, offer, changes, reasonCode, reason, undoes }: NewDecision,
  action: string,
  after: object,
): AuditEvent {
  return {
    ...{ action, subjectKind: 'match-decision', subjectId: id, reason },
    after: { offer, runId, changes, reasonCode, undoes, ...after },
  };
}
