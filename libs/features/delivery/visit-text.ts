import { accepted, type Outcome, refused } from '../../domain/kernel/index.js';
import { cleanText } from '../offers/index.js';

export const VISIT_TEXT_LENGTHS = { done: 2000, doneBy: 100 } as const;

export type VisitTextRefusal = 'visit-text-needed' | 'visit-text-too-long';

/** What was done and by whom, both given and of a sensible length; else `field` and `limit`. */
export function visitText(given: {
  readonly done: string;
  readonly doneBy: string;
}): Outcome<{ readonly done: string; readonly doneBy: string }, VisitTextRefusal> {
  const text = { done: cleanText(given.done), doneBy: cleanText(given.doneBy) };
  for (const field of ['done', 'doneBy'] as const) {
    const limit = VISIT_TEXT_LENGTHS[field];
    if (text[field] === '') return refused('visit-text-needed', { field });
    if (text[field].length > limit) return refused('visit-text-too-long', { field, limit });
  }
  return accepted(text);
}
