import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type Outcome, refused, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { SignIn, type SignedIn, type SignInInput } from '../../../../libs/features/identity/index.js';
import { RateLimits, type Wait } from './rate-limits.js';
import { SIGN_IN_WAY, type SignInWay } from './sign-in-way.js';

export type PasswordRefusal = 'sign-in-refused' | 'sign-in-elsewhere' | 'too-many-attempts';

/** Sign-in by user name and password, within its limits and only where that is the way in. */
@Injectable()
export class PasswordSignIn {
  constructor(
    private readonly signIn: SignIn,
    private readonly limits: RateLimits,
    @Inject(SIGN_IN_WAY) private readonly way: SignInWay,
  ) {}

  async execute(
    request: Pick<Request, 'ip'>,
    { username, password }: SignInInput,
  ): Promise<Outcome<SignedIn, PasswordRefusal>> {
    if (this.way !== 'password') return refused('sign-in-elsewhere');
    const address = request.ip ?? '';
    const waitSeconds: Wait = await this.limits.signIn(username, address);
    if (waitSeconds > 0) return refused('too-many-attempts', { waitSeconds });
    const outcome = await this.signIn.execute(SYSTEM, { username, password });
    if (outcome.ok) await this.limits.signedIn(username, address);
    return outcome;
  }
}
