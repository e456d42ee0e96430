import type { StateTable } from './machine.js';

export const CASE_STATES = [
  'eligible',
  'contacting',
  'offered',
  'taken-up',
  'turned-down',
  'matched',
  'active',
  'closed',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/**
 * `contact`: the first party is approached; `offer`: the support is offered; `take-up`, `turn-down`: the answer;
 * `match`: a match is published (possible before the offer is taken up); `start`: the first day is delivered;
 * `close`: the support is over; `return-to-...`: the match ended without delivery (see `caseReturnEvent`).
 */
export const CASE_EVENTS = [
  'contact',
  'offer',
  'take-up',
  'turn-down',
  'match',
  'start',
  'close',
  'return-to-eligible',
  'return-to-contacting',
  'return-to-offered',
  'return-to-taken-up',
] as const;
export type CaseEvent = (typeof CASE_EVENTS)[number];

const GO_BACK = {
  'return-to-eligible': 'eligible',
  'return-to-contacting': 'contacting',
  'return-to-offered': 'offered',
  'return-to-taken-up': 'taken-up',
} as const;

export const CASE_TABLE: StateTable<CaseState, CaseEvent> = {
  eligible: { contact: 'contacting', match: 'matched' },
  contacting: { offer: 'offered', match: 'matched' },
  offered: { 'take-up': 'taken-up', 'turn-down': 'turned-down', match: 'matched' },
  'taken-up': { match: 'matched' },
  'turned-down': {},
  matched: { start: 'active', ...GO_BACK },
  active: { close: 'closed', ...GO_BACK },
  closed: {},
};

/** States that a case can be matched from, and so the ones it may go back to. */
export type MatchableCaseState = 'eligible' | 'contacting' | 'offered' | 'taken-up';

/** The event that brings a case back to where it was before its match. */
export function caseReturnEvent(stateBefore: MatchableCaseState): CaseEvent {
  return `return-to-${stateBefore}`;
}
