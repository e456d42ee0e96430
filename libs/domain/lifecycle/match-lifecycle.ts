import type { StateTable } from './machine.js';

export const MATCH_STATES = [
  'proposed',
  'published',
  'accepted',
  'declined',
  'lapsed',
  'active',
  'completed',
  'ended-early',
  'superseded',
  'stopped',
] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** States in which a match holds its case and its days; a case has at most one such match. */
export const LIVE_MATCH_STATES = ['published', 'accepted', 'active'] as const;

/**
 * `publish`, `unpublish`: with the run; `accept`, `decline`: the leader's answer; `lapse`: no answer in time;
 * `start`: the first day is delivered; `complete`, `end-early`: delivery is over; `supersede`: an override took its
 * place; `stop`: a conflict of interest was declared.
 */
export const MATCH_EVENTS = [
  'publish',
  'unpublish',
  'accept',
  'decline',
  'lapse',
  'start',
  'complete',
  'end-early',
  'supersede',
  'stop',
] as const;
export type MatchEvent = (typeof MATCH_EVENTS)[number];

export const MATCH_TABLE: StateTable<MatchState, MatchEvent> = {
  proposed: { publish: 'published', supersede: 'superseded', stop: 'stopped' },
  published: {
    unpublish: 'proposed',
    accept: 'accepted',
    decline: 'declined',
    lapse: 'lapsed',
    supersede: 'superseded',
    stop: 'stopped',
  },
  accepted: { start: 'active', supersede: 'superseded', stop: 'stopped' },
  declined: {},
  lapsed: {},
  active: { complete: 'completed', 'end-early': 'ended-early' },
  completed: {},
  'ended-early': {},
  superseded: {},
  stopped: {},
};
