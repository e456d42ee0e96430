import { daysFromHalfDays, type Facts, type FactValue } from '../domain/kernel/index.js';
import {
  type ChangeReasonCode,
  CRITERION_CODES,
  type DecisionChange,
  type DecisionChangeReason,
} from '../domain/offers/index.js';
import {
  CONTACT_NAMES,
  CRITERION_NAMES,
  EXTRA_NAMES,
  MISSING_NAMES,
  nameIn,
  needList,
  STANDING_NAMES,
} from './code-names.js';
import { codeWords, dateFact, dateText, listFact, listText, plural, sentence, textFact } from './format.js';
import { concernName, gradeName } from './grades.js';

const JUDGEMENT_NAMES: Readonly<Record<string, string>> = {
  overallEffectiveness: 'overall effectiveness',
  leadershipAndManagement: 'leadership and management',
  qualityOfEducation: 'quality of education',
  concern: 'the category of concern',
};
const ANSWER_WORDS: Readonly<Record<string, string>> = {
  yes: 'now holds',
  no: 'no longer holds',
  undetermined: 'can no longer be decided',
};
const SETTING_NAMES: Readonly<Record<string, string>> = {
  priorities: 'the priorities',
  contactOrder: 'the order of contacts',
  termDates: 'the term dates',
  directSchoolSupport: 'the agreements on direct support',
  inspectionsReach: 'the day up to which the inspections are complete',
};

/** What every reason of a changed decision says. */
export const CHANGE_REASON_WORDS: Readonly<Record<ChangeReasonCode, (facts: Facts) => string>> = {
  'new-inspection': (facts) => {
    const published =
      textFact(facts, 'publicationDate') === '' ? '' : `, published on ${dateFact(facts, 'publicationDate')}`;
    const grade = facts['overallEffectiveness'];
    const graded = typeof grade === 'number' ? `, graded ${gradeName(grade)}` : '';
    return `there is a newer inspection, of ${dateFact(facts, 'inspectionStart')}${published}${graded}`;
  },
  'inspection-no-longer-known': (facts) =>
    `the inspection of ${dateFact(facts, 'inspectionStart')} is no longer in the files, or was not yet published on the date asked for`,
  'grade-changed': (facts) => {
    const judgement = textFact(facts, 'judgement');
    const name = judgement === 'concern' ? concernName : gradeName;
    return `${JUDGEMENT_NAMES[judgement] ?? 'a judgement'} of the inspection of ${dateFact(facts, 'inspectionStart')} reads ${name(facts['after'])}, before ${name(facts['before'])}`;
  },
  'publication-date-changed': (facts) =>
    `the report of the inspection of ${dateFact(facts, 'inspectionStart')} was published on ${dateFact(facts, 'after')}, before it was said to be ${dateFact(facts, 'before')}`,
  'school-opened': (facts) =>
    `the school is new in the register${textFact(facts, 'openDate') === '' ? '' : ` (open since ${dateFact(facts, 'openDate')})`}`,
  'school-closed': (facts) =>
    `the school is no longer open${textFact(facts, 'closeDate') === '' ? '' : ` (closed on ${dateFact(facts, 'closeDate')})`}`,
  'school-gone': () => 'the school is no longer in the register',
  'trust-new': () => 'the trust is new in the files',
  'trust-gone': () => 'the trust is no longer in the files',
  'school-record-changed': (facts) =>
    `the register says something else of the school: ${factWords(facts, 'its record')} is ${valueText(facts['after'])}, before ${valueText(facts['before'])}`,
  'joined-trust': (facts) => `the school joined the trust ${textFact(facts, 'trustUid')}`.trimEnd(),
  'left-trust': (facts) => `the school left the trust ${textFact(facts, 'trustUid')}`.trimEnd(),
  'moved-trust': (facts) =>
    `the school moved from the trust ${valueText(facts['before'])} to the trust ${valueText(facts['after'])}`,
  'standing-changed': (facts) =>
    `the school is ${standing(facts['after'])}, before it was ${standing(facts['before'])}`,
  'trust-schools-changed': (facts) => {
    const [added, removed] = [listFact(facts, 'added'), listFact(facts, 'removed')];
    const parts = [
      ...(added.length === 0 ? [] : [`now with ${listText(added)}`]),
      ...(removed.length === 0 ? [] : [`no longer with ${listText(removed)}`]),
    ];
    return `the eligible schools of the trust are others${parts.length === 0 ? '' : `: ${parts.join('; ')}`}`;
  },
  'trust-figures-changed': (facts) =>
    `${factWords(facts, 'a figure of the trust')}: ${valueText(facts['after'])}, before ${valueText(facts['before'])}`,
  'list-changed': (facts) => {
    const list =
      textFact(facts, 'list') === 'below-floor'
        ? 'the list of schools below the floor standards or coasting'
        : 'the list of the former 2RI+ policy';
    if (textFact(facts, 'fact') === 'listGiven') return `${list} was given or taken back`;
    return facts['after'] === true ? `the school is now on ${list}` : `the school is no longer on ${list}`;
  },
  'referral-decided': (facts) => {
    const decision = textFact(facts, 'after');
    const on = textFact(facts, 'decidedOn') === '' ? '' : ` on ${dateFact(facts, 'decidedOn')}`;
    const request = textFact(facts, 'request') === 'application' ? 'application' : 'referral';
    return decision === ''
      ? `the ${request} was taken back`
      : `the ${request} was ${decision === 'pending' ? 'put off' : decision}${on}`;
  },
  'direct-support-changed': (facts) =>
    facts['agreed'] === true
      ? 'trust and leader agreed that the school is supported directly'
      : 'the school is no longer to be supported directly',
  'facts-now-known': (facts) => `the files now give what was missing: ${missing(facts)}`,
  'facts-now-missing': (facts) => `the files do not give what is needed: ${missing(facts)}`,
  'rule-turned': (facts) =>
    `the rule “${codeWords(textFact(facts, 'rule'))}” ${ANSWER_WORDS[textFact(facts, 'after')] ?? 'answers otherwise'}`,
  'criterion-changed': (facts) =>
    `the criterion is ${criterion(facts['after'])}, before ${criterion(facts['before'])}`,
  'tier-changed': (facts) => `the tier is ${valueText(facts['after'])}, before ${valueText(facts['before'])}`,
  'priority-changed': (facts) =>
    `the priority is ${valueText(facts['after'])}, before ${valueText(facts['before'])}`,
  'unit-changed': (facts) =>
    `the case is ${valueText(facts['after'])}, before it was ${valueText(facts['before'])}`,
  'days-changed': (facts) => `the support is up to ${days(facts['after'])}, before ${days(facts['before'])}`,
  'contacts-changed': (facts) =>
    `contact goes to ${parties(facts, 'after')}, before to ${parties(facts, 'before')}`,
  'contact-by-changed': (facts) =>
    `contact is due by ${dateFact(facts, 'after')}, before by ${dateFact(facts, 'before')}`,
  'extras-changed': (facts) =>
    `with the support comes ${extras(facts, 'after')}, before ${extras(facts, 'before')}`,
  'needs-changed': (facts) => {
    const [added, removed] = [listFact(facts, 'added'), listFact(facts, 'removed')];
    const parts = [
      ...(added.length === 0 ? [] : [`new: ${needList(added)}`]),
      ...(removed.length === 0 ? [] : [`no longer: ${needList(removed)}`]),
    ];
    return `the judged needs are others${parts.length === 0 ? '' : ` (${parts.join('; ')})`}`;
  },
  'rule-set-changed': (facts) =>
    `the rules are those of ${valueText(facts['after'])}, before ${valueText(facts['before'])}`,
  'as-of-changed': (facts) =>
    `what was published by ${dateFact(facts, 'after')} counts, before by ${dateFact(facts, 'before')}`,
  'settings-changed': (facts) => {
    const names = listFact(facts, 'settings').map((name) => SETTING_NAMES[name] ?? name);
    return `settings are others${names.length === 0 ? '' : `: ${listText(names)}`}`;
  },
};

