import { ERAS, type Finding, HISTORIES, type HistoryName } from './histories.js';
import type { SeededRandom } from './seeded-random.js';

/** Not applicable, as Ofsted writes it; 8 in early years. */
export const NOT_APPLICABLE = 9;

export interface SampleInspection {
  readonly number: string;
  readonly kind: 'graded' | 'ungraded';
  readonly start: string;
  readonly published: string;
  readonly overall: 1 | 2 | 3 | 4 | null;
  readonly concern: '' | 'SM' | 'SWK' | 'RSI';
  readonly quality: number;
  readonly behaviour: number;
  readonly personal: number;
  readonly leadership: number;
  readonly earlyYears: number;
  readonly sixthForm: number;
  readonly safeguarding: 'Yes' | 'No' | '9';
}

export interface InspectedSchool {
  readonly hasEarlyYears: boolean;
  readonly hasSixthForm: boolean;
  readonly history: HistoryName;
}

/** First day of the framework with quality of education, behaviour, personal development (EIF). */
const EIF_FROM = '2019-09-01';
const DAY_MS = 86_400_000;

/** All inspections of a school, oldest first. `nextNumber` gives each its own inspection number. */
export function makeInspections(
  school: InspectedSchool,
  random: SeededRandom,
  nextNumber: () => number,
): readonly SampleInspection[] {
  return HISTORIES[school.history].map(([era, finding]) => {
    const start = schoolDay(ERAS[era].from, ERAS[era].to, random);
    const late = era === 'late2024';
    const published = addDays(start, late ? random.whole(36, 44) : random.whole(28, 50));
    const number = String(nextNumber());
    return { number, start, published, ...graded(finding, start, school, random) };
  });
}

type Grades = Omit<SampleInspection, 'number' | 'start' | 'published'>;

function graded(finding: Finding, start: string, school: InspectedSchool, random: SeededRandom): Grades {
  const early = (grade: number): number => (school.hasEarlyYears ? grade : NOT_APPLICABLE);
  const sixth = (grade: number): number => (school.hasSixthForm ? grade : NOT_APPLICABLE);
  const base = baseGrade(finding);
  const softer = (chance: number): number => (base > 2 && random.chance(chance) ? 2 : base);
  const judged: Grades = {
    kind: finding === 'remains-good' ? 'ungraded' : 'graded',
    overall: typeof finding === 'string' && !finding.startsWith('4') ? null : base,
    concern: concernOf(finding),
    quality: finding === 'weak-leadership' ? 2 : base,
    behaviour: softer(0.6),
    personal: softer(0.8),
    leadership: finding === 'weak-teaching' ? 2 : softer(finding === 'weak-leadership' ? 0 : 0.3),
    earlyYears: early(softer(0.6)),
    sixthForm: sixth(softer(0.7)),
    safeguarding: base === 4 && random.chance(0.5) ? 'No' : 'Yes',
  };
  if (start >= EIF_FROM) return judged;
  const before = start < '2015-09-01';
  return {
    ...judged,
    quality: NOT_APPLICABLE,
    behaviour: NOT_APPLICABLE,
    personal: NOT_APPLICABLE,
    leadership: base,
    safeguarding: before ? '9' : judged.safeguarding,
  };
}

function baseGrade(finding: Finding): 1 | 2 | 3 | 4 {
  if (typeof finding === 'number') return finding;
  if (finding.startsWith('4') || finding.startsWith('concern')) return 4;
  return finding.startsWith('weak') ? 3 : 2;
}

function concernOf(finding: Finding): SampleInspection['concern'] {
  const words = String(finding).split(' ');
  const last = words[1];
  return last === 'SM' || last === 'SWK' || last === 'RSI' ? last : '';
}

/** A Tuesday or Wednesday in the range, both ends included where they fit. */
function schoolDay(from: string, to: string, random: SeededRandom): string {
  const span = Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
  const day = addDays(from, random.whole(0, Math.max(0, span - 7)));
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return addDays(day, (2 - weekday + 7) % 7);
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
