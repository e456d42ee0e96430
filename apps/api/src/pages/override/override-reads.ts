import { Injectable } from '@nestjs/common';
import type { PairRefusalCode } from '../../../../../libs/domain/candidates/index.js';
import type { Actor, Outcome } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import {
  AdoptEffect,
  type ForeseenOverride,
  ForeseeOverride,
  LeaderChoices,
  type OverrideChange,
  OverridesQueries,
} from '../../../../../libs/features/overrides/index.js';
import {
  RunEffects,
  RunInsightQueries,
  RunPlacesQueries,
  RunsQueries,
  type RunView,
} from '../../../../../libs/features/runs/index.js';
import type { ChooseFacts } from './choose.presenter.js';
import { changesAsked, type OverrideQuestion } from './override.form.js';
import type { ReplanFacts } from './replan.presenter.js';

/** What the page that chooses a leader shows. */
@Injectable()
export class ChoicesRead {
  constructor(
    private readonly choices: LeaderChoices,
    private readonly insights: RunInsightQueries,
    private readonly overrides: OverridesQueries,
    private readonly leaders: LeadersQueries,
    private readonly places: RunPlacesQueries,
  ) {}

  /** Null: no such case. */
  async forCase(
    actor: Actor,
    run: RunView,
    caseId: string,
    matchId?: string,
  ): Promise<Pick<ChooseFacts, 'choices' | 'insight' | 'rulings' | 'names' | 'cases'> | null> {
    const [choices, insight, rulings, names, cases] = await Promise.all([
      this.choices.forCase(actor, run.id, caseId, matchId),
      this.insights.ofCase(run.id, caseId),
      this.overrides.rulings({ offer: run.offer, caseId }),
      this.leaders.names(),
      this.places.casesOf(run.id),
    ]);
    return choices === null ? null : { choices, insight, rulings, names, cases };
  }
}

/** What the effect page shows. */
@Injectable()
export class EffectRead {
  constructor(
    private readonly foreseeOverride: ForeseeOverride,
    private readonly leaders: LeadersQueries,
  ) {}

  /**
   * Null: the question names nothing that there is. Where rules would have to be set aside, the effect and its tag are
   * of setting them aside: the person ticks each before it is done.
   */
  async of(
    actor: Actor,
    runId: string,
    question: OverrideQuestion,
  ): Promise<{ readonly foreseen: ForeseenOverride; readonly names: ReadonlyMap<string, string> } | null> {
    const names = await this.leaders.names();
    const plain = await this.foreseeOverride.execute(actor, { runId, changes: changesAsked(question) });
    if (!plain.ok) return null;
    const rules = plain.value.effect.items.flatMap(({ toOverrule }) => toOverrule.map(({ code }) => code));
    if (rules.length === 0) return { foreseen: plain.value, names };
    const changes = changesAsked(question, rules);
    const set = await this.foreseeOverride.execute(actor, { runId, changes });
    return set.ok ? { foreseen: set.value, names } : null;
  }
}

/** What the page of a rearranged plan shows. */
@Injectable()
export class ReplanRead {
  constructor(
    private readonly runs: RunsQueries,
    private readonly effects: RunEffects,
    private readonly adoptEffect: AdoptEffect,
    private readonly foreseeOverride: ForeseeOverride,
    private readonly leaders: LeadersQueries,
  ) {}

  /** Null: the planner was never asked this. As on the effect page, rules are shown as set aside until each is ticked. */
  async of(actor: Actor, runId: string, effectId: string): Promise<ReplanFacts | null> {
    const answer = await this.effects.find(runId, effectId);
    if (answer === null) return null;
    const names = await this.leaders.names();
    const result = await this.runs.result(runId);
    const facts = { answer, names, covered: result?.plan.matches.length ?? 0 };
    const plain = await this.foreseen(actor, runId, effectId);
    const rules = plain?.effect.items.flatMap(({ toOverrule }) => toOverrule.map(({ code }) => code)) ?? [];
    const foreseen = rules.length === 0 ? plain : await this.foreseen(actor, runId, effectId, rules);
    return { ...facts, foreseen };
  }

  /** The planner's answer as changes to the matches as they stand. */
  changes(
    runId: string,
    effectId: string,
    overrule: readonly PairRefusalCode[],
  ): Promise<Outcome<readonly OverrideChange[]>> {
    return this.adoptEffect.changes(runId, effectId, overrule);
  }

  private async foreseen(
    actor: Actor,
    runId: string,
    effectId: string,
    overrule: readonly PairRefusalCode[] = [],
  ): Promise<ForeseenOverride | null> {
    const changes = await this.changes(runId, effectId, overrule);
    if (!changes.ok) return null;
    const foreseen = await this.foreseeOverride.execute(actor, { runId, changes: changes.value });
    return foreseen.ok ? foreseen.value : null;
  }
}
