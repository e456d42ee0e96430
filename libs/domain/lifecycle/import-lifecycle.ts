import type { StateTable } from './machine.js';

export const IMPORT_STATES = [
  'received',
  'reading',
  'needs-kind',
  'needs-columns',
  'ready',
  'confirmed',
  'imported',
  'undoing',
  'failed',
  'discarded',
  'undone',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** States in which the facts of a file stand in our tables. */
export const STORED_IMPORT_STATES = ['imported', 'undoing'] as const;

/**
 * `take`: a worker takes the import, also one that another worker left behind (the fence is raised);
 * `ask-kind`, `ask-columns`: a person has to say what the file holds or how its columns are called; `answer`: they
 * did, and the file is read again; `preview`: read and compared with what is stored, nothing stored; `confirm`: store
 * it; `outdate`: what is stored has changed since the preview, so it is made anew; `store`: the facts are stored;
 * `fail`: nothing can be stored; `discard`: the file is put aside; `undo`: take its facts back; `finish-undo`: they
 * are gone; `refuse-undo`: they stay.
 */
export const IMPORT_EVENTS = [
  'take',
  'ask-kind',
  'ask-columns',
  'answer',
  'preview',
  'confirm',
  'outdate',
  'store',
  'fail',
  'discard',
  'undo',
  'finish-undo',
  'refuse-undo',
] as const;
export type ImportEvent = (typeof IMPORT_EVENTS)[number];

export const IMPORT_TABLE: StateTable<ImportState, ImportEvent> = {
  received: { take: 'reading' },
  reading: {
    take: 'reading',
    'ask-kind': 'needs-kind',
    'ask-columns': 'needs-columns',
    preview: 'ready',
    store: 'imported',
    fail: 'failed',
  },
  'needs-kind': { answer: 'received', discard: 'discarded' },
  'needs-columns': { answer: 'received', discard: 'discarded' },
  ready: { answer: 'received', confirm: 'confirmed', outdate: 'received', discard: 'discarded' },
  confirmed: { take: 'confirmed', outdate: 'received', store: 'imported', fail: 'failed' },
  imported: { undo: 'undoing' },
  undoing: { take: 'undoing', 'finish-undo': 'undone', 'refuse-undo': 'imported' },
  failed: {},
  discarded: {},
  undone: {},
};
