import type { IsoDate, SourceRow, Urn } from '../kernel/index.js';
import type {
  AssessmentFacts,
  InspectionFacts,
  Referral,
  SchoolFacts,
  UnreadRow,
  UrnListEntry,
} from './facts.js';
import { carriedOnAt, carriedSchools, indexLinks, type CarriedOn, type LinkIndex } from './predecessors.js';
import { requestInForce } from './request-in-force.js';
import { historyOf, type CarriedInspection, type SchoolHistory } from './school-history.js';
import { HISTORY_KINDS } from './unread-rows.js';
import { append, compareText, indexTrusts, type TrustIndex } from './trust-index.js';

/** All facts of one assessment, each kind found by its key; made once, so that 27,000 schools take seconds. */
export interface FactIndex {
  /** One row per URN, by URN. */
  readonly schools: readonly SchoolFacts[];
  readonly schoolsByUrn: ReadonlyMap<Urn, SchoolFacts>;
  readonly trusts: TrustIndex;
  readonly twoRiPlus: ReadonlyMap<Urn, UrnListEntry> | null;
  readonly belowFloor: ReadonlyMap<Urn, UrnListEntry> | null;
  readonly referrals: ReadonlyMap<string, readonly Referral[]>;
  readonly applications: ReadonlyMap<string, readonly Referral[]>;
  /** False: who is not among the applications may have applied. */
  readonly applicationsListed: boolean;
  /** The newest date in any inspection file; null: no inspections at all. */
  readonly newestInspectionFact: IsoDate | null;
  readonly graded: ReadonlyMap<Urn, readonly InspectionFacts[]>;
  readonly uninspected: ReadonlyMap<Urn, SourceRow>;
  readonly links: LinkIndex;
  /** Rows that could not be read, by the subject that they are about. */
  readonly unread: ReadonlyMap<string, readonly UnreadRow[]>;
}

export function indexFacts(facts: AssessmentFacts): FactIndex {
  const schools = new Map<Urn, SchoolFacts>();
  for (const school of facts.schools) {
    if (!schools.has(school.urn)) schools.set(school.urn, school);
  }
  const graded = new Map<Urn, InspectionFacts[]>();
  let newest: IsoDate | null = null;
  for (const inspection of facts.inspections) {
    const date = inspection.publicationDate ?? inspection.startDate;
    if (newest === null || date > newest) newest = date;
    if (inspection.kind === 'graded') append(graded, inspection.urn, inspection);
  }
  return {
    schools: [...schools.values()].toSorted((a, b) => compareText(a.urn, b.urn)),
    schoolsByUrn: schools,
    trusts: indexTrusts({ ...facts, schools: [...schools.values()] }),
    twoRiPlus: byUrn(facts.twoRiPlus),
    belowFloor: byUrn(facts.belowFloor ?? null),
    referrals: bySubject([...(facts.referrals ?? []), ...(facts.recordedRequests ?? [])]),
    applications: bySubject([...(facts.applications ?? []), ...(facts.recordedRequests ?? [])]),
    applicationsListed: facts.applications != null,
    newestInspectionFact: newest,
    graded,
    uninspected: new Map((facts.uninspected ?? []).map((entry) => [entry.urn, entry.source])),
    links: indexLinks(facts.links ?? []),
    unread: unreadBySubject(facts.unread ?? []),
  };
}

function unreadBySubject(rows: readonly UnreadRow[]): ReadonlyMap<string, readonly UnreadRow[]> {
  const found = new Map<string, UnreadRow[]>();
  for (const row of rows) {
    if (row.subjectKind !== null && row.subjectId !== null) {
      append(found, referralKey(row.subjectKind, row.subjectId), row);
    }
  }
  return found;
}

/** The unread rows about one school: its own, and those about the inspections of schools that it carries on. */
export function unreadOfSchool(index: FactIndex, school: SchoolFacts): readonly UnreadRow[] {
  if (index.unread.size === 0) return [];
  const own = index.unread.get(referralKey('school', school.urn)) ?? [];
  const carried = carriedSchools(index.links, index.schoolsByUrn, school).flatMap(({ urn }) =>
    (index.unread.get(referralKey('school', urn)) ?? []).filter(({ kind }) => HISTORY_KINDS.includes(kind)),
  );
  return [...own, ...carried];
}

function byUrn(list: readonly UrnListEntry[] | null): ReadonlyMap<Urn, UrnListEntry> | null {
  return list === null ? null : new Map(list.map((entry) => [entry.urn, entry]));
}

/** What school or trust asked for, as the rules see it on the as-of date. */
export function requestsOf(
  index: FactIndex,
  key: string,
  asOf: IsoDate,
): {
  readonly referral: Referral | null;
  readonly application: { readonly request: Referral | null } | null;
} {
  const applications = index.applications.get(key);
  const isKnown = index.applicationsListed || applications !== undefined;
  return {
    referral: requestInForce(index.referrals.get(key) ?? [], asOf),
    application: isKnown ? { request: requestInForce(applications ?? [], asOf) } : null,
  };
}

function bySubject(requests: readonly Referral[]): ReadonlyMap<string, readonly Referral[]> {
  const found = new Map<string, Referral[]>();
  for (const request of requests) append(found, referralKey(request.subjectKind, request.subjectId), request);
  return found;
}

export function referralKey(kind: Referral['subjectKind'], id: string): string {
  return `${kind}-${id}`;
}

/**
 * The graded inspections of a school with those of the schools it carries on (GIAS links), up to the day on which it
 * opened: a predecessor's that began later is no part of its history. `until`: the last day of the offer's window.
 */
export function schoolHistory(
  index: FactIndex,
  school: SchoolFacts,
  asOf: IsoDate,
  until: IsoDate,
): SchoolHistory {
  const own = index.graded.get(school.urn) ?? [];
  const carried = carriedSchools(index.links, index.schoolsByUrn, school).flatMap(({ urn, links }) =>
    (index.graded.get(urn) ?? [])
      .filter(({ startDate }) => school.openDate === null || startDate < school.openDate)
      .map((inspection): CarriedInspection => ({ ...inspection, links })),
  );
  const row = carried.length > 0 ? null : (index.uninspected.get(school.urn) ?? null);
  const unread = unreadOfSchool(index, school).filter(({ kind }) => HISTORY_KINDS.includes(kind));
  return { ...historyOf(own, carried, row, asOf, until), unread };
}

/** The closed school in whose place this one stands on a day before it opened; null: it had opened, or stands for none. */
export function carriedOn(index: FactIndex, school: SchoolFacts, day: IsoDate): CarriedOn | null {
  const chain = carriedSchools(index.links, index.schoolsByUrn, school);
  return carriedOnAt(chain, index.schoolsByUrn, school, day);
}
