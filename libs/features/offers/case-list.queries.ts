import type { OfferYear } from '../../domain/kernel/index.js';
import { CASE_STATES, type CaseState } from '../../domain/lifecycle/index.js';
import { CONTACT_STATUSES, type ContactStatus, type SupportCase } from '../../domain/offers/index.js';
import { CONTACT_STATUS } from './case-rows.queries.js';

export interface CaseFilter {
  /** Part of the name, a case id, or the URN or UID in it. */
  readonly text?: string;
  readonly states?: readonly CaseState[];
  readonly eligible?: boolean;
  readonly unit?: SupportCase['unit'];
  /** Cases whose first contact is overdue or due; those that are over or not eligible are neither. */
  readonly contact?: ContactStatus;
  readonly priority?: number;
  readonly region?: string;
  /** The `nextCursor` of the page before. */
  readonly after?: string;
  /** 1 to 500; default 50. */
  readonly limit?: number;
}

export const CASE_SORTS = ['name', 'state', 'contact', 'contactBy', 'priority', 'days', 'region'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

/** What `support_case` is sorted by. */
export const CASE_ORDER: Readonly<Record<CaseSort, string>> = {
  name: 'lower(name)',
  state: `array_position(ARRAY['${CASE_STATES.join("','")}'], state)`,
  contact: `array_position(ARRAY['${CONTACT_STATUSES.join("','")}'], ${CONTACT_STATUS})`,
  contactBy: `coalesce(facts->>'contactBy', '9999')`,
  priority: 'priority',
  days: 'half_days',
  region: `coalesce(facts->>'region', '')`,
};

/** Whether a `support_case` passes the filter, by `caseFilterValues`. */
export const FILTERED_CASE = `offer = $1 AND (case_id = $2 OR split_part(case_id, '-', 2) = $2 OR name ILIKE $3)
  AND ($4::text[] IS NULL OR state = ANY ($4)) AND ($5::boolean IS NULL OR eligible = $5)
  AND ($6::text IS NULL OR facts->>'unit' = $6) AND ($7::integer IS NULL OR priority = $7)
  AND ($8::text IS NULL OR facts->>'region' = $8)
  AND ($9::text IS NULL OR ${CONTACT_STATUS} = $9)`;

/** $1 to $9 of `FILTERED_CASE`. */
export function caseFilterValues(offer: OfferYear, filter: CaseFilter): readonly unknown[] {
  return [
    ...[offer, filter.text?.trim() ?? '', containing(filter.text), filter.states ?? null],
    ...[filter.eligible ?? null, filter.unit ?? null, filter.priority ?? null, filter.region ?? null],
    filter.contact ?? null,
  ];
}

/** An ILIKE pattern; wildcards in the text stand for themselves. */
export function containing(text: string | undefined): string {
  return `%${(text?.trim() ?? '').replace(/[\\%_]/g, '\\$&')}%`;
}
