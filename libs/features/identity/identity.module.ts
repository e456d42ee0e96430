import { Module } from '@nestjs/common';
import { AcceptInvitation } from './accept-invitation.use-case.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { AuthenticateToken } from './authenticate-token.use-case.js';
import { ChangeUser } from './change-user.use-case.js';
import { CreateToken } from './create-token.use-case.js';
import { CreateUser } from './create-user.use-case.js';
import { EndSessions } from './end-sessions.use-case.js';
import { IdentityQueries } from './identity.queries.js';
import { InvitationsQueries } from './invitations.queries.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitePerson } from './invite-person.use-case.js';
import { RemoveDemoUsers } from './remove-demo-users.use-case.js';
import { RevokeToken } from './revoke-token.use-case.js';
import { SeedDemoUsers } from './seed-demo-users.use-case.js';
import { SetPassword } from './set-password.use-case.js';
import { SignInByIdentity } from './sign-in-by-identity.use-case.js';
import { SignIn } from './sign-in.use-case.js';
import { UsersRepository } from './users.repository.js';
import { WithdrawInvitation } from './withdraw-invitation.use-case.js';

const DOOR = [
  AcceptInvitation,
  AuthenticateToken,
  ChangeUser,
  CreateToken,
  CreateUser,
  EndSessions,
  IdentityQueries,
  InvitationsQueries,
  InvitePerson,
  RemoveDemoUsers,
  RevokeToken,
  SeedDemoUsers,
  SetPassword,
  SignIn,
  SignInByIdentity,
  WithdrawInvitation,
];

/** Who may sign in, and as what. Needs the global `DatabaseModule`. */
@Module({ providers: [...DOOR, UsersRepository, ApiTokensRepository, InvitationsRepository], exports: DOOR })
export class IdentityModule {}
