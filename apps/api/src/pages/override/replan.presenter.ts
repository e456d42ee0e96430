import type { ForeseenOverride } from '../../../../../libs/features/overrides/index.js';
import type { EffectView as PlannerAnswer } from '../../../../../libs/features/runs/index.js';
import { effectSentence, plural, pointsText, refusalSentence } from '../../../../../libs/wording/index.js';
import { type EffectView, presentEffect } from './effect.presenter.js';

export interface ReplanFacts {
  readonly answer: PlannerAnswer;
  /** What adopting the answer would do now; null: there is nothing to adopt. */
  readonly foreseen: ForeseenOverride | null;
  readonly names: ReadonlyMap<string, string>;
  /** Cases that the run gave a leader. */
  readonly covered: number;
}

export interface ReplanRow {
  readonly caseId: string;
  readonly caseName: string;
  readonly priority: number;
  readonly now: string;
  readonly after: string;
  readonly why: string;
}

export interface ReplanPage {
  readonly state: PlannerAnswer['state'];
  readonly rows: readonly ReplanRow[];
  readonly figures: readonly string[];
  /** Null: there is nothing to adopt. */
  readonly effect: EffectView | null;
  readonly warnings: readonly string[];
  readonly tag: string;
  /** Why the planner has no answer; null where it has, or is still at it. */
  readonly why: string | null;
}

/** The plan as it stands beside the one that the planner would make of it. */
export function presentReplan({ answer, foreseen, names, covered }: ReplanFacts): ReplanPage {
  const { state, content, failureCode, failureFacts } = answer;
  const nameOf = (ref: string): string => names.get(ref) ?? ref;
  const items = foreseen?.effect.items ?? [];
  const itemOf = new Map(items.map((item) => [item.caseId, item]));
  const caseName = (id: string): string => itemOf.get(id)?.caseName ?? id;
  const changed = content?.changed ?? [];
  const moved = changed.some(({ case: id, before }) => {
    const item = itemOf.get(id);
    return item === undefined || item.leaderBefore !== before;
  });
  const effect = foreseen === null ? null : presentEffect(foreseen.effect, nameOf);
  const stale =
    'Matches of this run were changed by hand since it was solved. The planner began from the run’s own plan.';
  return {
    ...{ state, effect, tag: foreseen?.tag ?? '' },
    rows: changed.map((change) => ({
      ...{ caseId: change.case, caseName: caseName(change.case), priority: change.priority },
      now: leaderText(itemOf.get(change.case)?.leaderBefore ?? change.before, nameOf),
      after: leaderText(change.after, nameOf),
      why: effectSentence({
        ...{ ...change, case: caseName(change.case), because: change.because.map(caseName) },
        before: change.before === null ? null : nameOf(change.before),
        after: change.after === null ? null : nameOf(change.after),
      }),
    })),
    figures:
      content === null
        ? []
        : [
            `${plural(changed.length, 'case changes', 'cases change')}; the other ${String(Math.max(covered - changed.filter(({ before }) => before !== null).length, 0))} matches of the plan stay as they are.`,
            `The score of the plan is ${pointsText(content.scoreBefore)} now and would be ${pointsText(content.scoreAfter)} (lower is better).`,
            content.isBest
              ? 'No better plan is possible with this change, as far as the planner looked: everything that hangs together with it.'
              : 'The planner looked at the nearest leaders and cases only: a new run may find a better plan.',
          ],
    warnings: [
      ...(moved && state === 'known' && changed.length > 0 ? [stale] : []),
      ...(effect?.warnings ?? []),
    ],
    why: failureCode === null ? null : refusalSentence({ code: failureCode, facts: failureFacts ?? {} }),
  };
}

function leaderText(ref: string | null, nameOf: (ref: string) => string): string {
  return ref === null ? 'No leader' : `${nameOf(ref)} (${ref})`;
}
