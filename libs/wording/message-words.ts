import type { Facts } from '../domain/kernel/index.js';
import { CONTACT_NAMES, nameIn, OFFER_NAMES } from './code-names.js';
import { dateFact, daysText, milesText, numberFact, plural, textFact } from './format.js';

/** Who is written to and about, as they are called when the message is read; null: not known. */
export interface MessageNames {
  readonly to: string | null;
  readonly leader: string | null;
  /** The end of a link that works for its reader only; null: there is none, or it is worth nothing any more. */
  readonly secret: string | null;
  /** There is such a link, and who looks at the message here is not its reader. */
  readonly hidesSecret?: boolean;
}

export interface MessageText {
  readonly subject: string;
  /** Plain paragraphs, parted by blank lines. */
  readonly body: string;
}

interface Said {
  readonly facts: Facts;
  readonly leader: string;
  readonly caseName: string;
  /** The page of the match, for the leader or for a coordinator. */
  readonly assignment: string;
  readonly match: string;
  readonly base: string;
  /** Where a school signs. */
  readonly signOff: string | null;
}

type Words = (said: Said) => { readonly subject: string; readonly paragraphs: readonly string[] };

/** What every message says, by its template. */
const MESSAGE_WORDS = {
  'match-published': ({ facts, caseName, assignment }) => ({
    subject: `Will you support ${caseName}?`,
    paragraphs: [
      `You have been matched to ${caseName}, ${away(facts)}. The support is up to ${days(facts)} of your time.`,
      `Tell us by the end of ${answerBy(facts)} whether you can take this on. If we do not hear from you by then, we will ask another leader.`,
      `Read about it and answer: ${assignment}`,
    ],
  }),
  'match-taken-back': ({ caseName, assignment }) => ({
    subject: `You are no longer asked to support ${caseName}`,
    paragraphs: [
      `The match between you and ${caseName} has been taken back. You do not need to do anything. The days are free for other support.`,
      `What happened: ${assignment}`,
    ],
  }),
  'match-lapsed': ({ facts, caseName, assignment }) => ({
    subject: `We will ask another leader to support ${caseName}`,
    paragraphs: [
      `${notHeard(facts)} The match has ended and your days are free for other support.`,
      `If you would still like to help, talk to your coordinator. The match: ${assignment}`,
    ],
  }),
  'reminder-answer-by': ({ facts, caseName, assignment }) => ({
    subject: `Please answer by ${answerBy(facts)}: ${caseName}`,
    paragraphs: [
      `You have been matched to ${caseName} and have not answered yet. If we do not hear from you by the end of ${answerBy(facts)}, we will ask another leader.`,
      `Read about it and answer: ${assignment}`,
    ],
  }),
  'support-proposed': ({ facts, caseName }) => ({
    subject: `A system leader is asked to support ${caseName}`,
    paragraphs: [
      `Under the ${offer(facts)}, ${caseName} can get up to ${days(facts)} of support from a system leader. We have asked a leader and will tell you who it is when they have agreed.`,
      whyYou(facts),
    ],
  }),
  'support-accepted': ({ facts, leader, caseName }) => ({
    subject: `${leader} will support ${caseName}`,
    paragraphs: [
      `${leader} has agreed to give ${caseName} up to ${days(facts)} of support and will be in touch.`,
      whyYou(facts),
    ],
  }),
  'support-taken-back': ({ caseName }) => ({
    subject: `We are looking for another leader for ${caseName}`,
    paragraphs: [
      `The system leader we had in mind for ${caseName} will not give this support. We will tell you when another leader is asked.`,
    ],
  }),
  'answer-accepted': ({ leader, caseName, match }) => ({
    subject: `Accepted: ${leader} supports ${caseName}`,
    paragraphs: [`${leader} has accepted the match with ${caseName}.`, `The match: ${match}`],
  }),
  'answer-declined': ({ leader, caseName, match }) => ({
    subject: `Declined: ${leader} and ${caseName}`,
    paragraphs: [
      `${leader} has declined the match with ${caseName}. The days are free again, and the case goes to the next run unless you offer it to another leader before.`,
      `The reason, and the next candidates: ${match}`,
    ],
  }),
  'answer-missing': ({ facts, leader, caseName, match }) => ({
    subject: `No answer: ${leader} and ${caseName}`,
    paragraphs: [
      `${noAnswer(facts, leader)} The match with ${caseName} has ended, the days are free again, and the case goes to the next run unless you offer it to another leader before.`,
      `The next candidates: ${match}`,
    ],
  }),
  'reminder-contact-by': ({ facts, base }) => ({
    subject: `${cases(facts)} to contact by ${dateFact(facts, 'contactBy')}`,
    paragraphs: [
      `${cases(facts)} of the ${offer(facts)} must be contacted by the end of ${dateFact(facts, 'contactBy')}, and no contact is recorded yet.`,
      `See them: ${base}/cases?offer=${textFact(facts, 'offer')}`,
    ],
  }),
  'sign-off-link': ({ facts, leader, caseName, signOff }) => ({
    subject: `Please confirm the visits to ${caseName}`,
    paragraphs: [
      `${leader} says that help was given to ${caseName} under the ${offer(facts)}. Please say of each visit whether it is right.`,
      howToSign(facts, signOff),
      whyYou(facts),
    ],
  }),
  'reminder-sign-off': ({ facts, leader, caseName, signOff }) => ({
    subject: `Please confirm by ${dateFact(facts, 'signBy')}: visits to ${caseName}`,
    paragraphs: [
      `The visits of ${leader} to ${caseName} are not confirmed yet.`,
      howToSign(facts, signOff),
      whyYou(facts),
    ],
  }),
  'reminder-unsigned': ({ facts, caseName, assignment }) => ({
    subject: `Visits to ${caseName} are not confirmed yet`,
    paragraphs: [
      `${caseName} can confirm your visits until ${dateFact(facts, 'signBy')} and has not done so yet. Days count as delivered once it has.`,
      `See the visits, or make a new link for the school: ${assignment}/days`,
    ],
  }),
} satisfies Readonly<Record<string, Words>>;

