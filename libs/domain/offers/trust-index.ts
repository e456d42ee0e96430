import type { TrustUid, Urn } from '../kernel/index.js';
import type { AssessmentFacts, TrustFacts, TrustMembership } from './facts.js';
import { isOpen, MAT_FLAG, plainCode, SAT_FLAG, schoolKind } from './school-kind.js';
import type { SchoolInTrust, TrustRecord } from './trust-record.js';

/** The academy trusts, by UID and by school. */
export interface TrustIndex {
  readonly byUid: ReadonlyMap<TrustUid, TrustRecord>;
  readonly byUrn: ReadonlyMap<Urn, TrustRecord>;
}

/**
 * Trusts come from the groups file where given (multi- and single-academy trusts; sponsors, federations and
 * foundation trusts are none) and from the academies that name them. An academy belongs to the trust that the
 * school file names, else to the one that a membership names.
 */
export function indexTrusts(facts: AssessmentFacts): TrustIndex {
  const groups = new Map((facts.trusts ?? []).map((trust) => [trust.uid, trust]));
  const memberships = membershipsByUrn(facts.memberships ?? []);
  const schoolsOf = new Map<TrustUid, SchoolInTrust[]>();
  const urns = new Set<Urn>();
  for (const school of facts.schools) {
    urns.add(school.urn);
    if (!isOpen(school) || schoolKind(school) !== 'academy') continue;
    const mine = memberships.get(school.urn) ?? [];
    const uid = school.trustUid ?? mine.find((row) => isAcademyTrust(groups.get(row.trustUid)))?.trustUid;
    if (uid === undefined) continue;
    const membership = mine.find((row) => row.trustUid === uid);
    append(schoolsOf, uid, {
      school,
      joinedOn: membership?.joinedOn ?? null,
      membershipRow: membership?.source ?? null,
    });
  }
  const unreadOf = new Map<TrustUid, TrustMembership[]>();
  for (const row of facts.memberships ?? []) {
    if (!urns.has(row.urn)) append(unreadOf, row.trustUid, row);
  }
  return recordsOf(groups, schoolsOf, unreadOf);
}

function recordsOf(
  groups: ReadonlyMap<TrustUid, TrustFacts>,
  schoolsOf: ReadonlyMap<TrustUid, SchoolInTrust[]>,
  unreadOf: ReadonlyMap<TrustUid, readonly TrustMembership[]>,
): TrustIndex {
  const byUid = new Map<TrustUid, TrustRecord>();
  const byUrn = new Map<Urn, TrustRecord>();
  const openGroups = [...groups.values()].filter((group) => group.open && isAcademyTrust(group));
  for (const uid of new Set([...openGroups.map((group) => group.uid), ...schoolsOf.keys()])) {
    const group = groups.get(uid);
    const schools = (schoolsOf.get(uid) ?? []).toSorted((a, b) => compareText(a.school.urn, b.school.urn));
    const record: TrustRecord = {
      uid,
      name: group?.name ?? schools.find(({ school }) => school.trustName !== null)?.school.trustName ?? uid,
      kind: kindOf(group, schools),
      location: group?.location ?? null,
      source: group?.source ?? null,
      schools,
      unread: unreadOf.get(uid) ?? [],
    };
    byUid.set(uid, record);
    for (const { school } of schools) byUrn.set(school.urn, record);
  }
  return { byUid, byUrn };
}

function isAcademyTrust(group: TrustFacts | undefined): boolean {
  return group !== undefined && group.kind !== 'other';
}

function kindOf(group: TrustFacts | undefined, schools: readonly SchoolInTrust[]): TrustRecord['kind'] {
  if (group !== undefined && group.kind !== 'other') return group.kind;
  const flags = new Set(schools.map(({ school }) => plainCode(school.trustFlagCode)));
  if (flags.has(MAT_FLAG) || schools.length > 1) return 'mat';
  return flags.has(SAT_FLAG) ? 'sat' : 'unknown';
}

function membershipsByUrn(rows: readonly TrustMembership[]): Map<Urn, TrustMembership[]> {
  const byUrn = new Map<Urn, TrustMembership[]>();
  for (const row of rows) append(byUrn, row.urn, row);
  return byUrn;
}

export function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
