import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOVERNED, tablesChanged, unguardedStateChanges } from './state-changes.js';

const sources = ['libs', 'apps'].flatMap((top) =>
  readdirSync(join(process.cwd(), top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(repository|queries)\.ts$/.test(name))
    .map((name) => readFileSync(join(process.cwd(), top, name), 'utf8')),
);

describe('statements that change a state', () => {
  it('each say which state and version they expect, and take the new one from a transition', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(unguardedStateChanges)).toEqual([]);
  });

  it('stand in one place for each thing that has a lifecycle, and twice for an import that a worker takes', () => {
    const found = sources.flatMap(tablesChanged).sort();
    expect(found).toEqual([...GOVERNED, 'import'].sort());
  });

  it.each([
    ['no version', 'UPDATE match SET state = $2 WHERE id = $1 AND state = $3'],
    ['no state before', 'UPDATE claim SET state = $2, version = version + 1 WHERE id = $1 AND version = $3'],
    ['no condition', 'UPDATE visit SET state = $1'],
    ['no transition', `UPDATE run SET state = 'failed' WHERE id = $1 AND state = $2 AND version = $3`],
    ['parts put together, and no version', 'UPDATE run SET ${sets} WHERE id = $1 AND state = $2'],
  ])('are seen to lack %s', (_what, sql) => {
    expect(unguardedStateChanges(`await manager.query(\`${sql}\`)`)).toEqual([sql]);
  });

  it('are left alone where they change something else, or of what has no lifecycle', () => {
    for (const sql of [
      'UPDATE match SET answer_by = $2 WHERE id = $1',
      `UPDATE message SET state = 'sent' WHERE id = $1`,
      'UPDATE match AS m SET state = c.state FROM c WHERE m.id = c.id AND m.version = c.version AND m.state = c.before',
    ]) {
      expect(unguardedStateChanges(`\`${sql}\``)).toEqual([]);
    }
  });
});
