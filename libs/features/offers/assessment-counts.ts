/** What one assessment found, and what it changed among the cases of its offer. */
export interface AssessmentCounts {
  /** Decisions by answer. */
  readonly yes: number;
  readonly no: number;
  readonly undetermined: number;
  /** Cases that follow from them. */
  readonly cases: number;
  readonly added: number;
  /** Cases whose facts, days, priority or eligibility are other than before. */
  readonly changed: number;
  /** Cases that are no longer eligible; they stay, marked so. */
  readonly removed: number;
}
