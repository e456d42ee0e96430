import {
  daysFromHalfDays,
  milesFromMetres,
  type OfferYear,
} from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import type { LeaderAnswer } from '../../../../../libs/features/survey/index.js';
import {
  begun,
  codeWords,
  dateText,
  daysText,
  listText,
  milesText,
  needList,
  OFFER_NAMES,
  phaseList,
  ROLE_NAMES,
  UNIT_NAMES,
  dayInEngland,
} from '../../../../../libs/wording/index.js';

interface SummaryRow {
  readonly key: { readonly text: string };
  readonly value: { readonly text: string };
}

/** A survey answer as facts, blank cells in words. */
export function presentAnswer({ answer, email }: LeaderAnswer): readonly SummaryRow[] {
  const row = (key: string, text: string): SummaryRow => ({ key: { text: key }, value: { text } });
  const ids = (list: readonly string[]): string => (list.length === 0 ? 'None' : list.join(', '));
  return [
    row('Role', begun(ROLE_NAMES[answer.role])),
    row('Email', email ?? 'Not given'),
    row('Base school (URN)', answer.baseUrn ?? 'Not given'),
    row('Trust (UID)', answer.trustUid ?? 'That of the base school'),
    row('Place', placeText(answer)),
    row('Days offered', daysText(answer.halfDaysOffered)),
    row('Phases', begun(phaseList(answer.phases))),
    row('Expertise', answer.expertise.length === 0 ? 'None given' : begun(needList(answer.expertise))),
    row(
      'Most engagements at once',
      answer.maxEngagements === null ? 'No limit' : String(answer.maxEngagements),
    ),
    row('Travels', answer.travelMetres === null ? 'Any distance' : `Up to ${milesText(answer.travelMetres)}`),
    row('Gives', begun(listText(answer.supportUnits.map((unit) => UNIT_NAMES[unit])))),
    row('Briefing attended', begun(answer.briefingAttended ?? 'not said')),
    row('Available', availableText(answer)),
    row('Will not support these schools (URN)', ids(answer.excludedUrns)),
    row('Will not support these trusts (UID)', ids(answer.excludedTrustUids)),
    row('Conflict of interest with (URN)', ids(answer.conflictUrns)),
  ];
}

function placeText({ easting, northing, postcode }: LeaderAnswer['answer']): string {
  if (easting !== null && northing !== null) return `Grid reference ${String(easting)}, ${String(northing)}`;
  return postcode ?? 'That of the base school';
}

function availableText({ availableFrom, availableTo }: LeaderAnswer['answer']): string {
  if (availableFrom === null && availableTo === null) return 'All the time that the offer runs';
  const from = availableFrom === null ? '' : `From ${dateText(availableFrom)}`;
  const to = availableTo === null ? '' : `${from === '' ? 'Until' : ' until'} ${dateText(availableTo)}`;
  return `${from}${to}`;
}

export interface LeaderMatchRow {
  readonly caseName: string;
  /** Where its run says why. */
  readonly href: string;
  readonly matchHref: string;
  readonly days: number;
  readonly miles: string;
  readonly state: string;
  readonly changedOn: string;
}

/** Matches that were published; what runs only propose is theirs to show. */
export function publishedOf(matches: readonly MatchView[]): readonly MatchView[] {
  return matches.filter(({ state }) => state !== 'proposed');
}

export function presentLeaderMatches(matches: readonly MatchView[]): readonly LeaderMatchRow[] {
  return matches.map((match) => ({
    caseName: match.caseName,
    href: `/runs/${match.runId}/cases/${encodeURIComponent(match.caseId)}`,
    matchHref: `/matches/${match.id}`,
    days: daysFromHalfDays(match.halfDays),
    miles: milesFromMetres(match.distanceMetres).toFixed(1),
    state: codeWords(match.state),
    changedOn: dateText(dayInEngland(match.changedAt)),
  }));
}

/** The offers that a leader gives days to, as links; the one that is shown is active. */
export function offerLinks(
  offers: readonly OfferYear[],
  shown: OfferYear,
  path: string,
): readonly { readonly text: string; readonly href: string; readonly active: boolean }[] {
  return offers.map((offer) => ({
    text: OFFER_NAMES[offer],
    href: `${path}?offer=${offer}`,
    active: offer === shown,
  }));
}
