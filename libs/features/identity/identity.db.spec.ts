import { openTestService, type TestService, valueOf } from '../../../test/support/service-harness.js';
import { SYSTEM, type Actor } from '../../domain/kernel/index.js';
import {
  AuthenticateToken,
  ChangeUser,
  CreateToken,
  CreateUser,
  IdentityModule,
  IdentityQueries,
  RemoveDemoUsers,
  RevokeToken,
  SeedDemoUsers,
  SetPassword,
  SignIn,
} from './index.js';

const PASSWORD = 'correct horse battery';
let service: TestService;

beforeAll(async () => {
  service = await openTestService(IdentityModule);
});
afterAll(() => service.close());

async function makeUser(username: string, roles: Actor['roles'] = ['coordinator']): Promise<string> {
  const leaderRef = roles.includes('leader') ? `L-${username}` : null;
  const input = { username, displayName: `User ${username}`, password: PASSWORD, roles, leaderRef };
  return valueOf(await service.get(CreateUser).execute(SYSTEM, input)).userId;
}

const signIn = (username: string, password = PASSWORD) =>
  service.get(SignIn).execute(SYSTEM, { username, password });

const auditOf = (subjectId: string): Promise<{ action: string; actor_id: string }[]> =>
  service.database.manager.query(
    `SELECT action, actor_id FROM audit_event WHERE subject_id = $1 ORDER BY id`,
    [subjectId],
  );

describe('signing in', () => {
  it('gives the actor with roles and leader, however the username is typed', async () => {
    const userId = await makeUser('lena', ['leader']);
    const signedIn = valueOf(await signIn('  Lena '));
    expect(signedIn).toEqual({
      actor: { id: userId, roles: ['leader'], leaderRef: 'L-lena' },
      displayName: 'User lena',
      sessionEpoch: 0,
    });
    expect((await auditOf(userId)).map(({ action }) => action)).toEqual(['user.create', 'user.sign-in']);
  });

  it('answers an unknown user, a wrong password and a disabled user alike', async () => {
    const userId = await makeUser('dora');
    const wrong = await signIn('dora', 'correct horse batterz');
    const unknown = await signIn('nobody-here');
    await service.get(ChangeUser).execute(SYSTEM, {
      ...{ userId, roles: ['coordinator'], leaderRef: null, disabled: true, reason: 'left' },
    });
    const disabled = await signIn('dora');
    expect([wrong, unknown, disabled]).toEqual(
      [1, 2, 3].map(() => ({ ok: false, refusal: { code: 'sign-in-refused', facts: {} } })),
    );
    const actions = (await auditOf(userId)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'user.sign-in-refused')).toHaveLength(2);
  });

  it('never keeps a password or a typed username', async () => {
    await signIn('my-secret-typed-in-the-wrong-field', PASSWORD);
    const [row] = await service.database.manager.query<{ found: boolean }[]>(
      `SELECT EXISTS (SELECT FROM audit_event a WHERE a::text LIKE '%secret-typed%') OR
         EXISTS (SELECT FROM app_user u WHERE u::text LIKE '%horse%') AS found`,
    );
    expect(row?.found).toBe(false);
  });
});

