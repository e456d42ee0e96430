import { addYears, caseIdOf, type IsoDate } from '../kernel/index.js';
import { priorityOf } from './assess-options.js';
import { trustContacts } from './contacts.js';
import type { Decision } from './decision.js';
import { evidenceOf } from './decide-school.js';
import { evaluate, inquire } from './evaluate.js';
import { referralKey, requestsOf, schoolHistory } from './fact-index.js';
import {
  earliest,
  type AssessContext,
  type JudgedSchool,
  type JudgedTrust,
  type SchoolBehind,
} from './judged.js';
import { memberRecords, type MemberRecord } from './rules/trust-members.js';
import { TRUST_RULES } from './rules/registry.js';
import type { TrustSubject } from './rules/rule.js';
import { knownChange } from './rules/trust-overall-decline.rule.js';
import { BELOW_GOOD, surelyKnown } from './school-history.js';
import { termEnd } from './term-dates.js';
import { unreadBehind } from './unread-rows.js';
import { isInTrustOn, type TrustRecord } from './trust-record.js';

/** Decides about one trust. `judgedSchools`: what was decided about its schools. */
export function decideTrust(
  context: AssessContext,
  trust: TrustRecord,
  judgedSchools: readonly JudgedSchool[],
): JudgedTrust {
  const { policy, asOf, options } = context;
  const subject = trustSubject(context, trust, judgedSchools, asOf);
  const inquiry = inquire(TRUST_RULES, subject);
  const { answer, results, missing } = evaluate(inquiry, [], policy.trustCriteria);
  const met = results.filter((result) => result.answer === 'yes');
  const undecided: Decision = {
    offer: policy.offer,
    asOf,
    subjectKind: 'trust',
    subjectId: trust.uid,
    name: trust.name,
    eligible: answer,
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
    missing,
    evidence: evidenceOf(inquiry.findings),
    findings: inquiry.findings,
  };
  if (answer !== 'yes') return { decision: undecided, trust, behind: [] };
  const supported = judgedSchools.filter(({ decision }) => decision.supportedId === trust.uid);
  const codes = met.map(({ criterion }) => criterion.code);
  const ranked = codes.map((code) => ({ code, priority: trustPriority(context, code, supported) }));
  const best = ranked.reduce((a, b) => (b.priority < a.priority ? b : a));
  const after = inquire(TRUST_RULES, { ...subject, eligibleBy: codes });
  const extras = policy.trustExtras.filter(({ rule }) => after.ask(rule)?.answer === 'yes');
  const decision: Decision = {
    ...undecided,
    criterion: best.code,
    priority: best.priority,
    unit: 'trust',
    supportedId: trust.uid,
    caseId: caseIdOf('trust', trust.uid),
    halfDays: policy.halfDaysByUnit.trust,
    contacts: trustContacts(
      policy.contacts,
      supported.map((each) => each.decision.contacts),
      options.contactOrder,
    ),
    contactBy: contactBy(context, trust, supported),
    extras: extras.map(({ extra }) => extra),
    missing: unreadBehind(met.flatMap(({ findings }) => findings)),
    evidence: evidenceOf(met.flatMap(({ findings }) => findings)),
    findings: [...inquiry.findings, ...after.findings],
  };
  return { decision, trust, behind: supported.length > 0 ? supported : schoolsBehind(subject, codes) };
}

function trustSubject(
  context: AssessContext,
  trust: TrustRecord,
  judgedSchools: readonly JudgedSchool[],
  asOf: IsoDate,
): TrustSubject {
  const { policy, index, filesReachWindow, directSchoolSupport } = context;
  const key = referralKey('trust', trust.uid);
  const members = trust.schools
    .filter((member) => isInTrustOn(member, asOf))
    .map((member) => ({
      ...member,
      history: schoolHistory(index, member.school, asOf, policy.eligibilityWindow.to),
    }));
  return {
    policy,
    asOf,
    trust,
    members,
    filesReachWindow,
    ...requestsOf(index, key, asOf),
    // An undecided school that is to be supported directly cannot make its trust eligible.
    schoolDecisions: judgedSchools
      .filter(({ decision, school }) => decision.eligible === 'yes' || !directSchoolSupport.has(school.urn))
      .map(({ decision }) => decision),
    eligibleBy: [],
    unread: [...(index.unread.get(key) ?? []), ...members.flatMap(({ history }) => history.unread)],
  };
}

/** A trust supported on account of its schools has the best of their priorities. */
function trustPriority(context: AssessContext, code: string, supported: readonly JudgedSchool[]): number {
  const ofSchools = supported.flatMap(({ decision }) => decision.priority ?? []);
  const own = context.options.priorities?.[code];
  if (own !== undefined || ofSchools.length === 0) {
    return priorityOf(context.policy, context.options, code, null);
  }
  return Math.min(...ofSchools);
}

/**
 * The end of the term in which the trust first met a criterion: its eligible schools' first, or, by its own record,
 * the first day (start of the offer, a publication, three years of membership, a referral's decision) on which the rules say yes.
 */
function contactBy(context: AssessContext, trust: TrustRecord, supported: readonly JudgedSchool[]): IsoDate {
  const { policy, asOf, options, index } = context;
  const ofSchools = earliest(supported.flatMap(({ decision }) => decision.contactBy ?? []));
  if (ofSchools !== null) return ofSchools;
  const begin = policy.eligibilityWindow.from;
  const { members } = trustSubject(context, trust, [], asOf);
  const key = referralKey('trust', trust.uid);
  const requests = [index.referrals, index.applications].flatMap((asked) => asked.get(key) ?? []);
  const decided = requests.flatMap(({ decidedOn }) => decidedOn ?? []);
  const days = members.flatMap(({ joinedOn, history }) => [
    ...(joinedOn === null ? [] : [addYears(joinedOn, 3)]),
    ...surelyKnown(history).map((each) => each.publicationDate ?? each.startDate),
  ]);
  const turning = [begin, ...[...decided, ...days].filter((day) => day > begin && day <= asOf).toSorted()];
  const first = turning.find((day) => {
    const inquiry = inquire(TRUST_RULES, trustSubject(context, trust, [], day));
    return evaluate(inquiry, [], policy.trustCriteria).answer === 'yes';
  });
  return termEnd(first ?? begin, options.termDates);
}

/** The schools whose record made the trust eligible; all of them when it was something else (a referral). */
function schoolsBehind(subject: TrustSubject, codes: readonly string[]): SchoolBehind[] {
  const records = new Map(memberRecords(subject, 'possible').map((record) => [record.urn, record]));
  const isBehind = (record: MemberRecord | undefined): boolean =>
    record !== undefined &&
    ((codes.includes('trust-half-ri-or-worse') &&
      record.counted === 'yes' &&
      (record.grade ?? 0) >= BELOW_GOOD) ||
      (codes.includes('trust-overall-decline') && (knownChange(record) ?? 0) > 0));
  const named = subject.members.filter(({ school }) => isBehind(records.get(school.urn)));
  return (named.length > 0 ? named : subject.members).map(({ school, history }) => ({
    school,
    inspections: surelyKnown(history).slice(0, 1),
  }));
}
