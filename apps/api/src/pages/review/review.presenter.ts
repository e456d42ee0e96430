import { milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type { OverrideView } from '../../../../../libs/features/overrides/index.js';
import { codeWords, dateText, needList, whyPairRefused } from '../../../../../libs/wording/index.js';
import { presentEffect } from '../override/effect.presenter.js';

/** Farther than this is worth a look. */
export const LONG_MILES = 40;
const SHOWN = 50;

export interface ReviewFacts {
  readonly waiting: readonly OverrideView[];
  readonly own: readonly OverrideView[];
  readonly proposals: readonly MatchView[];
  readonly names: ReadonlyMap<string, string>;
  readonly actorId: string;
}

interface DecisionLine {
  readonly href: string;
  readonly text: string;
  readonly when: string;
  readonly state: string;
}

export interface ReviewPage {
  readonly waiting: readonly (DecisionLine & { readonly isOwn: boolean })[];
  readonly own: readonly DecisionLine[];
  readonly proposals: readonly {
    readonly href: string;
    readonly caseName: string;
    readonly caseId: string;
    readonly leader: string;
    readonly reasons: readonly string[];
  }[];
  readonly more: number;
}

/** Approvals that wait, proposals that a reviewer should look at and why, and the reviewer's own decisions. */
export function presentReview({ waiting, own, proposals, names, actorId }: ReviewFacts): ReviewPage {
  const nameOf = (ref: string): string => names.get(ref) ?? ref;
  const line = (decision: OverrideView): DecisionLine => ({
    href: `/overrides/${decision.id}`,
    text: presentEffect(decision.effect, nameOf).sentences.join(' '),
    when: dateText(decision.decidedAt.slice(0, 10)),
    state: codeWords(decision.state),
  });
  const worthALook = proposals.flatMap((match) => {
    const reasons = reasonsToLook(match);
    if (reasons.length === 0) return [];
    const { id, caseName, caseId, leaderRef } = match;
    return [{ href: `/matches/${id}/override`, caseName, caseId, leader: nameOf(leaderRef), reasons }];
  });
  return {
    waiting: waiting.map((decision) => ({ ...line(decision), isOwn: decision.decidedBy === actorId })),
    own: own.map(line),
    proposals: worthALook.slice(0, SHOWN),
    more: Math.max(worthALook.length - SHOWN, 0),
  };
}

/** Rules set aside, a long way, or no need of the case met. */
export function reasonsToLook({
  facts,
  distanceMetres,
}: Pick<MatchView, 'facts' | 'distanceMetres'>): readonly string[] {
  const miles = milesFromMetres(distanceMetres);
  const { overruled = [], needsMet, needsMissed } = facts;
  return [
    ...overruled.map((rule) => `Set aside: ${whyPairRefused(rule)}`),
    ...(miles > LONG_MILES ? [`A long way: ${miles.toFixed(1)} miles.`] : []),
    ...(needsMissed.length > 0 && needsMet.length === 0
      ? [`Meets none of its needs: ${needList(needsMissed)}.`]
      : []),
  ];
}
