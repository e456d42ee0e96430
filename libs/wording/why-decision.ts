import { daysFromHalfDays, type HalfDays, type OfferYear } from '../domain/kernel/index.js';
import {
  type Decision,
  offerPolicy,
  RULE_CODES,
  type RuleCode,
  type RuleFinding,
} from '../domain/offers/index.js';
import { CERTAINTY_NAMES, MISSING_NAMES, nameIn, READING_SENTENCES } from './code-names.js';
import { listFact, listText, plural, sentence } from './format.js';
import { type RuleWords, SCHOOL_RULE_WORDS } from './school-rule-words.js';
import { TRUST_RULE_WORDS } from './trust-rule-words.js';

/** What every rule of the offers says for yes and for no. */
export const RULE_WORDS: Readonly<Record<RuleCode, RuleWords>> = {
  ...SCHOOL_RULE_WORDS,
  ...TRUST_RULE_WORDS,
};

/** One finding as a sentence; an undetermined one names what the files lack. */
export function whyFinding(finding: RuleFinding): string {
  if (finding.answer === 'undetermined') {
    return sentence(`not known: ${missingList(finding.missing, [finding])}`);
  }
  const words = isRuleCode(finding.rule) ? RULE_WORDS[finding.rule][finding.answer] : undefined;
  return sentence(words ? words(finding.facts) : `${finding.rule}: ${finding.answer}`);
}

/**
 * Why a school or trust is eligible, is not, or cannot be decided: the rules that settled it, in plain words.
 * A "yes" names the criterion, the tier and the level of support; a "no" each criterion's obstacle; otherwise
 * what the files lack.
 */
export function whyDecision(decision: Decision): string {
  const reasons = { yes: whyEligible, no: whyNotEligible, undetermined: whyUndetermined };
  const { certainty } = offerPolicy(decision.offer).source;
  const why = reasons[decision.eligible](decision);
  return certainty === 'published' ? why : `${why} ${certaintySentence(decision.offer)}`;
}

/** How sure we are of the rules that decided. */
export function certaintySentence(offer: OfferYear): string {
  return sentence(
    `The rules of this offer are taken from ${CERTAINTY_NAMES[offerPolicy(offer).source.certainty]}`,
  );
}

function whyEligible(decision: Decision): string {
  const settled = decision.findings.filter(({ answer }) => answer === 'yes');
  const criterion = settled.filter(({ rule }) => rule === decision.criterion);
  const tier = settled.filter(({ rule }) => rule.startsWith('tier-') || rule === 'single-ri');
  const { schoolCriteria, trustCriteria, trustLevelRule, schoolExtras, trustExtras } = offerPolicy(
    decision.offer,
  );
  const { reading } =
    [...schoolCriteria, ...trustCriteria].find(({ code }) => code === decision.criterion) ?? {};
  const level = decision.findings.filter(
    ({ rule, answer }) => rule === trustLevelRule && answer !== 'undetermined',
  );
  const granted = [...schoolExtras, ...trustExtras].filter(({ extra }) => decision.extras.includes(extra));
  const extras = settled.filter((finding) => granted.some(({ rule }) => rule === finding.rule));
  return [
    ...uniqueSentences(criterion),
    ...uniqueSentences(tier.slice(0, 1)).map((text) =>
      decision.tier === null ? text : `Tier ${decision.tier}: ${lowerFirst(text)}`,
    ),
    ...uniqueSentences(level),
    ...uniqueSentences(extras),
    ...(decision.halfDays === null ? [] : [support(decision.offer, decision.halfDays)]),
    ...(reading === undefined ? [] : [READING_SENTENCES[reading]]),
    ...(decision.missing.length === 0 ? [] : [uncertain(decision)]),
  ].join(' ');
}

function support(offer: OfferYear, halfDays: HalfDays): string {
  const days = plural(daysFromHalfDays(halfDays), 'day', 'days');
  return sentence(isOnAverage(offer) ? `${days} of support on average` : `Up to ${days} of support`);
}

/** `up to 10 days`, or `5 days on average` where the offer says so. */
export function offeredDaysText(offer: OfferYear, halfDays: HalfDays): string {
  const days = plural(daysFromHalfDays(halfDays), 'day', 'days');
  return isOnAverage(offer) ? `${days} on average` : `up to ${days}`;
}

function isOnAverage(offer: OfferYear): boolean {
  return offerPolicy(offer).daysAre === 'on-average';
}

/** Eligible for certain, but tier, level or extras may change when these facts come to light. */
function uncertain({ missing, findings }: Decision): string {
  const what = missing.includes('unread-row') ? 'this decision' : 'the terms of the support';
  return sentence(`The files lack ${missingList(missing, findings)}, so ${what} may still change`);
}

function whyNotEligible(decision: Decision): string {
  const aside = rulesAside(decision.offer);
  const obstacles = uniqueSentences(
    decision.findings.filter(({ rule, answer }) => answer === 'no' && !aside.has(rule)),
  );
  return obstacles.length > 0 ? `Not eligible. ${obstacles.join(' ')}` : 'Not eligible.';
}

/** Rules that settle the tier, the level or extras of an eligible case never explain a "no". */
function rulesAside(offer: OfferYear): ReadonlySet<string> {
  const { tiers, trustLevelRule, schoolExtras, trustExtras } = offerPolicy(offer);
  return new Set<string>([
    ...tiers.flatMap(({ anyOf }) => anyOf),
    ...(trustLevelRule === null ? [] : [trustLevelRule]),
    ...[...schoolExtras, ...trustExtras].map(({ rule }) => rule),
  ]);
}

function whyUndetermined(decision: Decision): string {
  const missing = decision.missing.length > 0 ? decision.missing : missingIn(decision.findings);
  return sentence(
    `Cannot be decided from the given files, which lack ${missingList(missing, decision.findings)}`,
  );
}

function missingIn(findings: readonly RuleFinding[]): readonly string[] {
  return [...new Set(findings.flatMap((finding) => finding.missing))];
}

function missingList(codes: readonly string[], findings: readonly RuleFinding[]): string {
  if (codes.length === 0) return 'a fact';
  const rows = [...new Set(findings.flatMap(({ facts }) => listFact(facts, 'unreadRows')))];
  return listText(
    codes.map((code) => (code === 'unread-row' ? unreadName(rows) : nameIn(MISSING_NAMES, code))),
  );
}

const ROWS_NAMED = 5;

/** `what mi.csv row 12 says, which could not be read`. */
function unreadName(rows: readonly string[]): string {
  if (rows.length === 0) return MISSING_NAMES['unread-row'];
  const more = rows.length - ROWS_NAMED;
  const names = [
    ...rows.slice(0, ROWS_NAMED),
    ...(more > 0 ? [plural(more, 'other row', 'other rows')] : []),
  ];
  return `what ${listText(names)} ${rows.length === 1 ? 'says' : 'say'}, which could not be read`;
}

function uniqueSentences(findings: readonly RuleFinding[]): readonly string[] {
  return [...new Set(findings.map(whyFinding))];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function isRuleCode(code: string): code is RuleCode {
  return (RULE_CODES as readonly string[]).includes(code);
}
