import type { Candidate, LeaderUsage, RefusalCount } from '../domain/candidates/index.js';
import { daysFromHalfDays, type Facts, type Metres } from '../domain/kernel/index.js';
import type {
  PlanMove,
  Remedy,
  RemedyCode,
  UncoveredInResult,
  UncoveredReason,
} from '../domain/planning/index.js';
import type { MatchState } from '../domain/lifecycle/index.js';
import { needList } from './code-names.js';
import {
  byReference,
  codeWords,
  daysText,
  listText,
  type LeaderCalled,
  milesText,
  numberFact,
  plural,
  pointsText,
  sentence,
} from './format.js';
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

/** `pins-contradict`: the plan is infeasible, so nothing is covered. */
type UncoveredCode = UncoveredReason | 'pins-contradict';

type UncoveredFacts = Pick<UncoveredInResult, 'candidates' | 'facts'>;

/** A state of a match as officials read it. */
export const MATCH_STATE_NAMES: Readonly<Record<MatchState, string>> = {
  proposed: 'Proposed',
  published: 'Published',
  accepted: 'Accepted',
  declined: 'Declined',
  lapsed: 'Not answered',
  active: 'Under way',
  completed: 'Completed',
  'ended-early': 'Ended early',
  superseded: 'Replaced',
  stopped: 'Stopped',
};

/** What the planner says about a case that it leaves without a leader. */
const UNCOVERED_WORDS: Readonly<Record<UncoveredCode, (uncovered: UncoveredFacts) => string>> = {
  'no-candidate': () => 'no leader passes every rule for this case',
  'forbidden-only': () => 'a reviewer has ruled out every leader who could take it',
  'all-candidates-full': ({ candidates, facts }) =>
    `${plural(candidates, 'leader', 'leaders')} could take it, but all their days or engagements go to other cases` +
    lackingText(facts),
  'not-reached-in-time': () => 'the solving stopped at its limit before a leader was found for it',
  'pins-contradict': () => 'no plan was made, because pinned pairs contradict each other or a limit',
};

/** Codes of the planner that have a sentence of their own. */
export const UNCOVERED_REASONS_WITH_WORDS: readonly string[] = Object.keys(UNCOVERED_WORDS);

/** The heading over all cases of one reason. */
export function uncoveredGroupName(reason: string): string {
  return isUncoveredCode(reason) ? UNCOVERED_GROUPS[reason] : sentence(codeWords(reason)).slice(0, -1);
}

const UNCOVERED_GROUPS: Readonly<Record<UncoveredCode, string>> = {
  'no-candidate': 'No leader passes every rule',
  'forbidden-only': 'Every leader was ruled out by a reviewer',
  'all-candidates-full': 'Every leader who could take it is full',
  'not-reached-in-time': 'The solving stopped before a leader was found',
  'pins-contradict': 'No plan was made: pinned pairs contradict each other',
};

/** Why a case was left without a leader: the planner's reason, and how many leaders each rule refuses. */
export function whyUncovered(
  uncovered: Pick<UncoveredInResult, 'reason' | 'candidates' | 'facts' | 'refusals'>,
  called: LeaderCalled = byReference,
): string {
  const reason = uncoveredReason(uncovered);
  const counts = uncovered.refusals.toSorted((a, b) => b.leaders - a.leaders);
  const shown = counts.slice(0, REASONS_SHOWN).map((count) => refusalCount(count, called));
  return shown.length === 0 ? reason : `${reason} ${sentence(`Refused: ${shown.join('; ')}`)}`;
}

/** The planner's reason alone; a code that is not known is read as its own words. */
export function uncoveredReason(uncovered: Pick<UncoveredInResult, 'reason'> & UncoveredFacts): string {
  const { reason } = uncovered;
  return sentence(isUncoveredCode(reason) ? UNCOVERED_WORDS[reason](uncovered) : codeWords(reason));
}

/** Whether it is days or engagements that are lacking. */
function lackingText(facts: Facts): string {
  const [days, engagements] = [numberFact(facts, 'lackDays'), numberFact(facts, 'lackEngagements')];
  const parts = [
    ...(days > 0 ? [plural(days, 'has too few days left', 'have too few days left')] : []),
    ...(engagements > 0
      ? [plural(engagements, 'takes no more engagements', 'take no more engagements')]
      : []),
  ];
  return parts.length === 0 ? '' : `: ${listText(parts)}`;
}