describe('users', () => {
  it('are made by admins only, with names and passwords that hold', async () => {
    const good = { username: 'new-one', displayName: 'New', password: PASSWORD, leaderRef: null };
    const create = service.get(CreateUser);
    const code = async (actor: Actor, input: object): Promise<string> => {
      const outcome = await create.execute(actor, { ...good, roles: ['reviewer'], ...input });
      return outcome.ok ? 'made' : outcome.refusal.code;
    };
    const coordinator: Actor = { id: 'x', roles: ['coordinator'] };
    expect(await code(coordinator, {})).toBe('not-allowed');
    expect(await code(SYSTEM, { username: 'a b' })).toBe('bad-username');
    expect(await code(SYSTEM, { displayName: '  ' })).toBe('bad-display-name');
    expect(await code(SYSTEM, { password: 'short' })).toBe('bad-password');
    expect(await code(SYSTEM, { roles: [] })).toBe('bad-roles');
    expect(await code(SYSTEM, { roles: ['leader'] })).toBe('leader-needs-ref');
    expect(await code(SYSTEM, { leaderRef: 'L1' })).toBe('ref-needs-leader');
    expect(await code({ id: 'boss', roles: ['admin'] }, {})).toBe('made');
    expect(await code(SYSTEM, { username: 'NEW-ONE' })).toBe('username-taken');
  });

  it('have their roles read anew each time, and lose them at once', async () => {
    const userId = await makeUser('rita', ['reviewer', 'coordinator']);
    const queries = service.get(IdentityQueries);
    expect(await queries.actorOf(userId)).toEqual({ id: userId, roles: ['coordinator', 'reviewer'] });
    const change = { userId, leaderRef: null, reason: 'moved' };
    await service.get(ChangeUser).execute(SYSTEM, { ...change, roles: ['reviewer'], disabled: false });
    expect((await queries.actorOf(userId))?.roles).toEqual(['reviewer']);
    await service.get(ChangeUser).execute(SYSTEM, { ...change, roles: ['reviewer'], disabled: true });
    expect(await queries.actorOf(userId)).toBeUndefined();
    expect(await queries.actorOf('no-uuid')).toBeUndefined();
    expect(await queries.user('\u0000')).toBeUndefined();
    expect((await signIn('rita\u0000')).ok).toBe(false);
    const nobody = { ...change, userId: 'no-uuid', roles: ['reviewer'] as const, disabled: false };
    expect(await service.get(ChangeUser).execute(SYSTEM, nobody)).toMatchObject({
      refusal: { code: 'no-such-user' },
    });
  });

  it('take a new password', async () => {
    const userId = await makeUser('paul');
    valueOf(await service.get(SetPassword).execute(SYSTEM, { userId, password: 'another fine password' }));
    expect((await signIn('paul')).ok).toBe(false);
    expect((await signIn('paul', 'another fine password')).ok).toBe(true);
  });
});

