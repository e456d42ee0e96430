import { COMPLETION_OUTCOMES } from '../../../../../libs/domain/delivery/index.js';
import type { HalfDays } from '../../../../../libs/domain/kernel/index.js';
import type { MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import type { EngagementView, VisitView } from '../../../../../libs/features/delivery/index.js';
import {
  dateText,
  daysText,
  OFFER_NAMES,
  OUTCOME_NAMES,
  VISIT_STATE_NAMES,
  dayInEngland,
} from '../../../../../libs/wording/index.js';
import { dateParts } from '../form.js';
import { UNDER_WAY } from '../assignments/match.presenter.js';
import type { VisitForm } from './days.form.js';

interface Item {
  readonly value: string;
  readonly text: string;
}

export interface VisitRow {
  readonly id: string;
  readonly date: string;
  readonly days: string;
  readonly done: string;
  readonly doneBy: string;
  readonly state: { readonly text: string; readonly classes: string };
  /** Who signed when, or what the school says is wrong. */
  readonly note: string | null;
  /** Where it can still be changed; null: signed. */
  readonly href: string | null;
}

/** One piece of the bar of days: begin and width in hundredths of it. */
export interface BarPiece {
  readonly x: number;
  readonly width: number;
  readonly kind: 'signed' | 'unsigned' | 'left';
}

export interface DaysPage {
  readonly matchId: string;
  readonly caseName: string;
  readonly offerName: string;
  readonly leaderName: string;
  readonly sentence: string;
  readonly bar: readonly BarPiece[];
  readonly rows: readonly VisitRow[];
  readonly mayLog: boolean;
  readonly mayAskToSign: boolean;
  readonly mayEnd: boolean;
  readonly endsEarly: boolean;
  /** What has to happen before it can be ended; null: it can be, or it is not theirs to end. */
  readonly beforeEnd: string | null;
  /** Until when the school can use its link; null: it has none. */
  readonly linkUntil: string | null;
  readonly linkId: string | null;
  readonly completion: readonly { readonly key: { text: string }; readonly value: { text: string } }[];
  readonly outcomes: readonly Item[];
}

const COLOURS = {
  draft: 'govuk-tag--yellow',
  signed: 'govuk-tag--green',
  withdrawn: 'govuk-tag--grey',
} as const;

/** `mayWork`: the leader concerned, or who acts in the leader's name; `visits`: those that are listed, in order. */
export function presentDays(
  engagement: EngagementView,
  mayWork: boolean,
  visits: readonly VisitView[] = engagement.visits,
): DaysPage {
  const { matchId, state, deliveredHalfDays: signed, unsignedHalfDays: unsigned, leftHalfDays } = engagement;
  const under = UNDER_WAY.includes(state);
  const drafts = engagement.visits.some((visit) => visit.state === 'draft');
  const { completion, link } = engagement;
  return {
    ...{ matchId, caseName: engagement.caseName, leaderName: engagement.leaderName },
    offerName: OFFER_NAMES[engagement.offer],
    sentence: daysSentence(engagement),
    bar: barOf(engagement.halfDays, signed, unsigned),
    rows: visits.map((visit) => visitRow(engagement, visit, mayWork)),
    mayLog: mayWork && under && leftHalfDays > 0,
    mayAskToSign: mayWork && state === 'active' && drafts,
    mayEnd: mayWork && state === 'active' && !drafts,
    endsEarly: signed < engagement.halfDays,
    beforeEnd: mayWork ? beforeEnd(state, drafts) : null,
    linkUntil: link === null ? null : dateText(link.signBy),
    linkId: link?.id ?? null,
    completion:
      completion === null
        ? []
        : [
            row('Outcome', OUTCOME_NAMES[completion.outcome]),
            row('Report', completion.report),
            row('Days delivered', daysText(completion.deliveredHalfDays)),
            ...(completion.endedEarlyReason === null
              ? []
              : [
                  row('Ended early because', completion.endedEarlyReason),
                  row('Days given back', daysText(completion.releasedHalfDays)),
                ]),
          ],
    outcomes: COMPLETION_OUTCOMES.map((value) => ({ value, text: OUTCOME_NAMES[value] })),
  };
}

/** Why a visit is not changed any more; null: it can be. */
export function whyVisitStands(match: MatchState, { state }: VisitView): string | null {
  if (state === 'signed') return 'the school has signed it';
  if (state === 'withdrawn') return 'it was withdrawn';
  return UNDER_WAY.includes(match) ? null : 'the support is over';
}

/** The form of a visit that is logged already. */
export function formOfVisit({ visitedOn, halfDays, done, doneBy }: VisitView): VisitForm {
  return { date: dateParts(visitedOn), length: halfDays === 1 ? 'half' : 'whole', done, doneBy };
}

function beforeEnd(state: MatchState, hasDrafts: boolean): string | null {
  if (state === 'accepted')
    return 'If it cannot begin, tell a coordinator: a reviewer can take the match back, and its days are free again.';
  return state === 'active' && hasDrafts
    ? 'It can be ended once no visit waits to be signed: the school signs them, or you withdraw them.'
    : null;
}

function daysSentence({
  state,
  halfDays,
  deliveredHalfDays,
  unsignedHalfDays,
  leftHalfDays,
}: EngagementView): string {
  if (!UNDER_WAY.includes(state)) {
    const back = halfDays - deliveredHalfDays;
    const rest = back > 0 ? `, ${daysText(back)} given back` : '';
    return `Of ${daysText(halfDays)}: ${daysText(deliveredHalfDays)} signed by the school${rest}.`;
  }
  return (
    `Of ${daysText(halfDays)}: ${daysText(deliveredHalfDays)} signed by the school, ` +
    `${daysText(unsignedHalfDays)} logged and not signed, ${daysText(leftHalfDays)} left.`
  );
}

function barOf(all: HalfDays, signed: HalfDays, unsigned: HalfDays): readonly BarPiece[] {
  const share = (halfDays: HalfDays): number => Math.round((halfDays * 10_000) / all) / 100;
  const pieces = [
    { x: 0, width: share(signed), kind: 'signed' as const },
    { x: share(signed), width: share(unsigned), kind: 'unsigned' as const },
    { x: share(signed + unsigned), width: share(all - signed - unsigned), kind: 'left' as const },
  ];
  return pieces.filter(({ width }) => width > 0);
}

function visitRow({ matchId, state }: EngagementView, visit: VisitView, mayWork: boolean): VisitRow {
  const signed = visit.signedAt === null ? null : dateText(dayInEngland(visit.signedAt));
  const wrong = visit.schoolComment === null ? null : `The school says: ${visit.schoolComment}`;
  return {
    ...{ id: visit.id, date: dateText(visit.visitedOn), days: daysText(visit.halfDays) },
    ...{ done: visit.done, doneBy: visit.doneBy },
    state: { text: VISIT_STATE_NAMES[visit.state], classes: COLOURS[visit.state] },
    note: signed === null ? wrong : `Signed on ${signed} by ${visit.signedBy ?? 'the school'}`,
    href:
      mayWork && whyVisitStands(state, visit) === null ? `/assignments/${matchId}/days/${visit.id}` : null,
  };
}

function row(key: string, value: string): { key: { text: string }; value: { text: string } } {
  return { key: { text: key }, value: { text: value } };
}