function isUncoveredCode(code: string): code is UncoveredCode {
  return Object.hasOwn(UNCOVERED_WORDS, code);
}

function refusalCount({ code, leaders, nearest }: RefusalCount, called: LeaderCalled): string {
  const away =
    nearest === null
      ? ''
      : ` (the nearest, ${called(nearest.leaderRef)}, ${milesText(nearest.distanceMetres)} away)`;
  return `${plural(leaders, 'leader', 'leaders')} ${PAIR_REFUSAL_NAMES[code]}${away}`;
}

const REMEDY_WORDS: Readonly<Record<RemedyCode, (remedy: Remedy) => string>> = {
  'none-needed': ({ leader }) => `${leader} has room for it: let it solve for longer`,
  'move-others': ({ leader }) =>
    `${leader} could take it without anybody else being given up: let it solve for longer`,
  'more-days': ({ leader, days }) => `${leader} would have to give ${daysWords(days)} more`,
  'more-engagements': ({ leader, engagements }) =>
    `${leader} would have to take ${plural(engagements, 'engagement', 'engagements')} more`,
  'more-days-and-engagements': ({ leader, days, engagements }) =>
    `${leader} would have to give ${daysWords(days)} and take ` +
    `${plural(engagements, 'engagement', 'engagements')} more`,
  'longer-travel': ({ leader, extraMetres }) =>
    `${leader} would have to travel ${enoughMiles(extraMetres ?? 0)} farther than their limit`,
  'wider-run-limit': ({ leader, extraMetres }) =>
    `a limit of distance ${enoughMiles(extraMetres ?? 0)} wider for the run would bring in ${leader}`,
  'attend-briefing': ({ leader }) => `${leader} could take it after attending a briefing`,
  'be-available': ({ leader }) => `${leader} could take it if they were available while the support is given`,
  'offer-phase': ({ leader }) => `${leader} could take it if they offered its phase`,
  'offer-unit': ({ leader }) => `${leader} could take it if they offered this level of support`,
  'lift-forbid': ({ leader }) => `the ban on ${leader} would have to be lifted`,
};

/** The smallest single change that would cover a case, and who would pass on what. */
export function remedySentence(remedy: Remedy, called: LeaderCalled = byReference): string {
  const away = remedy.distanceMetres === undefined ? '' : ` (${milesText(remedy.distanceMetres)} away)`;
  const moves = remedy.moves === undefined ? '' : `; then ${movesText(remedy.moves, called)}`;
  return sentence(
    `${REMEDY_WORDS[remedy.code]({ ...remedy, leader: called(remedy.leader) })}${moves}${away}`,
  );
}

/** `school-1 goes to L1 and school-2 from L1 to L2`. */
export function movesText(moves: readonly PlanMove[], called: LeaderCalled = byReference): string {
  return listText(
    moves.map(
      ({ case: id, from, to }) =>
        `${called(id)} goes ${from === null ? '' : `from ${called(from)} `}to ${called(to)}`,
    ),
  );
}

/** `used 6 of 10 days; 4 days left; 2 engagements`. */
export function leaderUsageText(usage: LeaderUsage): string {
  const used = String(daysFromHalfDays(usage.halfDaysUsed));
  const left = daysText(usage.halfDaysLeft);
  const engagements = plural(usage.engagements, 'engagement', 'engagements');
  return `${used} of ${daysText(usage.halfDaysOffered)} used; ${left} left; ${engagements}`;
}

function daysWords(days: number): string {
  return days === 0.5 ? 'half a day' : plural(days, 'day', 'days');
}

/** Rounded up to a tenth of a mile, so that what we name suffices. */
function enoughMiles(metres: Metres): string {
  const miles = Math.ceil((metres / METRES_PER_MILE) * 10) / 10;
  return plural(miles, 'mile', 'miles');
}

/** Thousandths as score points. */
function points(thousandths: number): string {
  return pointsText(thousandths / THOUSANDTHS);
}

function lower(letter: string): string {
  return letter.toLowerCase();
}
