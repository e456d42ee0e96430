import type { StateTable } from './machine.js';

export const CLAIM_STATES = ['made', 'withdrawn'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** `withdraw`: its visits can be claimed again. */
export const CLAIM_EVENTS = ['withdraw'] as const;
export type ClaimEvent = (typeof CLAIM_EVENTS)[number];

export const CLAIM_TABLE: StateTable<ClaimState, ClaimEvent> = {
  made: { withdraw: 'withdrawn' },
  withdrawn: {},
};
