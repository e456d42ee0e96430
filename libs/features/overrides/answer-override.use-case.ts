import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome, refused } from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { REASON_LENGTH } from '../matches/index.js';
import { lockedRun } from '../runs/index.js';
import { checkPossible, lockMatter, type ReasonRefusal } from './decide.js';
import { decisionNamed, lockDecision, settleDecision } from './decisions.repository.js';
import { MakeOverride, type MadeOverride, type MakeOverrideRefusal } from './make-override.use-case.js';
import { SceneQueries } from './scene.queries.js';
import { isSameMatter } from './scene-versions.js';

export interface ApproveOverrideInput {
  readonly decisionId: string;
  /** The tag of the effect that the second person saw; absent: whatever it is now. */
  readonly tag?: string;
}

/** `own-decision`: nobody approves what they decided themselves. */
export type ApproveOverrideRefusal = MakeOverrideRefusal | 'unknown-override' | 'own-decision';

/**
 * A second person approves a decision that waits for it, and it is carried out: refused as `overtaken` when a match, case
 * or ruling of it is no longer what the first person saw, or anything what the second did. Days are looked at afresh.
 */
@Injectable()
export class ApproveOverride {
  constructor(
    private readonly database: Database,
    private readonly scenes: SceneQueries,
    private readonly makeOverride: MakeOverride,
  ) {}

  async execute(
    actor: Actor,
    { decisionId, tag }: ApproveOverrideInput,
  ): Promise<Outcome<MadeOverride, ApproveOverrideRefusal>> {
    return this.database.transaction<Outcome<MadeOverride, ApproveOverrideRefusal>>(
      actor,
      async (manager) => {
        const named = await decisionNamed(manager, decisionId);
        if (named === undefined) return refused('unknown-override', { decisionId });
        const locked = await lockMatter(manager, actor, this.scenes, named.runId, named.changes);
        if (!locked.ok) return locked;
        const decision = (await lockDecision(manager, decisionId)) ?? named;
        const state = transition('decision', decision.state, 'approve');
        if (!state.ok) return state;
        if (decision.decidedBy === actor.id) return refused('own-decision');
        const { candidates: _candidates, ...effect } = locked.value.foreseen;
        const stale = tag !== undefined && tag !== locked.value.tag;
        if (stale || !isSameMatter(decision.versions, locked.value.versions)) {
          return refused('overtaken', { now: locked.value.tag });
        }
        const possible = checkPossible(locked.value.foreseen);
        if (!possible.ok) return possible;
        const approved = { ...decision, effect };
        const done = await this.makeOverride.carryOut(manager, actor, approved, locked.value, decision);
        return done.ok ? accepted({ decisionId, state: state.value }) : done;
      },
      { planOnce: true },
    );
  }
}

export interface RejectOverrideInput {
  readonly decisionId: string;
  /** At most 1,000 characters. */
  readonly reason: string;
}

export type RejectOverrideRefusal =
  'unknown-override' | 'unknown-run' | 'not-possible-in-this-state' | ReasonRefusal;

/** Turns down a decision that waits for approval; its maker takes it back the same way. Nothing was changed by it. */
@Injectable()
export class RejectOverride {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: RejectOverrideInput,
  ): Promise<Outcome<MadeOverride, RejectOverrideRefusal>> {
    const { decisionId } = input;
    const reason = input.reason.replaceAll('\u0000', '').trim(); // PostgreSQL takes no NUL
    if (reason === '') return refused('reason-needed');
    if (reason.length > REASON_LENGTH) return refused('reason-too-long', { limit: REASON_LENGTH });
    return this.database.transaction<Outcome<MadeOverride, RejectOverrideRefusal>>(actor, async (manager) => {
      const named = await decisionNamed(manager, decisionId);
      if (named === undefined) return refused('unknown-override', { decisionId });
      const run = await lockedRun(manager, named.runId);
      if (!run.ok) return run;
      const decision = (await lockDecision(manager, decisionId)) ?? named;
      const state = transition('decision', decision.state, 'reject');
      if (!state.ok) return state;
      await settleDecision(manager, decision, { state: state.value, answer: { by: actor.id, reason } });
      await append(manager, actor, {
        ...{ action: 'override.reject', subjectKind: 'match-decision', subjectId: decisionId, reason },
        ...{ before: { state: decision.state }, after: { state: state.value } },
      });
      return accepted({ decisionId, state: state.value });
    });
  }
}
