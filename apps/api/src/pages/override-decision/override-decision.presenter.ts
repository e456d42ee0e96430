import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import type { DecisionState } from '../../../../../libs/domain/lifecycle/index.js';
import { begun, dateText, dayInEngland } from '../../../../../libs/wording/index.js';
import { type EffectView, presentEffect } from '../override/effect.presenter.js';
import { reasonText } from '../override/reason-items.js';
import type { DecisionFacts } from './decision-read.js';

const TITLES: Readonly<Record<DecisionState, string>> = {
  'awaiting-approval': 'This waits for a second person',
  done: 'The change was made',
  rejected: 'This was turned down',
  undone: 'This was taken back',
};

export interface DecisionPage {
  readonly id: string;
  readonly title: string;
  readonly runId: string;
  readonly runLabel: string;
  readonly effect: EffectView;
  /** What approving it would do as things stand, in place of what was shown before; null: it does not wait for that. */
  readonly now: EffectView | null;
  /** Nothing stands in the way of it by now. */
  readonly isPossible: boolean;
  /** Names how `now` stands: approving is of exactly that. */
  readonly tag: string;
  readonly figures: readonly { readonly key: { text: string }; readonly value: { text: string } }[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly mayUndo: boolean;
  readonly mayApprove: boolean;
  readonly mayReject: boolean;
  readonly isOwn: boolean;
  /** The list of what is to be reviewed is theirs, too. */
  readonly mayReview: boolean;
}

export function presentDecision({ decision, now, names, called }: DecisionFacts, actor: Actor): DecisionPage {
  const nameOf = (ref: string): string => names.get(ref) ?? ref;
  const { state, undoes, undoneBy } = decision;
  const mayDecide = actor.roles.some((role) => role === 'reviewer' || role === 'admin');
  const isOwn = decision.decidedBy === actor.id;
  const waits = state === 'awaiting-approval';
  return {
    ...{ id: decision.id, title: TITLES[state], runId: decision.runId, runLabel: decision.runLabel, isOwn },
    effect: presentEffect(decision.effect, nameOf),
    now: now === null ? null : presentEffect(now.effect, nameOf),
    isPossible: now?.refusal === null,
    tag: now?.tag ?? '',
    figures: [
      row('Why', reasonText(decision.reasonCode)),
      row('In their words', decision.reason),
      row('Decided on', dateText(dayInEngland(decision.decidedAt))),
      row('Decided by', begun(called(decision.decidedBy))),
      ...(decision.answeredAt === null
        ? []
        : [
            row(
              state === 'rejected' ? 'Turned down on' : 'Approved on',
              dateText(dayInEngland(decision.answeredAt)),
            ),
            ...(decision.answeredBy === null
              ? []
              : [
                  row(
                    state === 'rejected' ? 'Turned down by' : 'Approved by',
                    begun(called(decision.answeredBy)),
                  ),
                ]),
          ]),
      ...(decision.answerReason === null ? [] : [row('Why it was turned down', decision.answerReason)]),
    ],
    links: [
      ...(undoes === null
        ? []
        : [{ text: 'The decision that this takes back', href: `/overrides/${undoes}` }]),
      ...(undoneBy === null
        ? []
        : [{ text: 'The decision that took this back', href: `/overrides/${undoneBy}` }]),
    ],
    mayUndo: mayDecide && state === 'done',
    mayApprove: mayDecide && waits && !isOwn && now?.refusal === null,
    mayReject: mayDecide && waits,
    mayReview: mayDecide,
  };
}

function row(key: string, value: string): DecisionPage['figures'][number] {
  return { key: { text: key }, value: { text: value } };
}
