import pg from 'pg';

/** A migrated database of this spec file, and what it looked like before any test touched it. */
interface MadeDatabase {
  readonly url: string;
  /** Changes with every table, column, constraint, trigger, function, policy, right and setting. */
  readonly structure: string;
  /** What the migrations themselves wrote: digest of the rows by table; every other table is empty. */
  readonly rows: ReadonlyMap<string, string>;
}

/**
 * The migrated databases that tests of one spec file have closed. Copying the template means several hundred files,
 * emptying the few tables that a test filled means milliseconds. A database is handed on only when it is again as the
 * migrations left it: whatever else a test changed, the next test gets a new one.
 */
export class ReusedDatabases {
  readonly #made = new Map<string, MadeDatabase>();
  readonly #free: string[] = [];
  #ended = false;

  async remember(name: string, url: string): Promise<void> {
    await asSuperuser(url, async (client) => {
      this.#made.set(name, { url, structure: await structureOf(client), rows: await rowsOf(client) });
    });
  }

  /** @returns whether it is kept; otherwise the caller drops it. */
  keep(name: string): boolean {
    if (this.#ended || !this.#made.has(name)) return false;
    this.#free.push(name);
    return true;
  }

  /** The name of an emptied database, or undefined; databases that could not be emptied go to `drop`. */
  async take(drop: (name: string) => Promise<void>): Promise<string | undefined> {
    for (let name = this.#free.pop(); name !== undefined; name = this.#free.pop()) {
      const made = this.#made.get(name);
      if (made !== undefined && (await asSuperuser(made.url, (client) => emptied(client, made)))) return name;
      this.#made.delete(name);
      await drop(name);
    }
    return undefined;
  }

  /** From here on nothing is kept. @returns what the caller still has to drop. */
  end(): readonly string[] {
    this.#ended = true;
    return this.#free.splice(0);
  }
}

async function emptied(client: pg.Client, made: MadeDatabase): Promise<boolean> {
  await client.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  if ((await structureOf(client)) !== made.structure) return false;
  // Row triggers and foreign keys refuse the deletes of append-only tables, as they should.
  await client.query(`SET session_replication_role = replica`);
  for (const [table, digest] of await rowsOf(client)) {
    const before = made.rows.get(table);
    if (before === undefined) await client.query(`DELETE FROM ${table}`);
    else if (before !== digest) return false;
  }
  await client.query(
    `SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences`,
  );
  return true;
}

/** Every change of a catalogue row writes a new version of it, named by its transaction, which is newer than all before. */
async function structureOf(client: pg.Client): Promise<string> {
  const versions = Object.entries(CATALOGUES).map(
    ([name, key]) => `SELECT '${name}' || count(*) || '/' || coalesce(sum(xmin::text::bigint), 0) AS line
      FROM ${name} WHERE ${key} >= ${FIRST_OF_USERS}`,
  );
  const { rows } = await client.query<{ state: string }>(
    `SELECT string_agg(line, ',') AS state FROM (
       ${versions.join(' UNION ALL ')}
       UNION ALL SELECT setconfig::text FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase
         WHERE datname = current_database()
       UNION ALL SELECT datacl::text FROM pg_database WHERE datname = current_database()) catalogue`,
  );
  return rows[0]?.state ?? '';
}

/** By the column that tells PostgreSQL's own rows from ours. */
const CATALOGUES = {
  pg_namespace: 'oid',
  pg_class: 'oid',
  pg_attribute: 'attrelid',
  pg_attrdef: 'oid',
  pg_constraint: 'oid',
  pg_index: 'indexrelid',
  pg_trigger: 'oid',
  pg_proc: 'oid',
  pg_policy: 'oid',
  pg_type: 'oid',
  pg_rewrite: 'oid',
  pg_sequence: 'seqrelid',
  pg_extension: 'oid',
};
const FIRST_OF_USERS = 16_384;

async function rowsOf(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const filled = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables WHERE pg_relation_size(relid) > 0`,
  );
  const digests = new Map<string, string>();
  for (const { name } of filled.rows) {
    const { rows } = await client.query<{ digest: string | null }>(
      `SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS digest FROM ${name} t`,
    );
    const digest = rows[0]?.digest ?? undefined;
    if (digest !== undefined) digests.set(name, digest);
  }
  return digests;
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
