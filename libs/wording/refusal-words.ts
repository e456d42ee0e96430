import type { Facts, Refusal } from '../domain/kernel/index.js';
import { type ParamsFaultCode, paramsFaults } from '../domain/candidates/index.js';
import { MATCH_STATES, type MatchState } from '../domain/lifecycle/index.js';
import { CASE_REFUSAL_WORDS } from './case-refusal-words.js';
import { DELIVERY_REFUSAL_WORDS } from './delivery-words.js';
import { IMPORT_REFUSAL_WORDS } from './import-refusal-words.js';
import { MATCHING_REFUSAL_WORDS } from './matching-refusal-words.js';
import { OVERRIDE_REFUSAL_WORDS } from './override-refusal-words.js';
import { codeWords, dateFact, listFact, listText, numberFact, plural, sentence, textFact } from './format.js';

/** How a match stands, as the reason why something is not done with it. */
const MATCH_STANDS: Readonly<Record<MatchState, string>> = {
  proposed: 'the match is not published',
  published: 'the match waits for an answer',
  accepted: 'the match is accepted',
  declined: 'the match was declined',
  lapsed: 'the match was not answered in time',
  active: 'the support is under way',
  completed: 'the support is completed',
  'ended-early': 'the support has ended early',
  superseded: 'another decision has taken the place of the match',
  stopped: 'the match was stopped because of a conflict of interest',
};

const PARAMS_FAULT_WORDS: Readonly<Record<ParamsFaultCode, string>> = {
  'not-an-object': 'is not an object',
  'unknown-key': 'is not a known setting',
  'not-a-number': 'is not a number',
  'not-a-whole-number': 'is not a whole number',
  'too-small': 'is too small',
  'too-large': 'is too large',
  'too-many-decimals': 'has too many decimals',
  'not-text': 'is not a text',
  'not-true-or-false': 'is neither true nor false',
};

/** `/weights/change is too small (allowed: 0 to 10000)`. */
export function paramsFaultSentence(fault: {
  pointer: string;
  code: ParamsFaultCode;
  allowed: string;
}): string {
  const where = fault.pointer === '' ? 'The document' : fault.pointer;
  return `${where} ${PARAMS_FAULT_WORDS[fault.code]} (allowed: ${fault.allowed}).`;
}

