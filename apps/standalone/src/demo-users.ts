import { createHmac } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { SYSTEM } from '../../../libs/domain/kernel/index.js';
import { DEMO_USERS, IdentityQueries, SeedDemoUsers } from '../../../libs/features/identity/index.js';

/** The demo users that may sign in, and the password that they were made with. */
export interface DemoSignIns {
  readonly usernames: readonly string[];
  readonly password: string;
}

/** The sample leader whose matches the demo leader answers. */
const DEMO_LEADER_REF = 'LDR-004';
const PASSWORD_CHARACTERS = 16;

/**
 * Makes the demo users where there is no user at all: once people run the service, they decide who may sign in. The
 * password is made of this installation's own secret: the same at every start, another one on every machine, and kept
 * nowhere in clear.
 */
export async function seedDemoUsers(
  context: INestApplicationContext,
  sessionSecret: string,
): Promise<DemoSignIns> {
  const password = createHmac('sha256', sessionSecret)
    .update('demo users')
    .digest('base64url')
    .replaceAll(/[-_]/g, '')
    .slice(0, PASSWORD_CHARACTERS);
  const queries = context.get(IdentityQueries, { strict: false });
  if ((await queries.users()).length === 0) {
    const seed = context.get(SeedDemoUsers, { strict: false });
    await seed.execute(SYSTEM, { password, leaderRef: DEMO_LEADER_REF });
  }
  const users = await queries.users();
  const usernames = users
    .filter(({ username, displayName, disabled }) =>
      DEMO_USERS.some((demo) => !disabled && demo.username === username && demo.displayName === displayName),
    )
    .map(({ username }) => username);
  return { usernames, password };
}