describe('bearer tokens', () => {
  it('are shown once, kept as a hash, work, and can be revoked', async () => {
    const userId = await makeUser('tina');
    const actor: Actor = { id: userId, roles: ['coordinator'] };
    const made = valueOf(
      await service.get(CreateToken).execute(actor, { userId, name: 'nightly export', expiresInDays: 30 }),
    );
    const authenticate = () => service.get(AuthenticateToken).execute(SYSTEM, { token: made.token });
    expect(valueOf(await authenticate())).toEqual({ actor, tokenId: made.id, scope: 'write' });
    const [stored] = await service.get(IdentityQueries).tokens(userId);
    expect(stored).toMatchObject({ id: made.id, name: 'nightly export', inForce: true });
    expect(stored?.lastUsedAt).not.toBeNull();
    const lastUsed = async (): Promise<Date | null | undefined> => {
      valueOf(await authenticate());
      return (await service.get(IdentityQueries).tokens(userId))[0]?.lastUsedAt;
    };
    expect(await lastUsed()).toEqual(stored?.lastUsedAt);
    await service.database.manager.query(
      `UPDATE api_token SET last_used_at = last_used_at - interval '1 hour' WHERE id = $1`,
      [made.id],
    );
    expect((await lastUsed())?.getTime()).toBeGreaterThanOrEqual(stored?.lastUsedAt?.getTime() ?? Infinity);
    const rows = await service.database.manager.query<{ whole: string }[]>(
      `SELECT t::text AS whole FROM api_token t`,
    );
    expect(rows.some(({ whole }) => whole.includes(made.token))).toBe(false);
    valueOf(await service.get(RevokeToken).execute(actor, { tokenId: made.id }));
    expect((await authenticate()).ok).toBe(false);
    expect((await auditOf(made.id)).map(({ action }) => action)).toEqual([
      'api-token.create',
      'api-token.revoke',
    ]);
  });

  it('end when they expire and, for good, when their owner is disabled', async () => {
    const userId = await makeUser('uma');
    const change = { userId, roles: ['coordinator'], leaderRef: null } as const;
    const make = async (name: string) =>
      valueOf(await service.get(CreateToken).execute(SYSTEM, { userId, name, expiresInDays: 1 }));
    const [old, current] = [await make('old'), await make('current')];
    const isGood = async (token: string) =>
      (await service.get(AuthenticateToken).execute(SYSTEM, { token })).ok;
    await service.database.manager.query(
      `UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [old.id],
    );
    expect([await isGood(old.token), await isGood(current.token)]).toEqual([false, true]);
    valueOf(await service.get(ChangeUser).execute(SYSTEM, { ...change, disabled: true, reason: 'left' }));
    expect([await isGood(current.token), await isGood(`lm_${'x'.repeat(43)}`), await isGood('')]).toEqual([
      ...[false, false, false],
    ]);
    valueOf(await service.get(ChangeUser).execute(SYSTEM, { ...change, disabled: false, reason: 'back' }));
    expect(await isGood(current.token)).toBe(false);
    expect((await auditOf(current.id)).map(({ action }) => action)).toEqual([
      ...['api-token.create', 'api-token.revoke'],
    ]);
    expect((await auditOf(old.id)).map(({ action }) => action)).toEqual(['api-token.create']);
    expect(await isGood((await make('after')).token)).toBe(true);
  });

  it('of somebody who was disabled before tokens ended with them, end when the user is let in again', async () => {
    const userId = await makeUser('otto');
    const input = { userId, name: 'kept', expiresInDays: 1 };
    const { id, token } = valueOf(await service.get(CreateToken).execute(SYSTEM, input));
    await service.database.manager.query(`UPDATE app_user SET disabled_at = now() WHERE id = $1`, [userId]);
    const change = {
      userId,
      roles: ['coordinator'],
      leaderRef: null,
      disabled: false,
      reason: 'back',
    } as const;
    valueOf(await service.get(ChangeUser).execute(SYSTEM, change));
    expect((await service.get(AuthenticateToken).execute(SYSTEM, { token })).ok).toBe(false);
    expect((await auditOf(id)).map(({ action }) => action)).toContain('api-token.revoke');
    const unchanged = valueOf(await service.get(CreateToken).execute(SYSTEM, input));
    valueOf(await service.get(ChangeUser).execute(SYSTEM, { ...change, roles: ['reviewer'] }));
    expect((await service.get(AuthenticateToken).execute(SYSTEM, { token: unchanged.token })).ok).toBe(true);
  });

  it('of others are neither made nor revoked by people who are no admins', async () => {
    const userId = await makeUser('vera');
    const stranger: Actor = { id: 'stranger', roles: ['coordinator', 'reviewer'] };
    const input = { userId, name: 'x', expiresInDays: 1 };
    expect(await service.get(CreateToken).execute(stranger, input)).toMatchObject({
      refusal: { code: 'not-allowed' },
    });
    const made = valueOf(await service.get(CreateToken).execute(SYSTEM, input));
    expect(await service.get(RevokeToken).execute(stranger, { tokenId: made.id })).toMatchObject({
      refusal: { code: 'no-such-token' },
    });
    for (const expiresInDays of [0, 366, 1.5]) {
      const outcome = await service.get(CreateToken).execute(SYSTEM, { ...input, expiresInDays });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'bad-token-days' } });
    }
  });
});

describe('the demo users', () => {
  it('are seeded once, one for each role, and removed without touching others', async () => {
    const seed = () =>
      service.get(SeedDemoUsers).execute(SYSTEM, { password: PASSWORD, leaderRef: 'LDR-001' });
    const first = valueOf(await seed());
    expect(first.map(({ username, created }) => [username, created])).toEqual([
      ['coordinator', true],
      ['reviewer', true],
      ['leader', true],
      ['admin', true],
      ['auditor', true],
    ]);
    expect(valueOf(await seed()).some(({ created }) => created)).toBe(false);
    expect(valueOf(await signIn('leader')).actor).toMatchObject({ roles: ['leader'], leaderRef: 'LDR-001' });
    const adminId = valueOf(await signIn('admin')).actor.id;
    const demote = { userId: adminId, roles: ['reviewer'] as const, leaderRef: null, disabled: false };
    expect(await service.get(ChangeUser).execute(SYSTEM, { ...demote, reason: 'x' })).toMatchObject({
      refusal: { code: 'last-admin' },
    });
    await service.get(CreateToken).execute(SYSTEM, { userId: adminId, name: 'demo', expiresInDays: 1 });
    const before = (await service.get(IdentityQueries).users()).length;
    expect(valueOf(await service.get(RemoveDemoUsers).execute(SYSTEM, {})).removed).toHaveLength(5);
    expect(await service.get(IdentityQueries).users()).toHaveLength(before - 5);
  });
});
