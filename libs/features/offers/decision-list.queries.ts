import type { OfferYear } from '../../domain/kernel/index.js';
import type { Decision } from '../../domain/offers/index.js';
import { containing } from './case-list.queries.js';

export interface DecisionFilter {
  /** Part of the name, or a URN or UID. */
  readonly text?: string;
  readonly eligible?: Decision['eligible'];
  readonly subjectKind?: Decision['subjectKind'];
  readonly criterion?: string;
  readonly after?: string;
  readonly limit?: number;
}

export const DECISION_SORTS = ['name', 'answer', 'days', 'contactBy'] as const;
export type DecisionSort = (typeof DECISION_SORTS)[number];

/** What `decision` is sorted by. */
export const DECISION_ORDER: Readonly<Record<DecisionSort, string>> = {
  name: 'lower(name)',
  answer: `array_position(ARRAY['yes','undetermined','no'], eligible)`,
  days: 'coalesce(half_days, 0)',
  contactBy: `coalesce(contact_by, '9999')`,
};

/** Whether a `decision` passes the filter, by `decisionFilterValues`. */
export const FILTERED_DECISION = `offer = $1 AND (subject_id = $2 OR name ILIKE $3)
  AND ($4::text IS NULL OR eligible = $4) AND ($5::text IS NULL OR subject_kind = $5)
  AND ($6::text IS NULL OR criterion = $6)`;

/** $1 to $6 of `FILTERED_DECISION`. */
export function decisionFilterValues(offer: OfferYear, filter: DecisionFilter): readonly unknown[] {
  return [
    ...[offer, filter.text?.trim() ?? '', containing(filter.text)],
    ...[filter.eligible ?? null, filter.subjectKind ?? null, filter.criterion ?? null],
  ];
}
