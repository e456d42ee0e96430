import {
  OVERRIDE_REASON_CODES,
  PAIR_REFUSAL_CODES,
  type PairRefusalCode,
} from '../../../../../libs/domain/candidates/index.js';
import { type MatchState, transition } from '../../../../../libs/domain/lifecycle/index.js';
import type { OverrideChange } from '../../../../../libs/features/overrides/index.js';
import { type Form, textField } from '../form.js';

const DEEDS = ['reassign', 'unassign', 'place', 'pin', 'forbid', 'unassign-forbid', 'lift'] as const;
export type Deed = (typeof DEEDS)[number];

/** What a reviewer thinks of, as the address of the effect page names it. No personal data: references and codes. */
export interface OverrideQuestion {
  readonly deed: Deed | null;
  readonly matchId: string;
  readonly caseId: string;
  readonly leaderRef: string;
  readonly rulingId: string;
}

export interface OverrideAnswer {
  readonly overrule: readonly PairRefusalCode[];
  readonly reasonCode: string;
  readonly reason: string;
  readonly tag: string;
}

export function overrideQuestion(form: Form): OverrideQuestion {
  const deed = DEEDS.find((known) => known === textField(form, 'do')) ?? null;
  return {
    deed,
    matchId: textField(form, 'match'),
    caseId: textField(form, 'case'),
    leaderRef: textField(form, 'leader'),
    rulingId: textField(form, 'ruling'),
  };
}

export function overrideAnswer(form: Form): OverrideAnswer {
  const given = form['overrule'];
  const codes: readonly unknown[] = Array.isArray(given) ? given : [given];
  return {
    overrule: PAIR_REFUSAL_CODES.filter((code) => codes.includes(code)),
    reasonCode: OVERRIDE_REASON_CODES.find((code) => code === textField(form, 'reasonCode')) ?? '',
    reason: textField(form, 'reason'),
    tag: textField(form, 'tag'),
  };
}

/** The changes that the question means; none where it asks for nothing that there is. */
export function changesAsked(
  { deed, matchId, caseId, leaderRef, rulingId }: OverrideQuestion,
  overrule: readonly PairRefusalCode[] = [],
): readonly OverrideChange[] {
  const set = overrule.length > 0 ? { overrule } : {};
  switch (deed) {
    case 'reassign':
      return [{ kind: 'reassign', matchId, leaderRef, ...set }];
    case 'unassign':
      return [{ kind: 'unassign', matchId }];
    case 'unassign-forbid':
      return [
        { kind: 'unassign', matchId },
        { kind: 'forbid', caseId, leaderRef },
      ];
    case 'place':
      return [{ kind: 'place', caseId, leaderRef, ...set }];
    case 'pin':
      return [{ kind: 'pin', caseId, leaderRef, ...set }];
    case 'forbid':
      return [{ kind: 'forbid', caseId, leaderRef }];
    case 'lift':
      return [{ kind: 'lift', rulingId }];
    case null:
      return [];
  }
}

/** Whether a reviewer may still put another leader in the place of this one. */
export function mayBeChanged(state: MatchState): boolean {
  return transition('match', state, 'supersede').ok;
}

const NOBODY = 'nobody';

/**
 * Where a leader is to be chosen, when the form was sent without one, or a match, when nothing is asked at all; null: the
 * question asks for none, or names one.
 */
export function chooseAgain(
  runId: string,
  { deed, matchId, caseId, leaderRef }: OverrideQuestion,
): string | null {
  if (deed === null) return `/runs/${runId}/matches`;
  if (leaderRef !== '') return null;
  if (deed === 'reassign') return `/matches/${encodeURIComponent(matchId)}/override?${NOBODY}=yes`;
  return deed === 'place' ? `/runs/${runId}/cases/${encodeURIComponent(caseId)}/place?${NOBODY}=yes` : null;
}

/** What the page that one is sent back to says of it. */
export function nobodyChosen(query: Form): { readonly fault: string | null } {
  return { fault: textField(query, NOBODY) === '' ? null : 'Choose a leader' };
}

/** The address of the effect page. */
export function effectHref(runId: string, { deed, ...question }: Partial<OverrideQuestion>): string {
  const { matchId, caseId, leaderRef, rulingId } = question;
  const named = { do: deed, match: matchId, case: caseId, leader: leaderRef, ruling: rulingId };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  return `/runs/${runId}/override?${query.toString()}`;
}
