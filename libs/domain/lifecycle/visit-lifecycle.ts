import type { StateTable } from './machine.js';

export const VISIT_STATES = ['draft', 'signed', 'withdrawn'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/**
 * `edit`: date, length or words are changed; `sign`: the school confirms it; `dispute`: the school says that something
 * is wrong, and it goes back to whoever logged it; `withdraw`: it never counted.
 */
export const VISIT_EVENTS = ['edit', 'sign', 'dispute', 'withdraw'] as const;
export type VisitEvent = (typeof VISIT_EVENTS)[number];

export const VISIT_TABLE: StateTable<VisitState, VisitEvent> = {
  draft: { edit: 'draft', sign: 'signed', dispute: 'draft', withdraw: 'withdrawn' },
  signed: {},
  withdrawn: {},
};
