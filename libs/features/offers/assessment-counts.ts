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
  /** Schools and trusts whose decision is other than in the assessment before (see `DecisionChange`). */
  readonly subjectsAdded: number;
  readonly subjectsRemoved: number;
  readonly subjectsChanged: number;
  /** Of them, those that took eligibility from a case that somebody had already taken further. */
  readonly underway: number;
}