/** One reason of a changed decision as a sentence. */
export function whyChangeReason({ code, facts }: DecisionChangeReason): string {
  return sentence(CHANGE_REASON_WORDS[code](facts));
}

const CHANGE_WORDS = {
  added: 'Is now eligible',
  removed: 'Is no longer eligible',
  changed: 'Is decided otherwise',
} as const;

/** What changed for a school or trust and why, in plain words. */
export function whyChange(change: Pick<DecisionChange, 'change' | 'reasons'>): string {
  const reasons = [...new Set(change.reasons.map(whyChangeReason))];
  return [`${CHANGE_WORDS[change.change]}.`, ...reasons].join(' ');
}

function valueText(value: FactValue | undefined): string {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dateText(value) : value;
  return typeof value === 'number' ? String(value) : 'none';
}

/** The name of a fact as words: `schoolsRiOrWorse` becomes `schools ri or worse`. */
function factWords(facts: Facts, otherwise: string): string {
  const name = textFact(facts, 'fact');
  return name === '' ? otherwise : name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function standing(value: FactValue | undefined): string {
  return nameIn(STANDING_NAMES, typeof value === 'string' ? value : 'unknown');
}

function criterion(value: FactValue | undefined): string {
  const code = CRITERION_CODES.find((known) => known === value);
  return code === undefined ? 'none' : `“${CRITERION_NAMES[code]}”`;
}

function missing(facts: Facts): string {
  const codes = listFact(facts, 'missing');
  return codes.length === 0 ? 'a fact' : listText(codes.map((code) => nameIn(MISSING_NAMES, code)));
}

function days(value: FactValue | undefined): string {
  return typeof value === 'number'
    ? plural(daysFromHalfDays(value), 'day', 'days')
    : 'an unknown number of days';
}

function parties(facts: Facts, name: string): string {
  const names = listFact(facts, name).map((party) => nameIn(CONTACT_NAMES, party));
  return names.length === 0 ? 'nobody' : listText(names);
}

function extras(facts: Facts, name: string): string {
  const names = listFact(facts, name).map((extra) => nameIn(EXTRA_NAMES, extra));
  return names.length === 0 ? 'nothing more' : listText(names);
}
