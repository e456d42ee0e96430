import { bearerTokenSha256, looksLikeBearerToken, newBearerToken } from './bearer-token.js';
import { hashPassword, passwordMatches } from './password.js';

describe('a password hash', () => {
  it('matches its password only, and is another one each time', async () => {
    const [one, two] = [await hashPassword('a long enough one'), await hashPassword('a long enough one')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await passwordMatches('a long enough one', one)).toBe(true);
    expect(await passwordMatches('a long enough onE', one)).toBe(false);
    expect(await passwordMatches('', one)).toBe(false);
  });

  it('takes the two ways of writing an accent as one', async () => {
    const stored = await hashPassword('caf\u00e9 du monde 12');
    expect(await passwordMatches('cafe\u0301 du monde 12', stored)).toBe(true);
  });

  it('is never matched where there is none, nor by an overlong text', async () => {
    expect(await passwordMatches('anything at all', null)).toBe(false);
    const longest = 'x'.repeat(256);
    const stored = await hashPassword(longest);
    expect(await passwordMatches(longest, stored)).toBe(true);
    expect(await passwordMatches(`${longest}x`, stored)).toBe(false);
  });

  it('of an unknown form is a bug of ours', async () => {
    await expect(passwordMatches('x', 'md5$abc')).rejects.toThrow('unknown form');
  });
});

describe('a bearer token', () => {
  it('is long, marked and never the same', () => {
    const tokens = new Set(Array.from({ length: 50 }, newBearerToken));
    expect(tokens.size).toBe(50);
    expect([...tokens].every(looksLikeBearerToken)).toBe(true);
    expect(looksLikeBearerToken('lm_short')).toBe(false);
    expect(bearerTokenSha256('lm_x')).toMatch(/^[0-9a-f]{64}$/);
  });
});
