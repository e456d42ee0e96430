import { type Actor, milesFromMetres, OFFER_YEARS } from '../../../../../libs/domain/kernel/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import {
  LONG_WAY_METRES,
  type LookReason,
  type OverrideView,
  type ProposalSort,
  type ProposalToReview,
} from '../../../../../libs/features/overrides/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import {
  codeWords,
  dateText,
  listText,
  needList,
  OFFER_NAMES,
  whyPairRefused,
  dayInEngland,
} from '../../../../../libs/wording/index.js';
import { presentEffect } from '../override/effect.presenter.js';
import { type ColumnName, type SortColumn, sortColumns } from '../sorted-list.js';
import { reviewAddress, type ReviewForm } from './review.form.js';

export interface ReviewFacts {
  readonly waiting: readonly OverrideView[];
  readonly own: readonly OverrideView[];
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
}

/** Approvals that wait, and the reviewer's own decisions. */
export function presentReview({ waiting, own, names, actorId }: ReviewFacts): ReviewPage {
  const nameOf = (ref: string): string => names.get(ref) ?? ref;
  const line = (decision: OverrideView): DecisionLine => ({
    href: `/overrides/${decision.id}`,
    text: presentEffect(decision.effect, nameOf).sentences.join(' '),
    when: dateText(dayInEngland(decision.decidedAt)),
    state: codeWords(decision.state),
  });
  return {
    waiting: waiting.map((decision) => ({ ...line(decision), isOwn: decision.decidedBy === actorId })),
    own: own.map(line),
  };
}

/** For which cases this person decides. */
export function reviewScope({ offers, regions }: Actor): string {
  const years = offers === undefined ? 'every offer' : listText(offers.map((year) => OFFER_NAMES[year]));
  const where = regions === undefined ? 'every region' : listText(regions);
  return `You review cases of ${years} in ${where}.`;
}

export interface ProposalRow {
  readonly href: string;
  readonly caseHref: string;
  readonly caseName: string;
  readonly caseId: string;
  readonly leader: string;
  readonly offer: string;
  readonly run: string;
  readonly miles: string;
  readonly reasons: readonly string[];
}

export function presentProposals(proposals: readonly ProposalToReview[]): readonly ProposalRow[] {
  return proposals.map((one) => ({
    href: `/matches/${one.matchId}/override`,
    caseHref: `/runs/${one.runId}/cases/${encodeURIComponent(one.caseId)}`,
    ...{ caseName: one.caseName, caseId: one.caseId, leader: one.leaderName },
    ...{ offer: one.offer, run: one.runLabel },
    miles: milesFromMetres(one.distanceMetres).toFixed(1),
    reasons: reasonsToLook(one),
  }));
}

/** Rules set aside, a long way, or no need of the case met. */
export function reasonsToLook({
  facts,
  distanceMetres,
}: Pick<MatchView, 'facts' | 'distanceMetres'>): readonly string[] {
  const { overruled = [], needsMet, needsMissed } = facts;
  return [
    ...overruled.map((rule) => `Set aside: ${whyPairRefused(rule)}`),
    ...(distanceMetres > LONG_WAY_METRES
      ? [`A long way: ${milesFromMetres(distanceMetres).toFixed(1)} miles.`]
      : []),
    ...(needsMissed.length > 0 && needsMet.length === 0
      ? [`Meets none of its needs: ${needList(needsMissed)}.`]
      : []),
  ];
}

const REASON_TEXTS: Readonly<Record<LookReason, string>> = {
  'rule-set-aside': 'A rule was set aside',
  'long-way': 'A long way',
  'no-need-met': 'Meets no need',
};

interface Item {
  readonly value: string;
  readonly text: string;
}

export const REVIEW_CHOICES: Readonly<Record<'offers' | 'reasons', readonly Item[]>> = {
  offers: [
    { value: '', text: 'Every offer' },
    ...[...OFFER_YEARS].reverse().map((value) => ({ value, text: OFFER_NAMES[value] })),
  ],
  reasons: [
    { value: '', text: 'Any reason' },
    ...Object.entries(REASON_TEXTS).map(([value, text]) => ({ value, text })),
  ],
};

const COLUMNS: readonly ColumnName<ProposalSort>[] = [
  ['case', 'School or trust'],
  ['leader', 'Leader'],
  ['miles', 'Miles', 'number'],
  [null, 'Why look'],
  ['offer', 'Offer and run'],
];

export function reviewColumns(form: ReviewForm): readonly SortColumn[] {
  return sortColumns(COLUMNS, form, (change) => reviewAddress(form, change));
}

/** Each filter in force, with the address that lifts it. */
export function reviewTags(form: ReviewForm): readonly { readonly text: string; readonly href: string }[] {
  const { offer, reason, text } = form;
  return [
    ...(offer === '' ? [] : [{ text: OFFER_NAMES[offer], href: reviewAddress(form, { offer: '' }) }]),
    ...(reason === '' ? [] : [{ text: REASON_TEXTS[reason], href: reviewAddress(form, { reason: '' }) }]),
    ...(text === '' ? [] : [{ text: `“${text}”`, href: reviewAddress(form, { text: '' }) }]),
  ];
}

/** The queue as a file. */
export const PROPOSAL_FILE_COLUMNS: readonly CsvColumn<ProposalToReview>[] = [
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'run', of: ({ runLabel }) => runLabel },
  { name: 'case_id', of: ({ caseId }) => caseId },
  { name: 'name', of: ({ caseName }) => caseName },
  { name: 'leader_ref', of: ({ leaderRef }) => leaderRef },
  { name: 'leader_name', of: ({ leaderName }) => leaderName },
  { name: 'distance_miles', of: ({ distanceMetres }) => milesFromMetres(distanceMetres) },
  { name: 'why_look', of: (one) => reasonsToLook(one).join(' ') },
];
