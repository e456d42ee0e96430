import type { PairRefusal, PairRefusalCode } from '../domain/candidates/index.js';
import { PAIR_REFUSAL_CODES } from '../domain/candidates/index.js';
import type { Facts } from '../domain/kernel/index.js';
import { codeWords, listFact, listText, numberFact, plural, textFact } from './format.js';
import { whyPairRefused } from './pair-refusal-words.js';

/** Refusals about reviewers' decisions and rulings. */
export const OVERRIDE_REFUSAL_WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  'reason-code-unknown': (facts) =>
    `choose a reason: ${listText(listFact(facts, 'allowed').map(codeWords), 'or')}`,
  'too-many-changes': (facts) =>
    `that is too much for one decision: at most ${plural(numberFact(facts, 'limit'), 'change', 'changes')}`,
  'unknown-override': () => 'there is no such decision',
  'unknown-ruling': () => 'there is no such ruling',
  'unknown-effect': () => 'there is no such answer of the planner',
  'unknown-case': (facts) => `there is no case ${textFact(facts, 'caseId')}`.trimEnd(),
  'unknown-leader': (facts) =>
    `the leader ${textFact(facts, 'leaderRef')}`.trimEnd() + ' has not answered this offer’s survey',
  'effect-not-known': () => 'the planner has no answer to this',
  'match-of-another-run': () => 'this match belongs to another run: decide about it there',
  'run-not-open': (facts) => `nothing can be placed or taken away: the run is ${textFact(facts, 'state')}`,
  'case-named-twice': (facts) => `${textFact(facts, 'caseId')} is named more than once`,
  'case-has-match': (facts) =>
    `${textFact(facts, 'caseId')} already has a leader: ${textFact(facts, 'leaderRef')}`,
  'case-not-matchable': (facts) =>
    facts['eligible'] === false
      ? `${textFact(facts, 'caseId')} is not eligible any more`
      : `${textFact(facts, 'caseId')} cannot be matched now: it is ${codeWords(textFact(facts, 'state'))}`,
  'case-pinned': (facts) =>
    `a reviewer fixed ${textFact(facts, 'caseId')} to ${textFact(facts, 'leaderRef')}: lift that first`,
  'same-leader': (facts) => `${textFact(facts, 'leaderRef')} already has ${textFact(facts, 'caseId')}`,
  'pair-stands': (facts) =>
    `${textFact(facts, 'leaderRef')} has ${textFact(facts, 'caseId')} now: take it away in the same decision`,
  'ruled-already': (facts) =>
    `a ruling on ${textFact(facts, 'caseId')} already stands in the way: lift that first`,
  'ruling-lifted': () => 'this ruling was lifted before',
  'not-overrulable': (facts) =>
    `these rules are never set aside: ${listText(listFact(facts, 'rules').map(codeWords))}`,
  'override-refused': (facts) => `this is not possible. ${ruleSentences(facts)}`,
  'overrule-needed': (facts) => `say that these rules are set aside. ${ruleSentences(facts)}`,
  'own-decision': () => 'a second person has to approve this: nobody approves what they decided themselves',
  'if-match-needed': () => 'look at the effect first, and send its ETag as If-Match',
  'not-proposals': () => 'some of these are no longer proposals: look at the run again',
};

function ruleSentences(facts: Facts): string {
  const pairs = Array.isArray(facts['pairs']) ? (facts['pairs'] as readonly Facts[]) : [];
  const sentences = pairs.map((pair) => {
    const rules = Array.isArray(pair['rules']) ? (pair['rules'] as readonly Facts[]) : [];
    const why = rules.flatMap((rule) => {
      const known = pairRefusal(rule);
      return known === null ? [] : [whyPairRefused(known)];
    });
    return `${textFact(pair, 'leaderRef')} with ${textFact(pair, 'caseId')}: ${why.join(' ')}`;
  });
  return sentences.join(' ');
}

function pairRefusal(rule: Facts): PairRefusal | null {
  const code: PairRefusalCode | undefined = PAIR_REFUSAL_CODES.find((known) => known === rule['code']);
  const facts = rule['facts'];
  if (code === undefined || typeof facts !== 'object' || facts === null || Array.isArray(facts)) return null;
  return { code, facts: facts as Facts };
}
