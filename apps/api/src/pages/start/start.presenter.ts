import type { AssessmentSummary } from '../../../../../libs/features/offers/index.js';
import type { FileFigures, RoundFigures } from '../../../../../libs/features/reports/index.js';
import type { RunView } from '../../../../../libs/features/runs/index.js';
import {
  begun,
  dateText,
  daysText,
  OFFER_NAMES,
  plural,
  dayInEngland,
} from '../../../../../libs/wording/index.js';
import { runStateWords } from '../run-state.presenter.js';

/** One line of a task list of the design system; without `href` it is no link. */
export interface Task {
  readonly title: { readonly text: string };
  readonly hint: { readonly text: string };
  readonly href?: string;
  readonly status:
    | { readonly text: string; readonly classes?: string }
    | { readonly tag: { readonly text: string; readonly classes: string } };
}

export interface RoundCard {
  readonly offer: string;
  readonly name: string;
  /** Where the round stands, in a sentence or two. */
  readonly story: string;
  readonly tasks: readonly Task[];
}

export interface RoundFacts {
  readonly figures: RoundFigures;
  readonly files: FileFigures;
  readonly assessment: AssessmentSummary | undefined;
  readonly lastRun: RunView | undefined;
  readonly mayImport: boolean;
  readonly mayReview: boolean;
  /** To some regions. */
  readonly limited?: boolean;
}

const DONE: Task['status'] = { text: 'Completed' };
const NOT_YET: Task['status'] = {
  text: 'Cannot start yet',
  classes: 'govuk-task-list__status--cannot-start-yet',
};
const TO_DO: Task['status'] = { tag: { text: 'To do', classes: 'govuk-tag--blue' } };

/** Whether anything has happened in an offer. */
export function isUnderWay({ figures, assessment, lastRun }: RoundFacts): boolean {
  return assessment !== undefined || lastRun !== undefined || figures.files > 0 || figures.leaders > 0;
}

/** Where one offer stands and what waits for somebody, in the order of the work. */
export function presentRound(facts: RoundFacts): RoundCard {
  return {
    offer: facts.figures.offer,
    name: OFFER_NAMES[facts.figures.offer],
    story: story(facts),
    tasks: [
      ...(facts.mayImport ? [files(facts)] : []),
      eligibility(facts),
      contact(facts),
      leaders(facts),
      matching(facts),
      publishing(facts),
      ...(facts.mayReview && facts.figures.toApprove > 0 ? [approvals(facts)] : []),
      answers(facts),
      ...delivery(facts),
    ],
  };
}

function story({ figures, assessment, lastRun }: RoundFacts): string {
  if (assessment === undefined) return 'Nobody has decided yet who is eligible.';
  const cases = `${plural(figures.cases, 'case is', 'cases are')} eligible`;
  // Of every run: the last one may be about a few cases that were left.
  const held = figures.toPublish + figures.toAnswer + figures.accepted;
  const isRun = lastRun !== undefined && lastRun.summary !== null;
  const matched =
    held > 0 ? `${String(held)} of them matched` : isRun ? 'none of them matched' : 'not matched yet';
  const wait = [
    ...(figures.toPublish > 0 ? [`${plural(figures.toPublish, 'match', 'matches')} to publish`] : []),
    ...(figures.toAnswer > 0 ? [`${plural(figures.toAnswer, 'answer', 'answers')} to wait for`] : []),
    ...(figures.accepted > 0 ? [`${String(figures.accepted)} accepted`] : []),
  ];
  return `${cases}, ${[matched, ...wait].join(', ')}.`;
}

function files({ figures, files: { stored, waiting } }: RoundFacts): Task {
  const own =
    figures.files === 0
      ? 'none of them only for this offer'
      : `${String(figures.files)} of them only for this offer`;
  return {
    title: { text: 'Import the files' },
    hint: {
      text:
        stored === 0
          ? 'Schools, inspections and the capacity survey'
          : `${plural(stored, 'file', 'files')} stored, ${own}`,
    },
    href: '/imports',
    status: waiting > 0 ? waits(waiting, 'to answer or confirm') : stored > 0 ? DONE : TO_DO,
  };
}

function eligibility({ figures, assessment }: RoundFacts): Task {
  const title = { text: 'Decide who is eligible' };
  const href = `/eligibility?offer=${figures.offer}`;
  if (assessment === undefined)
    return {
      title,
      href,
      hint: { text: 'From the schools and inspections that were imported' },
      status: TO_DO,
    };
  const open = assessment.counts?.undetermined ?? 0;
  return {
    title,
    href,
    hint: {
      text: `${plural(figures.cases, 'eligible case', 'eligible cases')}${open === 0 ? '' : `, ${plural(open, 'school or trust that cannot be decided', 'schools and trusts that cannot be decided')}`}, by what was published up to ${dateText(assessment.asOf)}`,
    },
    status: DONE,
  };
}

function contact({ figures }: RoundFacts): Task {
  const { contactsOverdue: overdue, contactsDue: due } = figures;
  const title = { text: 'Contact schools and trusts' };
  if (figures.cases === 0)
    return { title, hint: { text: 'Once it is decided who is eligible' }, status: NOT_YET };
  const which = overdue > 0 ? '&contact=overdue' : due > 0 ? '&contact=due' : '';
  return {
    title,
    hint: {
      text: contactText(figures.cases - overdue - due, due, overdue),
    },
    href: `/cases?offer=${figures.offer}${which}`,
    status: overdue > 0 ? waits(overdue, 'late', 'red') : due > 0 ? waits(due, 'to contact') : DONE,
  };
}

