import { Injectable } from '@nestjs/common';
import type { PairRefusalCode } from '../../domain/candidates/index.js';
import { accepted, type Outcome, refused } from '../../domain/kernel/index.js';
import { MatchesQueries } from '../matches/index.js';
import { RunEffects } from '../runs/index.js';
import { changesOfEffect } from './changes-of-effect.js';
import type { OverrideChange } from './override-change.js';

/** Turns the planner's answer to "what would this change do" into the changes that it means. */
@Injectable()
export class AdoptEffect {
  constructor(
    private readonly effects: RunEffects,
    private readonly matches: MatchesQueries,
  ) {}

  /** `effect-not-known`: it is still being worked out, or the changes were found impossible. */
  async changes(
    runId: string,
    effectId: string,
    overrule: readonly PairRefusalCode[] = [],
  ): Promise<Outcome<readonly OverrideChange[], 'unknown-effect' | 'effect-not-known'>> {
    const effect = await this.effects.find(runId, effectId);
    if (effect === null) return refused('unknown-effect', { effectId });
    if (effect.content === null) return refused('effect-not-known', { effectId, state: effect.state });
    return accepted(changesOfEffect(effect.content.changed, await this.matches.ofRun(runId), overrule));
  }
}
