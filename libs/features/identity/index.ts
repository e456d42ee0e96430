import { ApiToken } from './api-token.entity.js';
import { Invitation } from './invitation.entity.js';
import { UserIdentity } from './user-identity.entity.js';
import { User } from './user.entity.js';

export {
  AcceptInvitation,
  type AcceptInvitationInput,
  type AcceptInvitationRefusal,
} from './accept-invitation.use-case.js';
export { AuthenticateToken } from './authenticate-token.use-case.js';
export { ChangeUser, type ChangeUserInput, type ChangeUserRefusal } from './change-user.use-case.js';
export {
  CreateToken,
  TOKEN_DAYS_MAX,
  type CreatedToken,
  type CreateTokenInput,
  type CreateTokenRefusal,
} from './create-token.use-case.js';
export { CreateUser, type CreateUserInput, type CreateUserRefusal } from './create-user.use-case.js';
export { EndSessions } from './end-sessions.use-case.js';
export { IdentityModule } from './identity.module.js';
export {
  IdentityQueries,
  type ApiTokenSummary,
  type TokenScope,
  type UserSummary,
} from './identity.queries.js';
export {
  invitationKey,
  InvitationsQueries,
  type InvitationState,
  type InvitationSummary,
} from './invitations.queries.js';
export { INVITATION_DAYS, InvitePerson, type InvitePersonInput } from './invite-person.use-case.js';
export { RemoveDemoUsers } from './remove-demo-users.use-case.js';
export { RevokeToken } from './revoke-token.use-case.js';
export {
  DEMO_USERS,
  SeedDemoUsers,
  type SeedDemoUsersInput,
  type SeededUser,
} from './seed-demo-users.use-case.js';
export { SetPassword, type SetPasswordInput } from './set-password.use-case.js';
export { SignInByIdentity, type ProvenIdentity } from './sign-in-by-identity.use-case.js';
export { SignIn, type SignedIn, type SignInInput } from './sign-in.use-case.js';
export { WithdrawInvitation } from './withdraw-invitation.use-case.js';
export { type AccessRefusal } from './user-access.js';

/** For the data source of a process that uses this feature. */
export const IDENTITY_ENTITIES = [User, ApiToken, UserIdentity, Invitation] as const;
