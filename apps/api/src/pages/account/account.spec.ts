import { presentToken } from './account.presenter.js';

type Token = Parameters<typeof presentToken>[0];

const DAY = new Date('2026-03-04T23:30:00Z');
const TOKEN: Token = {
  ...{ id: 't1', userId: 'u1', username: 'ada', name: 'Night job', scope: 'read', inForce: true },
  ...{ createdAt: new Date('2026-03-01T00:00:00Z'), expiresAt: DAY, revokedAt: null, lastUsedAt: null },
};

describe('a token on the page of its owner', () => {
  it('says what it may do, until when, and when it was used', () => {
    expect(presentToken(TOKEN)).toEqual({
      ...{ id: 't1', name: 'Night job', scope: 'Reads', state: 'Works until 4 March 2026' },
      ...{ inForce: true, lastUsed: 'Never', made: '1 March 2026' },
    });
    const used = presentToken({ ...TOKEN, scope: 'write', lastUsedAt: DAY });
    expect([used.scope, used.lastUsed]).toEqual(['Reads and changes', '4 March 2026']);
  });

  it.each<[Partial<Token>, string]>([
    [{ expiresAt: null }, 'Works'],
    [{ inForce: false }, 'Ran out on 4 March 2026'],
    [{ inForce: false, revokedAt: new Date('2026-03-02T00:00:00Z') }, 'Ended on 2 March 2026'],
    [{ inForce: false, expiresAt: null, revokedAt: DAY }, 'Ended on 4 March 2026'],
  ])('with %j it is: %s', (changes, state) => {
    expect(presentToken({ ...TOKEN, ...changes }).state).toBe(state);
  });

  it('shows nothing of its owner or its secret', () => {
    expect(Object.keys(presentToken(TOKEN)).sort()).toEqual([
      ...['id', 'inForce', 'lastUsed', 'made', 'name', 'scope', 'state'],
    ]);
  });
});
