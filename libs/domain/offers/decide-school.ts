import { caseIdOf, type SourceRow, type SupportUnit } from '../kernel/index.js';
import { priorityOf } from './assess-options.js';
import type { RuleCode } from './codes.js';
import { schoolContacts } from './contacts.js';
import type { Decision, RuleFinding } from './decision.js';
import { evaluate, inquire, reachedTier, type CriterionResult, type Evaluation } from './evaluate.js';
import { carriedOn, referralKey, requestsOf, schoolHistory, unreadOfSchool } from './fact-index.js';
import type { SchoolFacts } from './facts.js';
import { earliest, metOn, type AssessContext, type JudgedSchool } from './judged.js';
import type { OfferPolicy } from './policy.js';
import { unique } from './rules/finding.js';
import { SCHOOL_RULES } from './rules/registry.js';
import type { SchoolSubject } from './rules/rule.js';
import { possiblyKnown, type GradedInspection } from './school-history.js';
import { standingOf } from './standing.js';
import { termEnd } from './term-dates.js';
import { unreadBehind } from './unread-rows.js';

/** Decides about one open school, rule by rule. */
export function decideSchool(context: AssessContext, school: SchoolFacts): JudgedSchool {
  const { policy } = context;
  const subject = schoolSubject(context, school);
  const inquiry = inquire(SCHOOL_RULES, subject);
  const evaluation = evaluate(inquiry, policy.schoolPreconditions, policy.schoolCriteria);
  const { trustUid } = subject.standing;
  const met = evaluation.results.filter(({ answer }) => answer === 'yes');
  if (evaluation.answer !== 'yes' || met.length === 0) {
    return {
      decision: { ...undecided(context, school, evaluation), findings: inquiry.findings },
      school,
      trustUid,
      inspections: [],
    };
  }
  const tier = reachedTier(inquiry, policy.tiers);
  const ranked = met.map((result) => ({
    result,
    priority: priorityOf(policy, context.options, result.criterion.code, tier.tier),
  }));
  const best = ranked.reduce((a, b) => (b.priority < a.priority ? b : a));
  const support = supportOf(inquiry.ask, policy.trustLevelRule, subject);
  const extras = extrasOf(policy, { ...subject, reached: tier });
  const metDate = earliest(met.map((result) => metOn(result, policy)));
  const decision: Decision = {
    ...undecided(context, school, evaluation),
    eligible: 'yes',
    criterion: best.result.criterion.code,
    tier: tier.tier,
    priority: best.priority,
    ...support.unit,
    caseId: caseIdOf(support.unit.unit, support.unit.supportedId),
    halfDays: policy.halfDaysByUnit[support.unit.unit],
    contacts: schoolContacts(
      policy.contacts,
      subject.carriesOn?.school ?? school,
      subject.standing,
      support.unit.unit,
      context.options.contactOrder,
    ),
    contactBy: metDate === null ? null : termEnd(metDate, context.options.termDates, school.laCode),
    extras: support.unit.unit === 'school' ? extras.granted : [],
    missing: unique([
      ...tier.missing,
      ...support.missing,
      ...extras.missing,
      ...unreadBehind(best.result.findings),
    ]),
    evidence: evidenceOf([...evaluation.preconditions, ...best.result.findings, ...tier.findings]),
    findings: [...inquiry.findings, ...extras.findings],
  };
  return { decision, school, trustUid, inspections: decidingInspections(subject, met) };
}

/** What the rules see of one school. */
export function schoolSubject(context: AssessContext, school: SchoolFacts): SchoolSubject {
  const { index, asOf, policy } = context;
  const carries = carriedOn(index, school, asOf);
  return {
    policy,
    asOf,
    school,
    history: schoolHistory(index, school, asOf, policy.eligibilityWindow.to),
    standing: standingOf(school, index.trusts.byUrn.get(school.urn) ?? null, asOf, carries),
    filesReachWindow: context.filesReachWindow,
    twoRiPlus: index.twoRiPlus === null ? null : { entry: index.twoRiPlus.get(school.urn) ?? null },
    belowFloor: index.belowFloor === null ? null : { entry: index.belowFloor.get(school.urn) ?? null },
    ...requestsOf(index, referralKey('school', school.urn), asOf),
    directSupportAgreed: context.directSchoolSupport.has(school.urn),
    carriesOn: carries,
    reached: null,
    unread: unreadOfSchool(index, school),
  };
}

function undecided(context: AssessContext, school: SchoolFacts, evaluation: Evaluation): Decision {
  return {
    offer: context.policy.offer,
    asOf: context.asOf,
    subjectKind: 'school',
    subjectId: school.urn,
    name: school.name,
    eligible: evaluation.answer,
    criterion: null,
    tier: null,
    priority: null,
    unit: null,
    supportedId: null,
    caseId: null,
    halfDays: null,
    contacts: [],
    contactBy: null,
    extras: [],
    missing: evaluation.missing,
    evidence: evidenceOf([
      ...evaluation.preconditions,
      ...evaluation.results.flatMap(({ findings }) => findings),
    ]),
    findings: [],
  };
}

function supportOf(
  ask: (rule: RuleCode) => RuleFinding | null,
  rule: RuleCode | null,
  { school, standing }: SchoolSubject,
): {
  readonly unit: { readonly unit: SupportUnit; readonly supportedId: string };
  readonly missing: readonly string[];
} {
  const direct = { unit: 'school', supportedId: school.urn } as const;
  const finding = rule === null ? null : ask(rule);
  if (finding?.answer === 'yes' && standing.trustUid !== null) {
    return { unit: { unit: 'trust', supportedId: standing.trustUid }, missing: [] };
  }
  // Where the trust is not known the school is supported directly until it is; `missing` says so.
  return { unit: direct, missing: finding?.missing ?? [] };
}

/** What comes with direct support of an eligible school. What is still open lacks the facts that `missing` names. */
function extrasOf(
  policy: OfferPolicy,
  subject: SchoolSubject,
): {
  readonly granted: readonly string[];
  readonly findings: readonly RuleFinding[];
  readonly missing: readonly string[];
} {
  const inquiry = inquire(SCHOOL_RULES, subject);
  const granted = policy.schoolExtras.filter(({ rule }) => inquiry.ask(rule)?.answer === 'yes');
  return {
    granted: granted.map(({ extra }) => extra),
    findings: inquiry.findings,
    missing: inquiry.findings.flatMap(({ missing }) => missing),
  };
}

/** The newest inspection that the rules of a met criterion named as theirs; for a list or a referral, the newest. */
function decidingInspections(subject: SchoolSubject, met: readonly CriterionResult[]): GradedInspection[] {
  const starts = new Set(
    met.flatMap(({ findings }) => findings.map(({ facts }) => facts['inspectionStart'])),
  );
  const known = possiblyKnown(subject.history);
  const named = known.find(({ startDate }) => starts.has(startDate)) ?? known[0];
  return named === undefined ? [] : [named];
}

/** Every row behind the findings, once, in the order in which it was used. */
export function evidenceOf(findings: readonly RuleFinding[]): SourceRow[] {
  const rows: SourceRow[] = [];
  for (const { evidence } of findings) {
    for (const row of evidence) {
      if (!rows.some(({ file, row: at }) => at === row.row && file === row.file)) rows.push(row);
    }
  }
  return rows;
}
