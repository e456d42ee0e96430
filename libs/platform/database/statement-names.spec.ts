import { StatementNames } from './statement-names.js';

describe('names of statements', () => {
  it('are given at second sight, to each text its own, and short enough for PostgreSQL', () => {
    const names = new StatementNames(10);
    expect([names.nameOf('SELECT $1'), names.nameOf('SELECT $2')]).toEqual([undefined, undefined]);
    const [one, other] = [names.nameOf('SELECT $1'), names.nameOf('SELECT $2')];
    expect(one).toMatch(/^[0-9a-f]{40}$/);
    expect(other).toMatch(/^[0-9a-f]{40}$/);
    expect(other).not.toBe(one);
    expect(names.nameOf('SELECT $1')).toBe(one);
  });

  it('end at the most that there may be', () => {
    const names = new StatementNames(1);
    for (let n = 0; n < 3; n++) names.nameOf('SELECT $1');
    for (let n = 0; n < 3; n++) expect(names.nameOf('SELECT $2')).toBeUndefined();
    expect(names.nameOf('SELECT $1')).toBeDefined();
  });

  it('are others after a change', () => {
    const names = new StatementNames(10);
    names.nameOf('SELECT $1');
    const before = names.nameOf('SELECT $1');
    names.rename('SELECT $1');
    names.rename('never sent');
    expect(names.nameOf('SELECT $1')).not.toBe(before);
    expect(names.nameOf('never sent')).toBeUndefined();
  });
});
