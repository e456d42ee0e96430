import { readFileSync } from 'node:fs';
import { databaseNameOf, roleUrls, ROLES_SQL, urlFor } from './roles.js';

describe('the roles', () => {
  it('are made by the same statements on an external cluster', () => {
    const statements = readFileSync('docker/roles.sql', 'utf8')
      .split('\n')
      .filter((line) => !/^(?:--|\\)/.test(line))
      .join('\n');
    expect(statements.trim()).toBe(ROLES_SQL.trim());
  });

  it('have URLs on the same server, whatever their passwords hold', () => {
    const url = 'postgres://postgres:x@db.example:5433/postgres?sslmode=require';
    const urls = roleUrls(url, { owner: 'a/b', app: 'c@d:e', reader: 'f%g' }, 'leader_match');
    const app = new URL(urls.app);
    expect([app.host, app.search, decodeURIComponent(app.password)]).toEqual([
      ...['db.example:5433', '?sslmode=require', 'c@d:e'],
    ]);
    expect(decodeURIComponent(new URL(urls.owner).password)).toBe('a/b');
    expect(decodeURIComponent(new URL(urls.reader).password)).toBe('f%g');
  });

  it('find the database that a URL names', () => {
    expect(databaseNameOf(urlFor('postgres://h/x', 'u', 'p', 'odd name'))).toBe('odd name');
    expect(databaseNameOf('postgres://ada@h')).toBe('ada');
    expect(databaseNameOf('postgres://h')).toBe('postgres');
  });
});
