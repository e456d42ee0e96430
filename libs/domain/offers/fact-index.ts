import type { IsoDate, SourceRow, Urn } from '../kernel/index.js';
import type { AssessmentFacts, InspectionFacts, Referral, SchoolFacts, UrnListEntry } from './facts.js';
import { opensAsNewSchool } from './school-kind.js';
import { historyOf, type SchoolHistory } from './school-history.js';
import { append, compareText, indexTrusts, type TrustIndex } from './trust-index.js';

/** All facts of one assessment, each kind found by its key; made once, so that 27,000 schools take seconds. */
export interface FactIndex {
  /** One row per URN, by URN. */
  readonly schools: readonly SchoolFacts[];
  readonly trusts: TrustIndex;
  readonly twoRiPlus: ReadonlyMap<Urn, UrnListEntry> | null;
  readonly referrals: ReadonlyMap<string, readonly Referral[]>;
  /** The newest date in any inspection file; null: no inspections at all. */
  readonly newestInspectionFact: IsoDate | null;
  readonly graded: ReadonlyMap<Urn, readonly InspectionFacts[]>;
  readonly uninspected: ReadonlyMap<Urn, SourceRow>;
  readonly predecessors: ReadonlyMap<Urn, ReadonlySet<Urn>>;
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
  const referrals = new Map<string, Referral[]>();
  for (const referral of facts.referrals ?? []) {
    append(referrals, referralKey(referral.subjectKind, referral.subjectId), referral);
  }
  return {
    schools: [...schools.values()].toSorted((a, b) => compareText(a.urn, b.urn)),
    trusts: indexTrusts({ ...facts, schools: [...schools.values()] }),
    twoRiPlus: facts.twoRiPlus === null ? null : new Map(facts.twoRiPlus.map((entry) => [entry.urn, entry])),
    referrals,
    newestInspectionFact: newest,
    graded,
    uninspected: new Map((facts.uninspected ?? []).map((entry) => [entry.urn, entry.source])),
    predecessors: predecessorsOf(facts),
  };
}

export function referralKey(kind: Referral['subjectKind'], id: string): string {
  return `${kind}-${id}`;
}

function predecessorsOf(facts: AssessmentFacts): Map<Urn, Set<Urn>> {
  const found = new Map<Urn, Set<Urn>>();
  const add = (successor: Urn, predecessor: Urn): void => {
    const known = found.get(successor) ?? new Set<Urn>();
    found.set(successor, known.add(predecessor));
  };
  for (const link of facts.links ?? []) {
    if (link.kind === 'predecessor') add(link.urn, link.linkedUrn);
    if (link.kind === 'successor') add(link.linkedUrn, link.urn);
  }
  return found;
}

/**
 * The graded inspections of a school with those of the schools it carries on: GIAS links are followed, both ways
 * round, through a chain of sole predecessors. Where several schools merged into one, or a sponsored academy or
 * free school opened, a new school began and no grade is carried by a link.
 */
export function schoolHistory(index: FactIndex, school: SchoolFacts, asOf: IsoDate): SchoolHistory {
  const own = index.graded.get(school.urn) ?? [];
  const carried = opensAsNewSchool(school) ? [] : carriedInspections(index, school);
  const row = carried.length > 0 ? null : (index.uninspected.get(school.urn) ?? null);
  return historyOf(own, carried, row, asOf);
}

function carriedInspections(index: FactIndex, school: SchoolFacts): InspectionFacts[] {
  const carried: InspectionFacts[] = [];
  const seen = new Set<Urn>([school.urn]);
  let urn = soleOf(index.predecessors.get(school.urn));
  while (urn !== undefined && !seen.has(urn)) {
    seen.add(urn);
    for (const inspection of index.graded.get(urn) ?? []) {
      // A school that split off stays open and is inspected on: that is no longer this school's history.
      if (school.openDate === null || inspection.startDate < school.openDate) carried.push(inspection);
    }
    urn = soleOf(index.predecessors.get(urn));
  }
  return carried;
}

function soleOf(urns: ReadonlySet<Urn> | undefined): Urn | undefined {
  return urns?.size === 1 ? [...urns][0] : undefined;
}
