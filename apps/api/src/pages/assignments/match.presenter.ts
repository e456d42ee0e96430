import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import type { MatchState } from '../../../../../libs/domain/lifecycle/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import {
  dateText,
  listText,
  milesText,
  needList,
  OFFER_NAMES,
  phaseList,
  plural,
  sentence,
} from '../../../../../libs/wording/index.js';
import type { MatchCard } from './match-cards.js';

export interface Tag {
  readonly text: string;
  readonly classes: string;
}

/** How a match stands, as its leader reads it. */
const STATES: Readonly<Record<MatchState, Tag>> = {
  proposed: { text: 'Not published', classes: 'govuk-tag--grey' },
  published: { text: 'Answer needed', classes: 'govuk-tag--yellow' },
  accepted: { text: 'Accepted', classes: 'govuk-tag--green' },
  declined: { text: 'Declined', classes: 'govuk-tag--grey' },
  lapsed: { text: 'Not answered', classes: 'govuk-tag--grey' },
  active: { text: 'Under way', classes: 'govuk-tag--blue' },
  completed: { text: 'Completed', classes: 'govuk-tag--green' },
  'ended-early': { text: 'Ended early', classes: 'govuk-tag--grey' },
  superseded: { text: 'Taken back', classes: 'govuk-tag--grey' },
  stopped: { text: 'Stopped', classes: 'govuk-tag--grey' },
};

export function stateTag(state: MatchState): Tag {
  return STATES[state];
}

export interface AssignmentRow {
  readonly href: string;
  readonly caseName: string;
  readonly offer: string;
  readonly days: number;
  readonly distance: string;
  readonly answerBy: string;
  readonly tag: Tag;
}

/** What a leader was asked to do. */
export function presentAssignments(matches: readonly MatchView[]): readonly AssignmentRow[] {
  return matches.map((match) => ({
    href: `/assignments/${match.id}`,
    caseName: match.caseName,
    offer: OFFER_NAMES[match.offer],
    days: daysFromHalfDays(match.halfDays),
    distance: milesText(match.distanceMetres),
    answerBy: match.state === 'published' && match.answerBy !== null ? dateText(match.answerBy) : '',
    tag: stateTag(match.state),
  }));
}

interface SummaryRow {
  readonly key: { readonly text: string };
  readonly value: { readonly text: string };
}

export interface MatchFactsShown {
  readonly caseName: string;
  readonly tag: Tag;
  readonly rows: readonly SummaryRow[];
  readonly why: readonly string[];
  readonly contact: readonly SummaryRow[];
  /** `at`: ISO time; `text`: by whom, for those who may know. */
  readonly events: readonly { readonly title: string; readonly at: string; readonly text: string }[];
  readonly mayAnswer: boolean;
  readonly answerBy: string;
  /** Where its visits are logged and signed; null before the leader has said yes. */
  readonly days: { readonly href: string; readonly text: string } | null;
}

/** Whoever gives no support has no use for the address. */
const WITH_CONTACT: readonly MatchState[] = ['published', 'accepted', 'active', 'completed', 'ended-early'];
/** Their reason is for both sides to read. */
const REASONED: readonly MatchState[] = ['declined', 'lapsed'];
/** While visits are logged and signed. */
export const UNDER_WAY: readonly MatchState[] = ['accepted', 'active'];
const WITH_VISITS: readonly MatchState[] = [...UNDER_WAY, 'completed', 'ended-early'];

/**
 * The facts of one match: the same for the leader and for a coordinator, who also reads who did what. `mayWork`: who may
 * log its visits, while there are some to be logged.
 */
