import { type HalfDays, type IsoDate, type Refusal } from '../kernel/index.js';

/** Half a day or a whole one. */
export const VISIT_LENGTHS: readonly HalfDays[] = [1, 2];
const WHOLE_DAY: HalfDays = 2;

/** What a match allows its visits. */
export interface EngagementTerms {
  /** Days that the match reserves. */
  readonly halfDays: HalfDays;
  /** The offer's support window. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** The day in England on which the match was published. */
  readonly publishedOn: IsoDate;
  readonly today: IsoDate;
}

export interface PlannedVisit {
  readonly visitedOn: IsoDate;
  readonly halfDays: HalfDays;
}

export type VisitRefusal =
  | 'bad-visit-length'
  | 'date-in-future'
  | 'visit-date-outside-window'
  | 'visit-date-before-match'
  | 'visit-day-full'
  | 'visit-days-exceeded';

/**
 * The first day that a visit may have. Where a match is published only after the offer's support has ended, its days are
 * recorded afterwards, and any day of the window counts.
 */
export function earliestVisitDate({ from, to, publishedOn }: EngagementTerms): IsoDate {
  return publishedOn > to || publishedOn < from ? from : publishedOn;
}

/** Half-days of the match that no visit has yet. */
export function halfDaysLeftToLog(
  { halfDays }: Pick<EngagementTerms, 'halfDays'>,
  visits: readonly PlannedVisit[],
): HalfDays {
  return halfDays - sumOf(visits);
}

/** Why the visit cannot be logged beside the match's other visits (withdrawn ones left out), or null. */
export function visitRefusal(
  visit: PlannedVisit,
  others: readonly PlannedVisit[],
  terms: EngagementTerms,
): Refusal<VisitRefusal> | null {
  const { visitedOn: date, halfDays } = visit;
  const { from, to, publishedOn, today } = terms;
  if (date > today) return { code: 'date-in-future', facts: { date, today } };
  if (date < from || date > to) return { code: 'visit-date-outside-window', facts: { date, from, to } };
  if (date < earliestVisitDate(terms))
    return { code: 'visit-date-before-match', facts: { date, publishedOn } };
  if (!VISIT_LENGTHS.includes(halfDays)) return { code: 'bad-visit-length', facts: { halfDays } };
  const onThatDay = sumOf(others.filter(({ visitedOn }) => visitedOn === date));
  if (onThatDay + halfDays > WHOLE_DAY) {
    return { code: 'visit-day-full', facts: { date, leftHalfDays: WHOLE_DAY - onThatDay } };
  }
  const leftHalfDays = halfDaysLeftToLog(terms, others);
  if (halfDays > leftHalfDays) {
    return { code: 'visit-days-exceeded', facts: { halfDays, leftHalfDays, matchHalfDays: terms.halfDays } };
  }
  return null;
}

function sumOf(visits: readonly PlannedVisit[]): HalfDays {
  return visits.reduce((sum, { halfDays }) => sum + halfDays, 0);
}
