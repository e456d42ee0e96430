import type { IsoDate, TrustUid } from '../kernel/index.js';
import type { AssessOptions } from './assess-options.js';
import type { CriterionResult } from './evaluate.js';
import type { Decision } from './decision.js';
import type { FactIndex } from './fact-index.js';
import type { SchoolFacts } from './facts.js';
import type { OfferPolicy } from './policy.js';
import type { GradedInspection } from './school-history.js';
import type { TrustRecord } from './trust-record.js';

/** What one assessment works with. */
export interface AssessContext {
  readonly policy: OfferPolicy;
  readonly asOf: IsoDate;
  readonly options: AssessOptions;
  readonly index: FactIndex;
  readonly filesReachWindow: boolean;
  readonly directSchoolSupport: ReadonlySet<string>;
}

/** A school and the inspections from which its needs are read. */
export interface SchoolBehind {
  readonly school: SchoolFacts;
  readonly inspections: readonly GradedInspection[];
}

export interface JudgedSchool extends SchoolBehind {
  readonly decision: Decision;
  readonly trustUid: TrustUid | null;
}

export interface JudgedTrust {
  readonly decision: Decision;
  readonly trust: TrustRecord;
  /** The schools on whose account the trust is eligible. */
  readonly behind: readonly SchoolBehind[];
}

/**
 * The day on which a criterion was met: the first publication of the judgement that met it (its start where no file
 * gives the publication; the day of the decision for a referral), but not before the offer began.
 */
export function metOn({ findings }: CriterionResult, policy: OfferPolicy): IsoDate {
  const begin = policy.eligibilityWindow.from;
  const dates = findings.map(
    ({ facts }) => facts['publicationDate'] ?? facts['inspectionStart'] ?? facts['decidedOn'],
  );
  const date = dates.findLast((value) => typeof value === 'string');
  return typeof date === 'string' && date > begin ? date : begin;
}

export function earliest(dates: readonly IsoDate[]): IsoDate | null {
  return dates.toSorted()[0] ?? null;
}
