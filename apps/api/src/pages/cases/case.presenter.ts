import { daysFromHalfDays } from '../../../../../libs/domain/kernel/index.js';
import { transition } from '../../../../../libs/domain/lifecycle/index.js';
import type {
  CaseNeed,
  ContactMeans,
  ContactResult,
  Decision,
} from '../../../../../libs/domain/offers/index.js';
import type { MatchView } from '../../../../../libs/features/matches/index.js';
import {
  type CaseContacts,
  type CaseSummary,
  CONTACT_EVENTS,
  type ContactEvent,
  type DecisionOfAssessment,
} from '../../../../../libs/features/offers/index.js';
import type { OverrideView } from '../../../../../libs/features/overrides/index.js';
import type { CaseInRun } from '../../../../../libs/features/runs/index.js';
import {
  CONTACT_NAMES,
  contactProblemSentence,
  CRITERION_NAMES,
  dateText,
  EXPERTISE_NAMES,
  listText,
  milesText,
  nameIn,
  OFFER_NAMES,
  offeredDaysText,
  phaseList,
  sentence,
  UNIT_NAMES,
  whyDecision,
  dayInEngland,
} from '../../../../../libs/wording/index.js';
import type { CalledActor } from '../actor-names.js';
import { stateTag } from '../assignments/match.presenter.js';
import { presentEffect } from '../override/effect.presenter.js';
import { CASE_STATE_TAGS, CONTACT_STATUS_TAGS } from './cases.presenter.js';

export interface CaseFacts {
  readonly summary: CaseSummary;
  readonly contacts: CaseContacts;
  /** By which it is eligible now. */
  readonly decisions: readonly Decision[];
  /** Of the supported school or trust, newest first. */
  readonly earlier: readonly DecisionOfAssessment[];
  readonly runs: readonly CaseInRun[];
  readonly matches: readonly MatchView[];
  readonly overrides: readonly OverrideView[];
  readonly nameOf: (leaderRef: string) => string;
  readonly authorOf: CalledActor;
}

export const MEANS_NAMES: Readonly<Record<ContactMeans, string>> = {
  ...{ phone: 'Phone', email: 'Email', letter: 'Letter', meeting: 'Meeting', other: 'Another way' },
};
export const RESULT_NAMES: Readonly<Record<ContactResult, string>> = {
  ...{ reached: 'Reached', 'no-answer': 'No answer', responded: 'They responded' },
};
export const EVENT_NAMES: Readonly<Record<ContactEvent, string>> = {
  contact: 'First contact made',
  offer: 'Support offered',
  'take-up': 'Support taken up',
  'turn-down': 'Support turned down',
};
const MOVE_NAMES: Readonly<Record<string, string>> = {
  ...EVENT_NAMES,
  match: 'Match published',
  start: 'First day delivered',
  close: 'Support over',
};

interface Tagged {
  readonly text: string;
  readonly classes: string;
}

export interface CasePage {
  readonly name: string;
  readonly caseId: string;
  readonly offer: string;
  readonly offerName: string;
  readonly version: number;
  readonly state: Tagged;
  readonly isEligible: boolean;
  readonly rows: readonly { readonly key: { text: string }; readonly value: { text: string } }[];
  readonly decisions: readonly { readonly href: string; readonly name: string; readonly why: string }[];
  readonly needs: readonly { readonly name: string; readonly counts: boolean; readonly from: string }[];
  readonly contact: {
    readonly status: Tagged;
    readonly problems: readonly string[];
    readonly steps: readonly { readonly name: string; readonly done: string }[];
    readonly recorded: readonly ContactLine[];
  };
  readonly moves: readonly { readonly value: ContactEvent; readonly text: string }[];
  readonly runs: readonly RunLine[];
  readonly history: readonly {
    /** ISO date or time; empty: not known. */
    readonly at: string;
    readonly title: string;
    readonly text: string;
  }[];
}

export interface ContactLine {
  /** ISO date. */
  readonly day: string;
  readonly on: string;
  readonly party: string;
  readonly how: string;
  readonly note: string;
  readonly by: string;
  readonly isStruck: boolean;
}

export interface RunLine {
  /** ISO time of the run. */
  readonly at: string;
  readonly href: string;
  readonly run: string;
  readonly on: string;
  readonly leader: string;
  readonly matchHref: string | null;
  readonly days: string;
  readonly distance: string;
  /** Nought: no match. */
  readonly distanceMetres: number;
  readonly state: Tagged;
}

const NO_LEADER: Tagged = { text: 'Not covered', classes: 'govuk-tag--grey' };

/** All that is known of one case: why it is one, what it needs, whom to contact, who supports it, what happened. */
export function presentCase(facts: CaseFacts): CasePage {
  const { summary } = facts;
  return {
    name: summary.supportCase.name,
    caseId: summary.caseId,
    offer: summary.offer,
    offerName: OFFER_NAMES[summary.offer],
    version: summary.version,
    state: CASE_STATE_TAGS[summary.state],
    isEligible: summary.eligible,
    rows: figures(summary),
    decisions: facts.decisions.map((decision) => ({
      href: `/eligibility/${decision.offer}/${decision.subjectKind}/${encodeURIComponent(decision.subjectId)}`,
      name: decision.name,
      why: whyDecision(decision),
    })),
    needs: summary.needs.map((need) => ({
      ...{
        name: capital(EXPERTISE_NAMES[need.need]),
        counts: need.counts,
        from: whereFrom(need, facts.authorOf),
      },
    })),
    contact: contactOf(facts.contacts, facts.authorOf),
    moves: CONTACT_EVENTS.filter(
      (event) => event !== 'contact' && transition('case', summary.state, event).ok,
    ).map((value) => ({ value, text: EVENT_NAMES[value] })),
    runs: runLines(facts),
    history: history(facts),
  };
}

