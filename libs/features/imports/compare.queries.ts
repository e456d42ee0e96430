import type { EntityManager } from 'typeorm';
import type { Change, CompareTask, Comparison, SubjectChange } from './importer.js';

/** Two selections of facts by key, in SQL. `$1` to `$4` are taken; values of its own begin at `$5`. */
export interface FactsToCompare {
  /** Expressions over `row_data` of a staged row. */
  readonly key: string;
  readonly subject: string;
  /** Default: all of `row_data`. */
  readonly facts?: string;
  /** An expression over `facts`; default: the name. */
  readonly label?: string;
  /** Of the staged rows, those that are compared; default: all. */
  readonly where?: string;
  /** Selects `key`, `subject` and `facts` of what is stored. */
  readonly stored: string;
  /** Whether the file is the whole, so that what it lacks is removed. */
  readonly isWhole: boolean;
  readonly values?: readonly unknown[];
}

interface ComparedRow {
  readonly change: Change | 'same';
  readonly count: number;
  readonly examples: readonly SubjectChange[];
}

/** What the staged rows would add, change and remove. That facts come from another row of another file is no change. */
export async function compareFacts(
  manager: EntityManager,
  task: CompareTask,
  sql: FactsToCompare,
): Promise<Comparison> {
  const rows = await manager.query<ComparedRow[]>(
    `WITH given AS (
       SELECT DISTINCT ON (key) * FROM (
         SELECT ${sql.key} AS key, ${sql.subject} AS subject, ${sql.facts ?? 'row_data'} AS facts, n
         FROM import_stage WHERE import_id = $1 AND fence = $2 AND ${sql.where ?? 'true'}) AS rows
       WHERE NOT COALESCE((facts->'source'->>'row')::integer = ANY ($4), false) ORDER BY key, n),
     stored AS (${sql.stored}),
     compared AS (
       SELECT COALESCE(s.subject, g.subject) AS subject, s.facts AS before, g.facts AS after,
         CASE WHEN s.key IS NULL THEN 'added' WHEN g.key IS NULL THEN 'removed'
           WHEN s.facts - 'source' = g.facts - 'source' THEN 'same' ELSE 'changed' END AS change
       FROM given g ${sql.isWhole ? 'FULL' : 'LEFT'} JOIN stored s ON s.key = g.key),
     ranked AS (SELECT *, row_number() OVER (PARTITION BY change ORDER BY subject) AS place FROM compared)
     SELECT change, count(*)::integer AS count, COALESCE(jsonb_agg(jsonb_build_object('change', change,
         'subject', subject, 'label', (SELECT ${sql.label ?? `facts->>'name'`} FROM (SELECT COALESCE(after, before)) AS f (facts)),
         'row', (after->'source'->>'row')::integer, 'before', before - 'source', 'after', after - 'source')
         ORDER BY place) FILTER (WHERE place <= $3 AND change <> 'same'), '[]') AS examples
     FROM ranked GROUP BY change`,
    [task.importId, task.fence, task.examples, task.refusedRows, ...(sql.values ?? [])],
  );
  return comparisonOf(rows);
}

/** Added first, then changed, then removed. */
function comparisonOf(rows: readonly ComparedRow[]): Comparison {
  const of = (change: Change | 'same') => rows.find((row) => row.change === change);
  const order = ['added', 'changed', 'removed'] as const;
  return {
    counts: {
      added: of('added')?.count ?? 0,
      changed: of('changed')?.count ?? 0,
      removed: of('removed')?.count ?? 0,
      same: of('same')?.count ?? 0,
    },
    examples: order.flatMap((change) => of(change)?.examples ?? []),
  };
}

/** The sum of comparisons of different things in one file. */
export function togetherOf(parts: readonly Comparison[]): Comparison {
  const sum = (change: Change | 'same'): number =>
    parts.reduce((total, { counts }) => total + counts[change], 0);
  const order = ['added', 'changed', 'removed'] as const;
  const examples = parts.flatMap((part) => part.examples);
  return {
    counts: { added: sum('added'), changed: sum('changed'), removed: sum('removed'), same: sum('same') },
    examples: order.flatMap((change) => examples.filter((example) => example.change === change)),
  };
}
