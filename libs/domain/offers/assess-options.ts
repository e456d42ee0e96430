import type { IsoDate, Urn } from '../kernel/index.js';
import type { ContactParty, Decision } from './decision.js';
import type { OfferPolicy } from './policy.js';
import type { TermDates } from './term-dates.js';

/** The settings of one assessment, each with the offer's own value as its default. */
export interface AssessOptions {
  /** What was published by then is known. Default: the last day of the offer's window. */
  readonly asOf?: IsoDate;
  /** Criterion, or `tier-N`, to priority (1 first); what it does not name keeps the offer's. */
  readonly priorities?: Readonly<Record<string, number>>;
  /** Replaces the offer's order of contacts for every school and trust. */
  readonly contactOrder?: readonly ContactParty[];
  readonly termDates?: TermDates;
  /** Schools for which trust and leader agree that direct support is more effective than the trust's. */
  readonly directSchoolSupport?: readonly Urn[];
  /**
   * The day up to which the inspection files are complete. A "no" that an inspection after that day could turn is
   * undetermined. Default: unknown; then the files count as complete once they hold any date in the offer's window.
   */
  readonly inspectionsReach?: IsoDate;
}

/** A criterion's own priority, else its tier's, each by the options first; else the offer's default. */
export function priorityOf(
  policy: OfferPolicy,
  options: AssessOptions,
  criterion: string,
  tier: Decision['tier'],
): number {
  const byName = (priorities: Readonly<Record<string, number>>): number | undefined =>
    priorities[criterion] ?? (tier === null ? undefined : priorities[`tier-${tier}`]);
  return byName(options.priorities ?? {}) ?? byName(policy.priorities) ?? policy.defaultPriority;
}