function figures({ offer, supportCase }: CaseSummary): CasePage['rows'] {
  const { unit, supportedId, criterion, tier, halfDays, phases, region, contactBy } = supportCase;
  const row = (key: string, text: string | null): CasePage['rows'] =>
    text === null || text === '' ? [] : [{ key: { text: key }, value: { text } }];
  return [
    ...row(unit === 'school' ? 'URN' : 'UID', supportedId),
    ...row('Support', `${capital(offeredDaysText(offer, halfDays))}, ${UNIT_NAMES[unit]}`),
    ...row('Criterion', nameIn(CRITERION_NAMES, criterion)),
    ...row('Tier', tier === null ? null : String(tier)),
    ...row('Priority', `${String(supportCase.priority)} (1 is served first)`),
    ...row('Phases', capital(phaseList(phases))),
    ...row('Region', region ?? 'Not known'),
    ...row('Contact by', contactBy === null ? null : dateText(contactBy)),
  ];
}

function whereFrom({ fromJudgement, edit }: CaseNeed, authorOf: CaseFacts['authorOf']): string {
  const judged = fromJudgement ? 'From the inspection.' : '';
  if (edit === null) return judged;
  const verb = edit.edit === 'add' ? 'Added' : 'Taken away';
  const by = `${verb} by ${authorOf(edit.by)} on ${dateText(dayInEngland(edit.at))}`;
  return `${judged} ${by}: ${sentence(edit.reason)}`.trim();
}

function contactOf(
  { record, history: recorded, status, problems }: CaseContacts,
  authorOf: CalledActor,
): CasePage['contact'] {
  return {
    status: CONTACT_STATUS_TAGS[status],
    problems: problems.map(contactProblemSentence),
    steps: record.steps.map((party) => {
      const first = record.contacts.find((contact) => contact.party === party);
      return {
        name: capital(nameIn(CONTACT_NAMES, party)),
        done: first === undefined ? 'Not contacted yet' : `Contacted on ${dateText(first.contactedOn)}`,
      };
    }),
    recorded: recorded.map((contact) => ({
      day: contact.contactedOn,
      on: dateText(contact.contactedOn),
      party: capital(nameIn(CONTACT_NAMES, contact.party)),
      how: `${MEANS_NAMES[contact.means]}: ${RESULT_NAMES[contact.result].toLowerCase()}${contact.respondedOn === null ? '' : ` on ${dateText(contact.respondedOn)}`}`,
      note: contact.note ?? '',
      by: `Recorded by ${authorOf(contact.recordedBy)}`,
      isStruck: !contact.inForce,
    })),
  };
}

/** One line for each match of each run; a run that left the case out has one too. */
function runLines({ runs, matches, summary, nameOf }: CaseFacts): readonly RunLine[] {
  return runs.flatMap(({ runId, label, createdAt, leaderRef }): readonly RunLine[] => {
    const of = {
      at: createdAt,
      href: `/runs/${runId}/cases/${encodeURIComponent(summary.caseId)}`,
      run: label,
      on: dateText(dayInEngland(createdAt)),
    };
    const lines = matches.filter((match) => match.runId === runId);
    if (lines.length === 0) {
      const leader = leaderRef === null ? 'No leader' : nameOf(leaderRef);
      return [
        { ...of, leader, matchHref: null, days: '', distance: '', distanceMetres: 0, state: NO_LEADER },
      ];
    }
    return lines.map((match) => ({
      ...of,
      leader: match.leaderName,
      matchHref: `/matches/${match.id}`,
      days: String(daysFromHalfDays(match.halfDays)),
      ...{ distance: milesText(match.distanceMetres), distanceMetres: match.distanceMetres },
      state: stateTag(match.state),
    }));
  });
}

function whoDecided({ state, decidedBy, answeredBy }: OverrideView, authorOf: CalledActor): string {
  const answer = state === 'rejected' ? 'Turned down' : 'Approved';
  const answered = answeredBy === null ? '' : ` ${answer} by ${authorOf(answeredBy)}.`;
  return `Decided by ${authorOf(decidedBy)}.${answered}`;
}

/** What happened, newest first. */
function history({ contacts, earlier, overrides, nameOf, authorOf }: CaseFacts): CasePage['history'] {
  const by = (actorId: string): string => sentence(`by ${authorOf(actorId)}`);
  const moves = contacts.moves.map(({ event, happenedOn, recordedBy }) => ({
    at: happenedOn,
    title: MOVE_NAMES[event] ?? 'Went back to where it was before its match',
    text: by(recordedBy),
  }));
  const decided = earlier.map(({ finishedAt, decision, createdBy }) => ({
    at: finishedAt?.toISOString() ?? '',
    title: decision === null ? 'Nothing is decided about it any more' : 'Decided whether it is eligible',
    text: `${decision === null ? '' : whyDecision(decision)} Asked for by ${authorOf(createdBy)}.`.trim(),
  }));
  const made = overrides.map((override) => ({
    at: override.decidedAt,
    title: 'Reviewer’s decision',
    text: `${listText(presentEffect(override.effect, nameOf).sentences)} Reason: ${sentence(override.reason)} ${whoDecided(override, authorOf)}`,
  }));
  return [...moves, ...decided, ...made].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
