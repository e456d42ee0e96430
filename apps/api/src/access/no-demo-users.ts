import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DEMO_USERS, IdentityQueries } from '../../../../libs/features/identity/index.js';
import { SIGN_IN_WAY, type SignInWay } from './sign-in-way.js';

/** Beside an identity provider nobody may come in as a demo user, by token or otherwise: the service does not start. */
@Injectable()
export class NoDemoUsers implements OnModuleInit {
  constructor(
    private readonly identity: IdentityQueries,
    @Inject(SIGN_IN_WAY) private readonly way: SignInWay,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.way === 'password') return;
    const users = await this.identity.users();
    const demo = users.filter(({ username, displayName, disabled }) =>
      DEMO_USERS.some((one) => !disabled && one.username === username && one.displayName === displayName),
    );
    if (demo.length === 0) return;
    const names = demo.map(({ username }) => username).join(', ');
    throw new Error(
      `OIDC_ISSUER is set and there are demo users (${names}), whose passwords are no secret. Start once without it and ` +
        'disable them under People, or remove them with `npm run samples:remove`',
    );
  }
}