export function presentMatch(card: MatchCard, mayWork: boolean): MatchFactsShown {
  const { match, supportCase, contact } = card;
  const answerBy = match.answerBy === null ? '' : dateText(match.answerBy);
  return {
    caseName: match.caseName,
    tag: stateTag(match.state),
    rows: [
      ...row('Offer', OFFER_NAMES[match.offer]),
      ...row('Support for', supportCase === null ? '' : supportFor(card)),
      ...row('Phases', supportCase === null ? '' : capital(phaseList(supportCase.phases))),
      ...row('Place', placeOf(card)),
      ...row('Distance', milesText(match.distanceMetres)),
      ...row('Days of support', plural(daysFromHalfDays(match.halfDays), 'day', 'days')),
      ...row('Needs', supportCase === null ? '' : needsText(supportCase.needs)),
      ...row('Answer by', match.state === 'published' ? `The end of ${answerBy}` : ''),
      ...row('Reason given', REASONED.includes(match.state) ? (match.stateReason ?? '') : ''),
      ...row('Other dates', match.state === 'declined' ? otherDatesText(match) : ''),
    ],
    why: whyThisLeader(match),
    contact:
      contact === null || !WITH_CONTACT.includes(match.state)
        ? []
        : [...row('Name', contact.name), ...row('Email', contact.email)],
    events: card.events.flatMap((event) => {
      const title = EVENTS[event.action];
      if (title === undefined) return [];
      const by =
        card.called === null ? '' : sentence(`by ${card.called(event.actorId)}${inWhoseName(event)}`);
      return [{ title, at: event.at.toISOString(), text: by }];
    }),
    mayAnswer: match.state === 'published',
    answerBy,
    days: WITH_VISITS.includes(match.state)
      ? {
          href: `/assignments/${match.id}/days`,
          text:
            mayWork && UNDER_WAY.includes(match.state)
              ? 'Log days, and see what is signed and left'
              : 'See the days that were logged and signed',
        }
      : null,
  };
}

const EVENTS: Readonly<Record<string, string>> = {
  'match.place': 'Placed by hand',
  'match.publish': 'Published: the leader was asked',
  'match.unpublish': 'Taken back',
  'match.accept': 'Accepted',
  'match.decline': 'Declined',
  'match.lapse': 'Ended without an answer',
  'match.supersede': 'Another decision took its place',
  'match.stop': 'Stopped because of a conflict of interest',
  'match.start': 'Support began',
  'match.complete': 'Support was completed',
  'match.end-early': 'Support ended early',
};

/** What the leader is to say, somebody else may say for them. */
function inWhoseName({ action, actorRoles }: MatchCard['events'][number]): string {
  const isAnswer = action === 'match.accept' || action === 'match.decline';
  return isAnswer && !actorRoles.includes('leader') ? ', in the leader’s name' : '';
}

function row(key: string, value: string): readonly SummaryRow[] {
  return value === '' ? [] : [{ key: { text: key }, value: { text: value } }];
}

function supportFor({ supportCase, school }: MatchCard): string {
  const schools = supportCase?.urns.length ?? 0;
  if (supportCase?.unit === 'trust') return `The trust, for ${plural(schools, 'school', 'schools')}`;
  return school?.trustName ? `The school, part of ${school.trustName}` : 'The school';
}

function placeOf({ school, supportCase }: MatchCard): string {
  const parts = [school?.laName, school?.postcode, school === null ? supportCase?.region : null];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
}

function needsText(needs: Parameters<typeof needList>[0]): string {
  return needs.length === 0 ? 'No particular needs are recorded' : capital(needList(needs));
}

function whyThisLeader({ facts, distanceMetres }: MatchView): readonly string[] {
  const { needsMet, needsMissed } = facts;
  return [
    sentence(`${milesText(distanceMetres)} away, as the crow flies`),
    ...(needsMet.length === 0 ? [] : [sentence(`Expertise that helps: ${needList(needsMet)}`)]),
    ...(needsMissed.length === 0 ? [] : [sentence(`Not covered: ${needList(needsMissed)}`)]),
  ];
}

function otherDatesText({ otherDates, otherDatesNote }: MatchView): string {
  if (otherDates === null) return '';
  const said = otherDates ? 'Would work' : 'Would not work';
  return listText([said, ...(otherDatesNote === null ? [] : [otherDatesNote])]).replace(' and ', ': ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
