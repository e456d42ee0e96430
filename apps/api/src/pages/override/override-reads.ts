import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import {
  type ForeseenOverride,
  ForeseeOverride,
  LeaderChoices,
  OverridesQueries,
} from '../../../../../libs/features/overrides/index.js';
import { RunInsightQueries, type RunView } from '../../../../../libs/features/runs/index.js';
import type { ChooseFacts } from './choose.presenter.js';
import { changesAsked, type OverrideQuestion } from './override.form.js';

/** What the page that chooses a leader shows. */
@Injectable()
export class ChoicesRead {
  constructor(
    private readonly choices: LeaderChoices,
    private readonly insights: RunInsightQueries,
    private readonly overrides: OverridesQueries,
    private readonly leaders: LeadersQueries,
  ) {}

  /** Null: no such case. */
  async forCase(
    run: RunView,
    caseId: string,
    matchId?: string,
  ): Promise<Pick<ChooseFacts, 'choices' | 'insight' | 'rulings' | 'names'> | null> {
    const [choices, insight, rulings, names] = await Promise.all([
      this.choices.forCase(run.id, caseId, matchId),
      this.insights.ofCase(run.id, caseId),
      this.overrides.rulings({ offer: run.offer, caseId }),
      this.leaders.names(),
    ]);
    return choices === null ? null : { choices, insight, rulings, names };
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
