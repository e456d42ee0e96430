import type { StateTable } from './machine.js';

export const DECISION_STATES = ['awaiting-approval', 'done', 'rejected', 'undone'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** `approve`, `reject`: a second person's answer; `undo`: a later decision took it back. */
export const DECISION_EVENTS = ['approve', 'reject', 'undo'] as const;
export type DecisionEvent = (typeof DECISION_EVENTS)[number];

/** A reviewer's decision about matches. One that needs no second person begins as `done`. */
export const DECISION_TABLE: StateTable<DecisionState, DecisionEvent> = {
  'awaiting-approval': { approve: 'done', reject: 'rejected' },
  done: { undo: 'undone' },
  rejected: {},
  undone: {},
};