function contactText(done: number, due: number, overdue: number): string {
  return [
    ...(done === 0 ? [] : [`${plural(done, 'case', 'cases')} contacted or over`]),
    ...(due === 0 ? [] : [`${plural(due, 'case', 'cases')} to contact`]),
    ...(overdue === 0 ? [] : [`${plural(overdue, 'case', 'cases')} late`]),
  ].join(', ');
}

function leaders({ figures }: RoundFacts): Task {
  return {
    title: { text: 'Collect leaders’ days' },
    hint: { text: `${plural(figures.leaders, 'leader gives', 'leaders give')} days` },
    href: `/leaders?offer=${figures.offer}`,
    status: figures.leaders > 0 ? DONE : TO_DO,
  };
}

function matching({ figures, lastRun, mayImport: mayRun, limited = false }: RoundFacts): Task {
  const title = { text: 'Match leaders to cases' };
  if (lastRun === undefined) {
    return figures.cases === 0 || figures.leaders === 0
      ? { title, hint: { text: 'Once there are eligible cases and leaders with days' }, status: NOT_YET }
      : {
          title,
          hint: { text: 'No run yet' },
          href: mayRun ? `/runs/new?offer=${figures.offer}` : '/runs',
          status: TO_DO,
        };
  }
  const { stateText, stateColour } = runStateWords(lastRun.state);
  const { summary } = lastRun;
  const covered =
    summary === null
      ? ''
      : `: ${String(summary.covered)} of ${plural(summary.cases, 'case', 'cases')} matched`;
  return {
    title,
    hint: { text: `Last run: ${lastRun.label}, ${dateText(dayInEngland(lastRun.createdAt))}${covered}` },
    href: `/runs/${lastRun.id}${limited ? '/matches' : ''}`,
    status: { tag: { text: stateText, classes: stateColour } },
  };
}

function publishing({ figures, lastRun, mayImport: mayPublish }: RoundFacts): Task {
  const title = { text: 'Review and publish the matches' };
  if (lastRun?.summary == null) return { title, hint: { text: 'Once a run has ended' }, status: NOT_YET };
  const { toPublish } = figures;
  return {
    title,
    hint: {
      text: toPublish === 0 ? 'Nothing left to publish' : 'Leaders are told, and their days are reserved',
    },
    href: `/runs/${lastRun.id}/${toPublish > 0 && mayPublish ? 'publish' : 'matches'}`,
    status: toPublish === 0 ? DONE : waits(toPublish, 'to publish'),
  };
}

function approvals({ figures }: RoundFacts): Task {
  return {
    title: { text: 'Approve decisions of other reviewers' },
    hint: { text: 'A second reviewer has to agree' },
    href: '/review',
    status: waits(figures.toApprove, 'to approve'),
  };
}

function answers({ figures, lastRun }: RoundFacts): Task {
  const { toAnswer, answersLate, accepted } = figures;
  const title = { text: 'Leaders accept or decline' };
  if (toAnswer + accepted === 0 || lastRun === undefined)
    return { title, hint: { text: 'Once matches are published' }, status: NOT_YET };
  return {
    title,
    hint: { text: `${String(accepted)} accepted, ${plural(toAnswer, 'answer', 'answers')} still to come` },
    // Matches of every run wait for answers.
    href: toAnswer > 0 ? `/cases?offer=${figures.offer}&state=matched` : `/runs/${lastRun.id}/matches`,
    status:
      answersLate > 0
        ? waits(answersLate, 'late', 'red')
        : toAnswer > 0
          ? waits(toAnswer, 'to answer', 'yellow')
          : DONE,
  };
}

/** Days given, once any was logged; claims are for those who make them. */
function delivery({ figures, mayImport }: RoundFacts): readonly Task[] {
  const { unsignedHalfDays, signedHalfDays, unclaimedHalfDays, offer } = figures;
  const title = { text: 'Schools sign off the days' };
  if (unsignedHalfDays + signedHalfDays === 0)
    return [{ title, hint: { text: 'Once leaders log days' }, status: NOT_YET }];
  return [
    {
      title,
      hint: {
        text: `${begun(daysText(signedHalfDays))} signed off, ${daysText(unsignedHalfDays)} still to sign off`,
      },
      href: `/reports?offer=${offer}`,
      status: unsignedHalfDays > 0 ? waits(daysText(unsignedHalfDays), 'to sign off', 'yellow') : DONE,
    },
    ...(mayImport
      ? [
          {
            title: { text: 'Claim the signed days' },
            hint: {
              text: `${begun(daysText(signedHalfDays - unclaimedHalfDays))} claimed, ${daysText(unclaimedHalfDays)} not yet`,
            },
            href: `/claims?offer=${offer}`,
            status: unclaimedHalfDays > 0 ? waits(daysText(unclaimedHalfDays), 'to claim') : DONE,
          },
        ]
      : []),
  ];
}

function waits(
  count: number | string,
  what: string,
  colour: 'blue' | 'red' | 'yellow' = 'blue',
): Task['status'] {
  return { tag: { text: begun(`${String(count)} ${what}`), classes: `govuk-tag--${colour}` } };
}
