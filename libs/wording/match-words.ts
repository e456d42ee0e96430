import type {
  Candidate,
  LeaderUsage,
  RefusalCount,
  Remedy,
  RemedyCode,
  UncoveredInResult,
} from '../domain/candidates/index.js';
import { daysFromHalfDays, type Metres } from '../domain/kernel/index.js';
import { needList } from './code-names.js';
import { codeWords, daysText, listText, milesText, plural, sentence } from './format.js';
import { PAIR_REFUSAL_NAMES, whyPairRefused } from './pair-refusal-words.js';

const THOUSANDTHS = 1000;
const METRES_PER_MILE = 1609.344;
/** Reasons named one by one; the rest are only counted. */
const REASONS_SHOWN = 4;

/** Why a leader was proposed for a case: distance, needs met and missed, and the parts of the score. */
export function whyMatch(match: Omit<Candidate, 'leaderRef' | 'caseId' | 'halfDays'>): string {
  const { distance, missedNeeds, change } = match.score;
  const parts = [
    `distance ${points(distance)}`,
    `needs not met ${points(missedNeeds)}`,
    ...(change > 0 ? [`change of leader ${points(change)}`] : []),
  ];
  return [
    sentence(`${milesText(match.distanceMetres)} away`),
    ...needSentences(match),
    sentence(`Score ${points(match.score.total)}: ${listText(parts)}`),
    ...(match.overruled ?? []).map(
      (refusal) => `A reviewer overruled this: ${whyPairRefused(refusal).replace(/^./, lower)}`,
    ),
  ].join(' ');
}

function needSentences({ needsMet, needsMissed }: Pick<Candidate, 'needsMet' | 'needsMissed'>): string[] {
  if (needsMet.length + needsMissed.length === 0) return ['No particular needs are recorded.'];
  return [
    ...(needsMet.length > 0 ? [sentence(`Covers ${needList(needsMet)}`)] : []),
    ...(needsMissed.length > 0 ? [sentence(`Does not cover ${needList(needsMissed)}`)] : []),
  ];
}

/** What the planner says about a case that it leaves without a leader. */
const UNCOVERED_WORDS: Readonly<Record<string, (uncovered: UncoveredInResult) => string>> = {
  'no-candidate': () => 'no leader passes every rule for this case',
  'candidates-full': ({ candidates }) =>
    `${plural(candidates, 'leader', 'leaders')} could take it, but all their days or engagements go to other cases`,
  'not-reached-in-time': () => 'the solving stopped at its limit before a leader was found for it',
};

/** Codes of the planner that have a sentence of their own. */
export const UNCOVERED_REASONS_WITH_WORDS: readonly string[] = Object.keys(UNCOVERED_WORDS);

/** Why a case was left without a leader: the planner's reason, and how many leaders each rule refuses. */
export function whyUncovered(uncovered: UncoveredInResult): string {
  const words = UNCOVERED_WORDS[uncovered.reason];
  const reason = sentence(words ? words(uncovered) : codeWords(uncovered.reason));
  const counts = uncovered.refusals.toSorted((a, b) => b.leaders - a.leaders);
  const shown = counts.slice(0, REASONS_SHOWN).map(refusalCount);
  return shown.length === 0 ? reason : `${reason} ${sentence(`Refused: ${shown.join('; ')}`)}`;
}

function refusalCount({ code, leaders, nearest }: RefusalCount): string {
  const away =
    nearest === null ? '' : ` (the nearest, ${nearest.leaderRef}, ${milesText(nearest.distanceMetres)} away)`;
  return `${plural(leaders, 'leader', 'leaders')} ${PAIR_REFUSAL_NAMES[code]}${away}`;
}

const REMEDY_WORDS: Readonly<Record<RemedyCode, (remedy: Remedy) => string>> = {
  'more-solving-time': ({ leaderRef }) =>
    `${leaderRef} could take it as things stand: let the run solve for longer`,
  'one-more-engagement': ({ leaderRef }) => `${leaderRef} has the days: one more engagement would do`,
  'longer-travel': ({ leaderRef, extraMetres }) =>
    `${leaderRef} would have to travel ${enoughMiles(extraMetres)} farther than their limit`,
  'wider-run-limit': ({ leaderRef, extraMetres }) =>
    `a limit of distance ${enoughMiles(extraMetres)} wider for the run would bring in ${leaderRef}`,
  'attend-briefing': ({ leaderRef }) => `${leaderRef} could take it after attending a briefing`,
  'more-days': ({ leaderRef, extraHalfDays }) =>
    `${leaderRef} would have to give ${daysText(extraHalfDays)} more`,
};

/** The smallest single change that would cover a case. */
export function remedySentence(remedy: Remedy): string {
  return sentence(`${REMEDY_WORDS[remedy.code](remedy)} (${milesText(remedy.distanceMetres)} away)`);
}

/** `used 6 of 10 days; 4 days left; 2 engagements`. */
export function leaderUsageText(usage: LeaderUsage): string {
  const used = String(daysFromHalfDays(usage.halfDaysUsed));
  const left = daysText(usage.halfDaysLeft);
  const engagements = plural(usage.engagements, 'engagement', 'engagements');
  return `${used} of ${daysText(usage.halfDaysOffered)} used; ${left} left; ${engagements}`;
}

/** Rounded up to a tenth of a mile, so that what we name suffices. */
function enoughMiles(metres: Metres): string {
  const miles = Math.ceil((metres / METRES_PER_MILE) * 10) / 10;
  return plural(miles, 'mile', 'miles');
}

/** Thousandths as score points, with no more decimals than needed. */
function points(thousandths: number): string {
  return String(thousandths / THOUSANDTHS);
}

function lower(letter: string): string {
  return letter.toLowerCase();
}
