import type { IsoDate, OfferYear } from '../kernel/index.js';
import type { AssessOptions } from './assess-options.js';
import type { Assessment } from './decision.js';
import { decideSchool } from './decide-school.js';
import { decideTrust } from './decide-trust.js';
import { indexFacts, type FactIndex } from './fact-index.js';
import type { AssessmentFacts } from './facts.js';
import type { AssessContext, JudgedSchool } from './judged.js';
import { offerPolicy } from './offer-policy.js';
import type { OfferPolicy } from './policy.js';
import { isOpen } from './school-kind.js';
import { supportCases } from './support-cases.js';
import { append, compareText } from './trust-index.js';
import { unknownSubjects } from './unknown-subjects.js';
import { unreadSummaries } from './unread-rows.js';

/**
 * Decides who is eligible for one offer: a decision for every open school and, where the offer supports trusts, for
 * every trust; and the cases that follow. Facts that the files lack lead to "undetermined" with their codes, never
 * to a "no" that they could turn. Same facts and options, same answer; decisions (schools, then trusts) and cases
 * are sorted by id.
 */
export function assess(offer: OfferYear, facts: AssessmentFacts, options: AssessOptions = {}): Assessment {
  const context = assessContext(offer, facts, options);
  const { policy, asOf, index } = context;
  const schools = index.schools.filter(isOpen).map((school) => decideSchool(context, school));
  const byTrust = new Map<string, JudgedSchool[]>();
  for (const judged of schools) {
    if (judged.trustUid !== null) append(byTrust, judged.trustUid, judged);
  }
  const records = policy.trustCriteria.length === 0 ? [] : [...index.trusts.byUid.values()];
  const trusts = records
    .toSorted((a, b) => compareText(a.uid, b.uid))
    .map((trust) => decideTrust(context, trust, byTrust.get(trust.uid) ?? []));
  const decisions = [...schools, ...trusts].map(({ decision }) => decision);
  return {
    offer,
    asOf,
    decisions,
    cases: supportCases(schools, trusts),
    unknownSubjects: unknownSubjects(policy, facts, index),
    unreadRows: unreadSummaries(policy, facts, decisions),
    inspectionsEnd: earlyEnd(context),
  };
}

/** Indexes the facts and settles the options; what every decision of one assessment shares. */
export function assessContext(
  offer: OfferYear,
  facts: AssessmentFacts,
  options: AssessOptions = {},
): AssessContext {
  const policy = offerPolicy(offer);
  const asOf = options.asOf ?? policy.eligibilityWindow.to;
  const index = indexFacts(facts);
  return {
    policy,
    asOf,
    options,
    index,
    filesReachWindow: filesReachWindow(policy, asOf, index, options.inspectionsReach),
    directSchoolSupport: new Set(options.directSchoolSupport ?? []),
  };
}

const LATE_BY_MONTHS = 4;

/** Reports take up to three months, and over a summer few are published: what ends earlier than that lacks a file. */
function earlyEnd({ policy, asOf, index, options, filesReachWindow }: AssessContext): IsoDate | null {
  const newest = index.newestInspectionFact;
  if (newest === null || !filesReachWindow || options.inspectionsReach !== undefined) return null;
  const { from, to } = policy.eligibilityWindow;
  const isAsked = policy.schoolCriteria.some(({ allOf }) => allOf.includes('inspection-in-window'));
  if (!isAsked || asOf < from) return null;
  return monthOf(asOf < to ? asOf : to) - monthOf(newest) >= LATE_BY_MONTHS ? newest : null;
}

function monthOf(date: IsoDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}

function filesReachWindow(
  { eligibilityWindow: { from, to } }: OfferPolicy,
  asOf: IsoDate,
  { newestInspectionFact }: FactIndex,
  inspectionsReach: IsoDate | undefined,
): boolean {
  if (asOf < from) return true;
  if (inspectionsReach !== undefined) return inspectionsReach >= (asOf < to ? asOf : to);
  return newestInspectionFact !== null && newestInspectionFact >= from;
}
