import { addYears, type IsoDate, type SourceRow, type Urn } from '../kernel/index.js';
import type { ConcernCategory, Grade, InspectionFacts, JudgementArea, UnreadRow } from './facts.js';
import type { DateRange } from './policy.js';

/** One graded inspection, as all files together describe it, seen from one as-of date of one offer. */
export interface GradedInspection {
  readonly startDate: IsoDate;
  /** The first publication that any file gives. */
  readonly publicationDate: IsoDate | null;
  /**
   * Was it public on the as-of date? `unknown`: begun by then, and no file gives its publication. One that began after
   * the offer's window is `later` on any date: it is no judgement of that offer.
   */
  readonly known: 'yes' | 'unknown' | 'later';
  /** Set when the grade is a predecessor's. */
  readonly predecessorUrn: Urn | null;
  readonly overallEffectiveness: Grade | 'not-judged' | null;
  readonly concern: ConcernCategory | 'none' | null;
  readonly judgements: Readonly<Partial<Record<JudgementArea, Grade | null>>>;
  readonly safeguardingEffective: boolean | null;
  readonly earlier: 'listed' | 'none' | null;
  readonly sources: readonly SourceRow[];
}

export interface SchoolHistory {
  /** `absent`: no inspection file says anything about the school. */
  readonly listing: 'listed' | 'uninspected' | 'absent';
  /** Newest first; those published after the as-of date too, marked as such. */
  readonly inspections: readonly GradedInspection[];
  /** Where a file lists the school as not inspected. */
  readonly uninspectedRow: SourceRow | null;
  /** Rows about its inspections, or about what it replaced, that could not be read. */
  readonly unread: readonly UnreadRow[];
}

/** Inspections up to the end of the window that are, or may be, public on the as-of date. Newest first. */
export function possiblyKnown(history: SchoolHistory): readonly GradedInspection[] {
  return history.inspections.filter((inspection) => inspection.known !== 'later');
}

export function surelyKnown(history: SchoolHistory): readonly GradedInspection[] {
  return history.inspections.filter((inspection) => inspection.known === 'yes');
}

export function isWithin(date: IsoDate, range: DateRange): boolean {
  return date >= range.from && date <= range.to;
}

/** Nothing older than what is given can have begun on or after `date`. */
export function reachesBackTo(history: SchoolHistory, date: IsoDate): boolean {
  if (history.listing !== 'listed') return history.listing === 'uninspected';
  const oldest = history.inspections.at(-1);
  return oldest === undefined || oldest.startDate < date || oldest.earlier === 'none';
}

/** The grade of overall effectiveness, or null where the files give none. */
export function gradeOf(inspection: GradedInspection): Grade | null {
  return inspection.overallEffectiveness === 'not-judged' ? null : inspection.overallEffectiveness;
}

export const BELOW_GOOD: Grade = 3;

/** An inspection of a school that this one carries on, with the rows of the links between them. */
export interface CarriedInspection extends InspectionFacts {
  readonly links: readonly SourceRow[];
}

type Row = InspectionFacts & Partial<CarriedInspection>;

/**
 * Makes one history of all facts about one school, `facts` being listed under its own URN and `carried` under its
 * predecessors'. Rows of several files about the same inspection (same number or same start) become one: a later
 * row fills or replaces what an earlier one said, the first publication stays. Rows published after `asOf` are
 * left out where another row of the same inspection was public by then. `until`: the last day of the offer's window.
 */
export function historyOf(
  facts: readonly InspectionFacts[],
  carried: readonly CarriedInspection[],
  uninspectedRow: SourceRow | null,
  asOf: IsoDate,
  until: IsoDate,
): SchoolHistory {
  const groups: Row[][] = [];
  for (const fact of [...carried.map(asPredecessors), ...facts] as readonly Row[]) {
    const same = groups.find((group) => group.some((other) => isSameInspection(other, fact)));
    if (same) same.push(fact);
    else groups.push([fact]);
  }
  const inspections = groups
    .map((group) => merged(group, asOf, until))
    .sort((a, b) => (a.startDate < b.startDate ? 1 : a.startDate > b.startDate ? -1 : 0));
  const listing = inspections.length > 0 ? 'listed' : uninspectedRow === null ? 'absent' : 'uninspected';
  return { listing, inspections, uninspectedRow, unread: [] };
}

function asPredecessors(fact: CarriedInspection): CarriedInspection {
  return { ...fact, ofCurrentSchool: false };
}

function isSameInspection(a: InspectionFacts, b: InspectionFacts): boolean {
  return (
    a.startDate === b.startDate || (a.inspectionNumber !== null && a.inspectionNumber === b.inspectionNumber)
  );
}

function merged(group: readonly Row[], asOf: IsoDate, until: IsoDate): GradedInspection {
  const isPublic = (row: InspectionFacts): boolean =>
    row.publicationDate !== null && row.publicationDate <= asOf;
  const publicByThen = group.filter((row) => row.publicationDate === null || isPublic(row));
  const rows = (group.some(isPublic) ? publicByThen : group).toSorted(byPublication);
  const newest = rows.at(-1);
  if (newest === undefined) throw new Error('Invariant broken: an inspection without a row');
  const publicationDate = rows.find((row) => row.publicationDate !== null)?.publicationDate ?? null;
  const last = <T>(value: (row: InspectionFacts) => T | null): T | null =>
    rows.reduce<T | null>((found, row) => value(row) ?? found, null);
  const judgements: Partial<Record<JudgementArea, Grade | null>> = {};
  for (const row of rows) {
    for (const [area, grade] of Object.entries(row.judgements) as [JudgementArea, Grade | null][]) {
      judgements[area] = grade ?? judgements[area] ?? null;
    }
  }
  return {
    startDate: newest.startDate,
    publicationDate,
    known: newest.startDate > until ? 'later' : knownBy(newest.startDate, publicationDate, asOf),
    predecessorUrn: newest.ofCurrentSchool ? null : newest.urnAtInspection,
    overallEffectiveness: last((row) => row.overallEffectiveness),
    concern: last((row) => row.concern),
    judgements,
    safeguardingEffective: last((row) => row.safeguardingEffective),
    earlier: rows.some((row) => row.earlier === 'listed') ? 'listed' : last((row) => row.earlier ?? null),
    sources: rows.flatMap((row) => [row.source, ...(row.links ?? [])]),
  };
}

/** Rows without a publication first (the older files are less complete), then by publication. */
function byPublication(a: InspectionFacts, b: InspectionFacts): number {
  const one = a.publicationDate ?? '';
  const other = b.publicationDate ?? '';
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Without a publication date, an inspection that began a year or more before the as-of date counts as public:
 * no report takes that long.
 */
function knownBy(
  startDate: IsoDate,
  publicationDate: IsoDate | null,
  asOf: IsoDate,
): GradedInspection['known'] {
  if (publicationDate !== null) return publicationDate <= asOf ? 'yes' : 'later';
  if (startDate > asOf) return 'later';
  return addYears(startDate, 1) <= asOf ? 'yes' : 'unknown';
}
