import type { Facts } from '../../domain/kernel/index.js';

/** Something that the books say twice and not the same way. */
export interface BookDifference {
  /**
   * `delivered-not-signed`: days delivered in the ledger are not the days that schools signed; `visits-exceed-match`:
   * more visits than days; `visits-before-start`: visits of a match that never started; `signed-elsewhere`: a visit that
   * another match's sign-off signs; `days-of-another-leader`: days of a match in the budget of somebody else;
   * `report-differs`: a match that ended and its report; `claim-differs`: a claim and its lines, a line and its visit;
   * `...-not-in-trail`: a budget, a visit or a claim and what the trail last said of it.
   */
  readonly code:
    | 'delivered-not-signed'
    | 'visits-exceed-match'
    | 'visits-before-start'
    | 'signed-elsewhere'
    | 'days-of-another-leader'
    | 'report-differs'
    | 'claim-differs'
    | 'granted-not-in-trail'
    | 'visit-not-in-trail'
    | 'claim-not-in-trail';
  readonly subjectId: string;
  /** What the one side says and what the other, in half-days; null: it says nothing. */
  readonly facts: Facts;
}

/** What a comparison of one code finds. */
export type Found = Omit<BookDifference, 'code'>;
