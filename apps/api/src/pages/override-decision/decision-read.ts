import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import {
  type ForeseenOverride,
  ForeseeOverride,
  OverridesQueries,
  type OverrideView,
} from '../../../../../libs/features/overrides/index.js';
import { ActorNames, type CalledActor } from '../actor-names.js';

/** One decision with the names it speaks of. */
export interface DecisionFacts {
  readonly decision: OverrideView;
  /** What approving it would do as things stand; null: it does not wait for that. */
  readonly now: ForeseenOverride | null;
  readonly names: ReadonlyMap<string, string>;
  readonly called: CalledActor;
}

/** What the page of a decision shows. */
@Injectable()
export class DecisionRead {
  constructor(
    private readonly overrides: OverridesQueries,
    private readonly foreseeOverride: ForeseeOverride,
    private readonly leaders: LeadersQueries,
    private readonly actors: ActorNames,
  ) {}

  /** Null: there is no such decision. */
  async of(actor: Actor, decisionId: string): Promise<DecisionFacts | null> {
    const decision = await this.overrides.find(decisionId);
    if (decision === null) return null;
    const [now, names, called] = await Promise.all([
      this.now(actor, decision),
      this.leaders.names(),
      this.actors.for(actor),
    ]);
    return { decision, now, names, called };
  }

  private async now(actor: Actor, { state, runId, changes }: OverrideView): Promise<ForeseenOverride | null> {
    if (state !== 'awaiting-approval') return null;
    const foreseen = await this.foreseeOverride.execute(actor, { runId, changes });
    return foreseen.ok ? foreseen.value : null;
  }
}