export type MessageTemplate = keyof typeof MESSAGE_WORDS;
export const MESSAGE_TEMPLATES = Object.keys(MESSAGE_WORDS) as readonly MessageTemplate[];

/** What a message says. `base`: where the service is, without a slash at the end. */
export function messageText(
  template: MessageTemplate,
  facts: Facts,
  names: MessageNames,
  base: string,
): MessageText {
  const leader = names.leader ?? 'The system leader';
  const matchId = textFact(facts, 'matchId');
  const { subject, paragraphs } = MESSAGE_WORDS[template]({
    ...{ facts, leader, base, caseName: textFact(facts, 'caseName') },
    assignment: `${base}/assignments/${matchId}`,
    match: `${base}/matches/${matchId}`,
    signOff: signOffLink(names, base),
  });
  const greeting = names.to === null ? 'Hello,' : `Dear ${names.to},`;
  const body = [greeting, ...paragraphs, 'Match leaders to schools'].join('\n\n');
  return { subject, body };
}

function away(facts: Facts): string {
  return `${milesText(numberFact(facts, 'distanceMetres'))} away`;
}

function days(facts: Facts): string {
  return daysText(numberFact(facts, 'halfDays'));
}

function notHeard(facts: Facts): string {
  return facts['waitingEnded'] === true
    ? 'We have not had your answer and cannot wait for it any longer.'
    : `We asked you to answer by the end of ${answerBy(facts)} and did not hear from you.`;
}

function noAnswer(facts: Facts, leader: string): string {
  return facts['waitingEnded'] === true
    ? `${leader} had not answered, and a coordinator ended the waiting.`
    : `${leader} did not answer by the end of ${answerBy(facts)}.`;
}

function answerBy(facts: Facts): string {
  return dateFact(facts, 'answerBy');
}

function offer(facts: Facts): string {
  return nameIn(OFFER_NAMES, textFact(facts, 'offer'));
}

function cases(facts: Facts): string {
  return plural(numberFact(facts, 'cases'), 'case', 'cases');
}

function signOffLink({ secret, hidesSecret }: MessageNames, base: string): string | null {
  if (secret !== null) return `${base}/sign-off/${secret}`;
  return hidesSecret === true ? 'the link is for who gets the message, and is not shown here.' : null;
}

function howToSign(facts: Facts, signOff: string | null): string {
  return signOff === null
    ? 'The link to do so was used, withdrawn, or has expired.'
    : `You can do so once, until ${dateFact(facts, 'signBy')}, and need no password: ${signOff}`;
}

function whyYou(facts: Facts): string {
  const party = textFact(facts, 'party');
  return party === ''
    ? 'You get this because you are named as a contact.'
    : `You get this as the contact of the ${nameIn(CONTACT_NAMES, party)}.`;
}
