import { type Outcome, accepted, refused } from '../../domain/kernel/index.js';
import type { ColumnMap } from './table-header.js';

/**
 * Reads the text of a column map, `{"their column": "our column"}` (contracts: `--map FILE`). Whether the names
 * exist is found out when a file is read with it.
 */
export function parseColumnMap(text: string): Outcome<ColumnMap, 'map-not-json'> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return refused('map-not-json');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return refused('map-not-json');
  const entries: (readonly [string, string])[] = [];
  for (const [theirs, ours] of Object.entries(parsed)) {
    if (typeof ours !== 'string') return refused('map-not-json');
    entries.push([theirs, ours]);
  }
  return accepted(Object.fromEntries(entries));
}
