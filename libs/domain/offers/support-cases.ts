import { EXPERTISE_CODES, PHASES, type ExpertiseCode, type Location, type Phase } from '../kernel/index.js';
import type { Decision, SupportCase } from './decision.js';
import { JUDGEMENT_AREAS, type ConcernCategory, type JudgementArea } from './facts.js';
import type { JudgedSchool, JudgedTrust, SchoolBehind } from './judged.js';
import { BELOW_GOOD, type GradedInspection } from './school-history.js';
import { compareText } from './trust-index.js';
import type { TrustRecord } from './trust-record.js';

/** One case for each supported school and each supported trust, by case id. */
export function supportCases(
  schools: readonly JudgedSchool[],
  trusts: readonly JudgedTrust[],
): SupportCase[] {
  return [
    ...schools.filter(({ decision }) => decision.unit === 'school').map(schoolCase),
    ...trusts.filter(({ decision }) => decision.unit === 'trust').map(trustCase),
  ].toSorted((a, b) => compareText(a.caseId, b.caseId));
}

function schoolCase(judged: JudgedSchool): SupportCase {
  const { school, trustUid } = judged;
  return {
    ...termsOf(judged.decision),
    phases: inListOrder(PHASES, school.phases),
    needs: needsOf([judged]),
    location: school.location,
    urns: [school.urn],
    trustUid: trustUid ?? school.trustUid,
    region: school.regionName,
  };
}

function trustCase({ decision, trust, behind }: JudgedTrust): SupportCase {
  return {
    ...termsOf(decision),
    phases: inListOrder<Phase>(
      PHASES,
      behind.flatMap(({ school }) => school.phases),
    ),
    needs: needsOf(behind),
    location: trustLocation(trust),
    urns: behind.map(({ school }) => school.urn).toSorted(compareText),
    trustUid: trust.uid,
    region: commonestRegion(behind),
  };
}

type Terms = Pick<
  SupportCase,
  'caseId' | 'unit' | 'supportedId' | 'name' | 'halfDays' | 'tier' | 'priority' | 'criterion' | 'contactBy'
>;

function termsOf(decision: Decision): Terms {
  const { caseId, unit, supportedId, halfDays, priority, criterion } = decision;
  if (
    caseId === null ||
    unit === null ||
    supportedId === null ||
    halfDays === null ||
    priority === null ||
    criterion === null
  ) {
    throw new Error(`Invariant broken: ${decision.subjectId} is supported without terms`);
  }
  const { name, tier, contactBy } = decision;
  return { caseId, unit, supportedId, name, halfDays, tier, priority, criterion, contactBy };
}

/**
 * What a category of concern says where the file gives no judgement of the area: a school in special measures fails its
 * pupils and its leaders lack the capacity to improve it; any other performs significantly less well than it should.
 */
const NEEDS_OF_CONCERN: Readonly<Record<ConcernCategory, readonly JudgementArea[]>> = {
  SM: ['leadership-and-management', 'quality-of-education'],
  SWK: ['quality-of-education'],
  NTI: ['quality-of-education'],
  RSI: ['quality-of-education'],
};

/**
 * Areas judged 3 or 4 at the deciding inspections (whatever they were called before September 2019), areas that a
 * category of concern stands for, and safeguarding where it was found ineffective.
 */
export function needsOf(behind: readonly Pick<SchoolBehind, 'inspections'>[]): ExpertiseCode[] {
  const inspections: readonly GradedInspection[] = behind.flatMap((each) => each.inspections);
  const needs = new Set<ExpertiseCode>();
  for (const { judgements, concern, safeguardingEffective } of inspections) {
    for (const area of JUDGEMENT_AREAS) {
      if ((judgements[area] ?? 0) >= BELOW_GOOD) needs.add(area);
    }
    for (const area of concern === null || concern === 'none' ? [] : NEEDS_OF_CONCERN[concern]) {
      if ((judgements[area] ?? null) === null) needs.add(area);
    }
    if (safeguardingEffective === false) needs.add('safeguarding');
  }
  return inListOrder(EXPERTISE_CODES, [...needs]);
}

function inListOrder<Code extends string>(list: readonly Code[], codes: readonly Code[]): Code[] {
  return list.filter((code) => codes.includes(code));
}

/** The group's postcode district, else the mean of its open schools; both are approximate. */
function trustLocation({ location, schools }: TrustRecord): Location | null {
  if (location !== null) return { ...location, approximate: true };
  const placed = schools.flatMap(({ school }) => (school.location === null ? [] : [school.location]));
  if (placed.length === 0) return null;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    latitude: mean(placed.map(({ latitude }) => latitude)),
    longitude: mean(placed.map(({ longitude }) => longitude)),
    approximate: true,
  };
}

/** The region of most of the schools; of several with as many, the first by name. */
function commonestRegion(behind: readonly SchoolBehind[]): string | null {
  const counts = new Map<string, number>();
  for (const { school } of behind) {
    if (school.regionName !== null) counts.set(school.regionName, (counts.get(school.regionName) ?? 0) + 1);
  }
  const ranked = [...counts].toSorted(([a, m], [b, n]) => n - m || compareText(a, b));
  return ranked[0]?.[0] ?? null;
}
