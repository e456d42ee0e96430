/** What came of the support, as the leader and the coordinator see it at its end. */
export const COMPLETION_OUTCOMES = ['aims-met', 'aims-partly-met', 'aims-not-met'] as const;
export type CompletionOutcome = (typeof COMPLETION_OUTCOMES)[number];
