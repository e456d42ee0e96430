import type { OfferYear } from '../kernel/index.js';
import type { AssessOptions } from './assess-options.js';
import type { Decision } from './decision.js';
import type { AssessmentFacts, Grade, InspectionFacts, SchoolFacts, SchoolLink } from './facts.js';
import {
  aMembership,
  anAcademy,
  anInspection,
  aSchool,
  aTrust,
  oneSchool,
  someFacts,
} from './offers.fixture.js';

/** A history as it could be, and what the guidance makes of it, worked out by hand. */
export interface HardCase {
  readonly title: string;
  readonly offer: OfferYear;
  readonly facts: AssessmentFacts;
  readonly options?: AssessOptions;
  /** `school-100001` unless told. */
  readonly subject?: string;
  readonly expected: Partial<Omit<Decision, 'missing' | 'extras'>> & {
    readonly missing?: readonly string[];
    readonly extras?: readonly string[];
  };
}

export type Hard = Omit<HardCase, 'offer'>;
export const URN = '100001';
export const OLD = '100900';
export const TRUST = '5001';
export const inOffer = (offer: OfferYear, cases: readonly Hard[]): readonly HardCase[] =>
  cases.map((each) => ({ ...each, offer }));
export const aLink = (urn: string, linkedUrn: string): SchoolLink => ({
  ...{ urn, linkedUrn, kind: 'predecessor', establishedOn: null },
  source: { file: 'school-links.csv', row: 2 },
});
/** Of one maintained school, newest first: `[start, grade]`, published on the day; the last was its first. */
type Judged = readonly [start: string, grade: InspectionFacts['overallEffectiveness']];
export const graded = (...all: readonly Judged[]): readonly InspectionFacts[] =>
  all.map(([start, grade], at) =>
    anInspection(URN, start, grade, { earlier: at === all.length - 1 ? 'none' : 'listed' }),
  );
export const history = (...all: readonly Judged[]): AssessmentFacts => oneSchool(graded(...all));
export const closedSchool = (urn: string, changes: Partial<SchoolFacts> = {}): SchoolFacts =>
  aSchool(urn, { statusCode: '2', closeDate: '2022-12-31', ...changes });

export const LONG_AGO = '2015-09-01';
const urnAt = (at: number): string => String(100001 + at);

/** A MAT: of each school its grades, newest first, in March of 2022 and of every second year before. */
export const mat = (
  grades: readonly (readonly (Grade | null)[])[],
  joined: readonly (string | null)[] = [],
  changes: Partial<AssessmentFacts> = {},
): AssessmentFacts =>
  someFacts({
    trusts: [aTrust(TRUST)],
    schools: grades.map((_, at) => anAcademy(urnAt(at), TRUST)),
    memberships: grades.map((_, at) => {
      const day = joined[at];
      return aMembership(TRUST, urnAt(at), day === undefined ? LONG_AGO : day);
    }),
    ...changes,
    inspections: [
      ...(changes.inspections ?? []),
      ...grades.flatMap((ofSchool, at) =>
        ofSchool.map((grade, age): InspectionFacts => {
          const earlier = age === ofSchool.length - 1 ? 'none' : 'listed';
          return anInspection(urnAt(at), `${String(2022 - 2 * age)}-03-01`, grade, { earlier });
        }),
      ),
    ],
  });
