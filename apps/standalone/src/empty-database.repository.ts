import pg from 'pg';
import { databaseNameOf, urlFor } from '../../../libs/platform/database/index.js';

/** Drops the database that the URL names, whoever is connected; the superuser's URL. */
export async function dropDatabase(superuserUrl: string): Promise<void> {
  const { username, password } = new URL(superuserUrl);
  const administration = urlFor(
    superuserUrl,
    decodeURIComponent(username),
    decodeURIComponent(password),
    'postgres',
  );
  const client = new pg.Client({ connectionString: administration, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // a dropped connection also rejects the query under way
  await client.connect();
  try {
    const name = client.escapeIdentifier(databaseNameOf(superuserUrl));
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
