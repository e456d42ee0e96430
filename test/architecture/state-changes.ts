/** What has a lifecycle, by its table, and what else than its version may guard a change of its state. */
const GUARDS: Readonly<Record<string, readonly string[]>> = {
  match: ['version'],
  support_case: ['version'],
  run: ['version'],
  visit: ['version'],
  claim: ['version'],
  match_decision: ['version'],
  // A worker's change is guarded by its fence, and taking one by the silence of whoever had it.
  import: ['version', 'fence', 'heartbeat_at'],
};
export const GOVERNED: readonly string[] = Object.keys(GUARDS);

const STATEMENT = /`([^`]*)`/g;
const UPDATE = /\bUPDATE (\w+)\b[^]*?\bSET\b([^]*?)(?:\bWHERE\b([^]*)|$)/;
/** A part of the statement that is put together elsewhere may set anything. */
const SETS_STATE = /(?:^|[\s,])state\s*=|\$\{sets/;
/** `before` and the like are columns of what is handed over. */
const EXPECTS_STATE = /\bstate\s*(?:=|IN\b)/;
const LITERAL_STATE = /(?:^|[\s,])state\s*=\s*'/;

/** Statements that change a state without saying which state and version they expect, or to a state that no `transition` gave. */
export function unguardedStateChanges(source: string): readonly string[] {
  return [...source.matchAll(STATEMENT)].flatMap(([, sql = '']) => {
    const [, table = '', set = '', where = ''] = UPDATE.exec(sql) ?? [];
    const guards = GUARDS[table];
    if (guards === undefined || !SETS_STATE.test(set)) return [];
    const isGuarded = EXPECTS_STATE.test(where) && guards.some((guard) => where.includes(guard));
    return isGuarded && !LITERAL_STATE.test(set) ? [] : [sql.trim()];
  });
}

/** Tables with a lifecycle whose states a source changes. */
export function tablesChanged(source: string): readonly string[] {
  return [...source.matchAll(STATEMENT)].flatMap(([, sql = '']) => {
    const [, table = '', set = ''] = UPDATE.exec(sql) ?? [];
    return table in GUARDS && SETS_STATE.test(set) ? [table] : [];
  });
}
