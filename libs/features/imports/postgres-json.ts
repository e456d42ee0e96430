/** An escaped backslash (kept), or the escape of a NUL or of half a surrogate pair. */
const ESCAPES = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/**
 * JSON that PostgreSQL takes as jsonb. It refuses NUL and halves of surrogate pairs, which JavaScript's own JSON may
 * hold (a value cut in the middle of a character); they become U+FFFD.
 */
export function postgresJson(value: unknown): string {
  return JSON.stringify(value).replace(ESCAPES, (escape) => (escape === '\\\\' ? escape : '\ufffd'));
}
