import type { StateTable } from './machine.js';

export const RUN_STATES = [
  'queued',
  'preparing',
  'solving',
  'checking',
  'solved',
  'failed',
  'cancelled',
  'published',
  'discarded',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/**
 * `take`: a worker takes the run, also one that another worker left behind (the fence is raised);
 * `solve`, `check`: the next phase begins; `finish`: the checked plan is stored; `fail`, `cancel`: it ends without one;
 * `publish`: its matches, or some of them, are published; `publish-more`: others are; `unpublish`: all of them are taken
 * back; `discard`: the plan is put aside.
 */
export const RUN_EVENTS = [
  'take',
  'solve',
  'check',
  'finish',
  'fail',
  'cancel',
  'publish',
  'publish-more',
  'unpublish',
  'discard',
] as const;
export type RunEvent = (typeof RUN_EVENTS)[number];

export const RUN_TABLE: StateTable<RunState, RunEvent> = {
  queued: { take: 'preparing', fail: 'failed', cancel: 'cancelled' },
  preparing: { take: 'preparing', solve: 'solving', fail: 'failed', cancel: 'cancelled' },
  solving: { take: 'preparing', check: 'checking', fail: 'failed', cancel: 'cancelled' },
  checking: { take: 'preparing', finish: 'solved', fail: 'failed', cancel: 'cancelled' },
  solved: { publish: 'published', discard: 'discarded' },
  failed: {},
  cancelled: {},
  published: { 'publish-more': 'published', unpublish: 'solved' },
  discarded: {},
};
