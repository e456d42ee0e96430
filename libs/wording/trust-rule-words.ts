import type { Facts } from '../domain/kernel/index.js';
import { nameIn, CRITERION_NAMES } from './code-names.js';
import { dateFact, listFact, listText, numberFact, plural, textFact } from './format.js';
import type { RuleWords, TrustRuleCode } from './school-rule-words.js';

const ofCounted = (facts: Facts): string =>
  `${String(numberFact(facts, 'schoolsRiOrWorse'))} of ` +
  `${plural(numberFact(facts, 'schoolsCounted'), 'school', 'schools')} inspected since joining`;
const compared = (facts: Facts): string =>
  `over ${plural(numberFact(facts, 'schoolsCompared'), 'school', 'schools')} with an earlier grade the grades ` +
  `changed by ${signed(numberFact(facts, 'gradeChange'))} in all`;

export const TRUST_RULE_WORDS: Readonly<Record<TrustRuleCode, RuleWords>> = {
  'trust-held-two-schools-three-years': {
    yes: (facts) => `${held(facts)} have been in the trust since ${dateFact(facts, 'heldSince')} or longer`,
    no: (facts) =>
      `only ${held(facts)} of the trust joined by ${dateFact(facts, 'heldSince')}; ` +
      `${String(numberFact(facts, 'schoolsRequired'))} must have been in it for three years`,
  },
  'trust-half-ri-or-worse': {
    yes: (facts) => `${ofCounted(facts)} require improvement or worse, which is at least half`,
    no: (facts) => `${ofCounted(facts)} require improvement or worse, which is less than half`,
  },
  'trust-overall-decline': {
    yes: (facts) => `judgements declined overall: ${compared(facts)}`,
    no: (facts) => `judgements did not decline overall: ${compared(facts)}`,
  },
  'nlg-governance': {
    yes: () => 'a national leader of governance may help as well',
    no: () => 'no support by a national leader of governance comes with it',
  },
  'trust-of-eligible-school': {
    yes: (facts) => `the trust is supported on account of ${eligible(facts)}${byCriterion(facts)}`,
    no: () => 'no school of the trust is supported at trust level',
  },
};

function held(facts: Facts): string {
  return plural(numberFact(facts, 'schoolsHeld'), 'school', 'schools');
}

function eligible(facts: Facts): string {
  const urns = listFact(facts, 'eligibleUrns');
  return `${plural(urns.length, 'eligible school', 'eligible schools')} (URN ${listText(urns)})`;
}

function byCriterion(facts: Facts): string {
  const criterion = textFact(facts, 'criterion');
  return criterion === '' ? '' : `: ${nameIn(CRITERION_NAMES, criterion).toLowerCase()}`;
}

/** Higher grades are worse: +2 is a decline. */
function signed(change: number): string {
  return change > 0 ? `+${String(change)}` : String(change);
}
