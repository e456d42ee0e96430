import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** The three database roles; migrations grant to these names, so they are the same on every cluster. */
export const OWNER_ROLE = 'leader_match_owner';
export const APP_ROLE = 'leader_match_app';
export const READER_ROLE = 'leader_match_reader';

export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
  readonly reader: string;
}

export interface RoleUrls {
  readonly owner: string;
  readonly app: string;
  readonly reader: string;
}

/** Kept equal to `docker/roles.sql` (a test compares them); `:'name'` and `:"DBNAME"` are psql's variables. */
export const ROLES_SQL = `
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['leader_match_owner', 'leader_match_app', 'leader_match_reader'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I', role_name);
    END IF;
  END LOOP;
END
$$;
ALTER ROLE leader_match_owner LOGIN PASSWORD :'owner_password';
ALTER ROLE leader_match_app LOGIN PASSWORD :'app_password';
ALTER ROLE leader_match_reader LOGIN PASSWORD :'reader_password';
ALTER DATABASE :"DBNAME" OWNER TO leader_match_owner;
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO leader_match_app, leader_match_reader;
ALTER SCHEMA public OWNER TO leader_match_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO leader_match_app, leader_match_reader;
`;

/**
 * Creates the roles when missing, sets their passwords, and hands the database named in the URL to the owner.
 * Safe to repeat. The service never uses this connection again.
 */
export async function createRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  await asAdministrator(superuserUrl, async (client) => {
    const variables: Readonly<Record<string, string>> = {
      ":'owner_password'": client.escapeLiteral(passwords.owner),
      ":'app_password'": client.escapeLiteral(passwords.app),
      ":'reader_password'": client.escapeLiteral(passwords.reader),
      ':"DBNAME"': client.escapeIdentifier(databaseNameOf(superuserUrl)),
    };
    const sql = ROLES_SQL.replace(/:'\w+'|:"\w+"/g, (name) => variables[name] ?? name);
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(sql);
        return;
      } catch (error) {
        if (attempt === 5 || !isRolesRace(error)) throw error;
        await delay(50 * attempt);
      }
    }
  });
}

/** Roles belong to the whole cluster and no lock of ours does: of two at once, one is refused and tries again. */
function isRolesRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ['XX000', '23505', '42710'].includes(error.code ?? '');
}

/** Creates the database when missing (the URL may name any database of the cluster). */
export async function createDatabase(superuserUrl: string, name: string): Promise<void> {
  await asAdministrator(superuserUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a dropped connection also rejects the query under way
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The same server and options, another role and database. */
export function urlFor(url: string, user: string, password: string, database: string): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(user);
  changed.password = encodeURIComponent(password);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}

/** The URLs of the three roles on one database of the cluster that `url` names. */
export function roleUrls(url: string, passwords: RolePasswords, database: string): RoleUrls {
  return {
    owner: urlFor(url, OWNER_ROLE, passwords.owner, database),
    app: urlFor(url, APP_ROLE, passwords.app, database),
    reader: urlFor(url, READER_ROLE, passwords.reader, database),
  };
}

export function databaseNameOf(url: string): string {
  const { pathname, username } = new URL(url);
  return decodeURIComponent(pathname.slice(1) || username || 'postgres');
}