/** Refusals that users meet, by code. A code that is not here is read as its own words. */
const REFUSAL_WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  // signing in and users
  'sign-in-refused': () => 'the username and password do not match',
  'sign-in-elsewhere': () => 'passwords are not taken here: sign in with your organisation’s account',
  'too-many-attempts': (facts) =>
    `that was tried too often: try again in ${plural(numberFact(facts, 'waitSeconds'), 'second', 'seconds')}`,
  'token-refused': () => 'the token is not valid or has expired',
  'not-allowed': () => 'your role does not allow this',
  'no-such-user': () => 'there is no such user',
  'username-taken': () => 'another user has this username',
  'last-admin': () => 'the last administrator cannot be removed',
  'bad-username': () => 'a username has 2 to 64 small letters, digits and . _ @ -',
  'bad-display-name': () => 'a name of at most 100 characters is needed',
  'bad-email': () => 'this cannot be an email address',
  'no-such-invitation': () => 'this invitation is not open: it may have been used, withdrawn or run out',
  'identity-taken': () => 'you have an account already, under which you can sign in',
  'sign-in-failed': () => 'signing in did not work: try again',
  'second-factor-needed': () => 'sign in with a second factor, such as a code from your phone',
  'provider-away': () => 'the service that you sign in with cannot be reached: try again in a few minutes',
  'no-account': () => 'you have no account here: ask an administrator to invite you',
  'bad-password': () => 'the password is too short, too long or too common',
  'bad-roles': (facts) => `choose from these roles: ${listText(listFact(facts, 'allowed'), 'or')}`,
  'leader-needs-ref': () => 'a user with the role leader needs the reference of a leader',
  'invalid-leader-ref': (facts) => `there is no leader ${textFact(facts, 'leaderRef')}`,
  'ref-needs-leader': () => 'only a user with the role leader may have the reference of a leader',
  'bad-offers': (facts) => `choose from these offers: ${listText(listFact(facts, 'allowed'), 'or')}`,
  'offers-need-limited-role': () =>
    'only somebody who is coordinator or reviewer, and nothing else, may be limited to some offers',
  'bad-regions': (facts) => `choose from these regions: ${listText(listFact(facts, 'allowed'), 'or')}`,
  'regions-need-limited-role': () =>
    'only somebody who is coordinator, reviewer or auditor, and nothing else, may be limited to some regions',
  'bad-token-name': () => 'the token needs a name, and not too long a one',
  'bad-token-days': (facts) =>
    `a token lasts from ${String(numberFact(facts, 'from'))} to ${plural(numberFact(facts, 'to'), 'day', 'days')}`,
  'no-such-token': () => 'there is no such token',
  // runs
  'invalid-params': (facts) => {
    const faults = paramsFaults(facts);
    return `the settings of the run are not valid: ${faults.map(paramsFaultSentence).join(' ')}`;
  },
  'pin-refused': (facts) => `a pinned pair is not possible: ${refusedPins(facts)}`,
  'leader-not-in-run': (facts) => `the leader ${textFact(facts, 'leaderRef')} is not part of this run`,
  'case-not-in-run': (facts) => `the case ${textFact(facts, 'caseId')} is not part of this run`,
  'pins-contradict': () => 'the fixed pairs contradict each other or what a leader can give',
  'run-without-plan': () => 'this run has no plan to look at',
  'different-offers': () => 'the two runs are of different offers',
  'not-a-candidate': (facts) =>
    `${textFact(facts, 'leaderRef') || 'the leader'} may not take ${textFact(facts, 'caseId') || 'the case'}`,
  'no-change-named': () => 'say what is to be changed',
  'unknown-run': () => 'there is no such run',
  'unknown-offer': (facts) => `there is no offer ${textFact(facts, 'offer')}`.trimEnd(),
  'not-possible-in-this-state': (facts) => {
    const [machine, state] = [textFact(facts, 'machine') || 'it', textFact(facts, 'state')];
    if (state === '') return 'this cannot be done now';
    const what = machine === 'it' ? machine : `the ${machine}`;
    const match = machine === 'match' ? MATCH_STATES.find((known) => known === state) : undefined;
    return `this cannot be done now: ${match === undefined ? `${what} is ${codeWords(state)}` : MATCH_STANDS[match]}`;
  },
  'not-assessed': () => 'the offer has not been assessed yet: import schools and inspections first',
  'no-cases': () => 'there is no case to match',
  'no-leaders': () => 'there is no leader to match: import a capacity survey first',
  'no-schools': () => 'there are no schools to decide about: import a school file first',
  'bad-date': () => 'write a date that there is, as YYYY-MM-DD',
  'bad-as-of': (facts) =>
    `${dateFact(facts, 'asOf')} is far from the offer ${textFact(facts, 'offer')}: give a day from ` +
    `${dateFact(facts, 'from')} to ${dateFact(facts, 'to')}`,
  'label-too-long': (facts) => tooLong('the label', facts),
  'held-elsewhere': () => 'another worker is busy with this run',
  cancelled: () => 'the run was stopped',
  'time-limit-overrun': () => 'the solving ran far beyond its time limit and was stopped',
  'memory-limit-reached': () => 'the solving took too much memory and was stopped',
  'fence-lost': () => 'another worker has taken this run over',
  'cancel-requested': () => 'the run is being stopped',
  'cancel-not-requested': () => 'nobody asked to stop this run',
  'broke-off-repeatedly': () => 'the work broke off several times and was given up',
  // budgets
  'not-enough-days': (facts) => {
    const leaders = listFact(facts, 'leaderRefs');
    return `not enough days are left${leaders.length === 0 ? '' : ` with ${listText(leaders)}`}`;
  },
  'more-than-reserved': () => 'more days than are reserved',
  'budget-not-granted': () => 'the leader has not been granted any days in this offer',
  'budget-already-granted': () => 'days were already granted for this offer',
  'half-days-not-whole': () => 'days are counted in steps of half a day',
  // cases, matches and answers
  ...MATCHING_REFUSAL_WORDS,
  ...CASE_REFUSAL_WORDS,
  ...OVERRIDE_REFUSAL_WORDS,
  ...DELIVERY_REFUSAL_WORDS,
  // changes at the same time
  stale: () => 'this was changed in the meantime: look at it again',
  'nothing-to-do': () => 'there is nothing to do any more',
  overtaken: () => 'this was changed in the meantime: look at it again',
  superseded: () => 'something newer has taken its place',
  'idempotency-key-reused': () => 'the same key was used for another request',
  'reason-needed': () => 'a reason is needed',
  'unknown-person': () => 'nobody is known by that reference, username or email address',
  'bad-retention-years': () => 'the number of years is a whole number from 1 to 50',
  'reason-too-long': (facts) => tooLong('the reason', facts),
  'decided-by-too-long': (facts) => tooLong('who decided', facts),
  'export-purpose-needed': () => 'say what you need the file for',
  'export-purpose-too-long': (facts) => tooLong('what you need the file for', facts),
  // files
  ...IMPORT_REFUSAL_WORDS,
  'file-empty': () => 'the file is empty',
  'file-too-large': (facts) =>
    `the file is too large${numberFact(facts, 'limitBytes') > 0 ? `: at most ${plural(numberFact(facts, 'limitBytes'), 'byte', 'bytes')}` : ''}`,
  'offer-required': () => 'say which offer this file is for',
  'offer-not-wanted': () => 'this kind of file belongs to no single offer',
  'no-samples': () => 'there are no samples to remove',
  'more-than-samples': () => 'there is more than the samples here, so nothing was removed',
  'bad-outline-json': () => 'the outline is not JSON: send GeoJSON or TopoJSON',
  'bad-outline-areas': () =>
    'the outline holds no areas: a collection of polygons is needed, as GeoJSON or TopoJSON',
  'bad-outline-place': () => 'the outline does not lie in England: coordinates are needed in degrees (WGS84)',
  'bad-outline-size': () => 'the outline is too fine: take the generalised boundaries',
  'file-refused': () => 'the file cannot be used',
  'map-not-json': () => 'the column map is not a JSON object from their column names to ours',
};

/** Codes with a sentence of their own. */
export const REFUSALS_WITH_WORDS: readonly string[] = Object.keys(REFUSAL_WORDS);

/** A refusal in plain words, made of its code and facts; never empty. */
export function refusalSentence(refusal: Refusal): string {
  const words = Object.hasOwn(REFUSAL_WORDS, refusal.code) ? REFUSAL_WORDS[refusal.code] : undefined;
  return sentence(words ? words(refusal.facts) : codeWords(refusal.code));
}

function tooLong(what: string, facts: Facts): string {
  const limit = numberFact(facts, 'limit');
  return `${what} is too long${limit > 0 ? `: at most ${plural(limit, 'character', 'characters')}` : ''}`;
}

function refusedPins(facts: Facts): string {
  const pins = facts['pins'];
  if (!Array.isArray(pins)) return '';
  const named = (pins as readonly Facts[]).map(
    (pin) =>
      `${textFact(pin, 'leaderRef')} with ${textFact(pin, 'caseId')} (${listFact(pin, 'reasons').map(codeWords).join(', ')})`,
  );
  return listText(named);
}
