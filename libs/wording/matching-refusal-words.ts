import type { Facts } from '../domain/kernel/index.js';
import { codeWords, dateFact, daysText, listFact, listText, numberFact, plural, textFact } from './format.js';

/** Names that a sentence lists before it only counts the rest. */
const NAMES_SHOWN = 5;

/** Refusals about cases, matches, leaders' answers and the days behind them. */
export const MATCHING_REFUSAL_WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  'no-such-case': (facts) => `there is no case ${textFact(facts, 'caseId')}`.trimEnd(),
  'unknown-match': () => 'there is no such match',
  'not-in-force': () => 'this answer to the survey is not the one in force',
  'no-earlier-answer': () =>
    'who you are and where you start from is not known yet: the first answer comes with a survey file',
  'invalid-answer': () => 'some of the answer is not possible',
  'days-below-reserved': whyNotFewerDays,
  'answer-too-late': (facts) =>
    `the answer was due by the end of ${dateFact(facts, 'answerBy')}; another leader will be asked`,
  'match-not-over': (facts) =>
    `a match that is ${codeWords(textFact(facts, 'state'))} is not offered to the next leader`,
  'no-such-candidate': (facts) =>
    `${textFact(facts, 'leaderRef')} is not among the next leaders for this case`,
  'not-a-candidate': (facts) =>
    `${textFact(facts, 'leaderRef')} cannot take it any more: ${listFact(facts, 'why').join(' ')}`,
  'unknown-message': () => 'there is no such message',
  'message-not-possible': (facts) => {
    const what = textFact(facts, 'change') === 'cancel' ? 'cancelled' : 'sent again';
    return `a message that is ${codeWords(textFact(facts, 'state'))} cannot be ${what}`;
  },
  'unknown-party': () =>
    'there is no such party: an authority has a code of three digits, a trust a UID, a school a URN',
  'unknown-address': () => 'no address is kept for this party',
  'invalid-address': (facts) => `the ${listText(listFact(facts, 'fields'))} of the contact cannot be used`,
  'not-your-side': () =>
    'a leader declares as leader: what a school or its responsible body declares is recorded by a coordinator',
  'conflict-already-declared': () => 'this conflict of interest is declared already',
  'unknown-conflict': () => 'there is no such conflict of interest, or it was withdrawn already',
  'publish-refused': whyNotPublished,
  'matches-accepted': (facts) => {
    const matches = factList(facts, 'matches');
    if (matches.length === 0) return 'some matches were already accepted and cannot be taken back together';
    const said = plural(matches.length, 'match was', 'matches were');
    const named = names(
      matches,
      (match) => `${textFact(match, 'leaderRef')} with ${textFact(match, 'caseId')}`,
    );
    return `${said} already accepted and cannot be taken back together: ${named}`;
  },
};

/** What is promised, to whom, and what may be done instead. */
function whyNotFewerDays(facts: Facts): string {
  const promised = numberFact(facts, 'reservedHalfDays') + numberFact(facts, 'deliveredHalfDays');
  const held = names(
    factList(facts, 'heldBy'),
    (one) =>
      `${textFact(one, 'caseName') || textFact(one, 'caseId')} (${daysText(numberFact(one, 'halfDays'))})`,
  );
  const by = held === '' ? '' : `: reserved for ${held}`;
  return `that is less than the ${daysText(promised)} promised or delivered already${by}. Offer ${daysText(promised)} or more${waysOut(facts)}`;
}

/** By how far the matches are that hold the days. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  published: 'a match declined or unpublished',
  accepted: 'an accepted match taken back by a reviewer',
  active: 'support under way ended early',
};

function waysOut(facts: Facts): string {
  const states = new Set(factList(facts, 'heldBy').map((one) => textFact(one, 'state')));
  const ways = Object.entries(WAYS_OUT).flatMap(([state, way]) => (states.has(state) ? [way] : []));
  return ways.length === 0 ? '' : `, or have ${ways.join(', or ')} first`;
}

/** Everything that stands in the way of publishing, each with its names. */
function whyNotPublished(facts: Facts): string {
  const found = [
    obstacle(facts, 'leadersShortOfDays', 'not enough days are left with', (leader) => {
      const [needed, left] = [numberFact(leader, 'neededHalfDays'), numberFact(leader, 'leftHalfDays')];
      return `${textFact(leader, 'leaderRef')} (${daysText(needed)} needed, ${daysText(left)} left)`;
    }),
    obstacle(facts, 'leadersOverEngagements', 'too many engagements for', (leader) => {
      const together = numberFact(leader, 'held') + numberFact(leader, 'added');
      const most = numberFact(leader, 'maxEngagements');
      return `${textFact(leader, 'leaderRef')} (${String(together)} together, at most ${String(most)})`;
    }),
    obstacle(
      facts,
      'casesWithLiveMatch',
      'already matched elsewhere',
      (one) => `${textFact(one, 'name') || textFact(one, 'caseId')} (with ${textFact(one, 'leaderRef')})`,
    ),
    obstacle(
      facts,
      'casesNotMatchable',
      'cannot be matched now',
      (one) => `${textFact(one, 'name') || textFact(one, 'caseId')} (${codeWords(textFact(one, 'state'))})`,
    ),
    obstacle(
      facts,
      'pairsForbidden',
      'ruled out by a reviewer:',
      (one) => `${textFact(one, 'name') || textFact(one, 'caseId')} (with ${textFact(one, 'leaderRef')})`,
    ),
    obstacle(
      facts,
      'pairsInConflict',
      'a conflict of interest was declared between',
      (one) => `${textFact(one, 'leaderRef')} and ${textFact(one, 'name') || textFact(one, 'caseId')}`,
    ),
  ].filter((text) => text !== '');
  const why = found.length === 0 ? '' : `: ${found.join('; ')}`;
  return `nothing was published${why}`;
}

function obstacle(facts: Facts, name: string, words: string, nameOf: (item: Facts) => string): string {
  const items = factList(facts, name);
  return items.length === 0 ? '' : `${words} ${names(items, nameOf)}`;
}

function names(items: readonly Facts[], nameOf: (item: Facts) => string): string {
  const shown = items.slice(0, NAMES_SHOWN).map(nameOf);
  const more = items.length - shown.length;
  return listText(more > 0 ? [...shown, plural(more, 'more', 'more')] : shown);
}

function factList(facts: Facts, name: string): readonly Facts[] {
  const value = facts[name];
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).filter(
    (item): item is Facts => typeof item === 'object' && item !== null && !Array.isArray(item),
  );
}
