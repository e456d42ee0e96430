import type { INestApplicationContext } from '@nestjs/common';
import { type OfferYear, type Region, type Role, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import {
  CreateUser,
  IDENTITY_ENTITIES,
  IdentityModule,
  IdentityQueries,
  INVITATION_DAYS,
  InvitePerson,
  type UserSummary,
} from '../../../../libs/features/identity/index.js';
import { refusalSentence } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { askNewPassword } from './ask.js';
import { onDatabase } from './on-database.js';
import { printJson, refuse } from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';

export interface ListUsersOptions {
  readonly json: boolean;
}

export interface CreateUserOptions extends ListUsersOptions {
  readonly username: string;
  readonly name: string;
  readonly role: readonly Role[];
  readonly leaderRef?: string;
}

export interface InviteUserOptions extends Omit<CreateUserOptions, 'username'> {
  readonly offer?: readonly OfferYear[];
  readonly region?: readonly Region[];
}

const IDENTITY = {
  entities: IDENTITY_ENTITIES,
  feature: IdentityModule,
  applicationName: 'leader-match users',
};

/** Creates a user in the name of the service itself. */
export async function createUser(
  options: CreateUserOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  const session = { json: options.json, terminal };
  return withIdentity(options, surroundings, terminal, async (context) => {
    const asked = await askNewPassword(surroundings, terminal);
    if (!asked.ok) {
      const differ = asked.code === 'passwords-differ';
      const words = differ ? 'The two passwords differ.' : 'There is no password on standard input.';
      return refuse(session, asked.code, words);
    }
    const created = await context.get(CreateUser, { strict: false }).execute(SYSTEM, {
      username: options.username,
      displayName: options.name,
      password: asked.password,
      roles: options.role,
      leaderRef: options.leaderRef ?? null,
    });
    if (!created.ok) return refuse(session, created.refusal.code, refusalSentence(created.refusal));
    if (options.json) printJson(terminal, created.value);
    else
      terminal.out(
        `Created the user ${options.username.trim().toLowerCase()} (${options.role.join(', ')}).\n`,
      );
    return EXIT.done;
  });
}

/** Invites somebody in the name of the service itself: the first administrator, where people sign in elsewhere. */
export async function inviteUser(
  options: InviteUserOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withIdentity(options, surroundings, terminal, async (context) => {
    const invited = await context.get(InvitePerson, { strict: false }).execute(SYSTEM, {
      ...{
        displayName: options.name,
        email: null,
        roles: options.role,
        leaderRef: options.leaderRef ?? null,
        ...(options.offer === undefined ? {} : { offers: options.offer }),
        ...(options.region === undefined ? {} : { regions: options.region }),
      },
    });
    if (!invited.ok) {
      const session = { json: options.json, terminal };
      return refuse(session, invited.refusal.code, refusalSentence(invited.refusal));
    }
    const { invitationId, token, expiresAt } = invited.value;
    const path = `/invitations/${token}`;
    if (options.json) printJson(terminal, { invitationId, path, expiresAt: expiresAt.toISOString() });
    else terminal.out(`Open this address of the service once, within ${INVITATION_DAYS} days: ${path}\n`);
    return EXIT.done;
  });
}

export async function listUsers(
  options: ListUsersOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return withIdentity(options, surroundings, terminal, async (context) => {
    const users = await context.get(IdentityQueries, { strict: false }).users();
    if (options.json) printJson(terminal, { items: users });
    else for (const line of userLines(users)) terminal.out(`${line}\n`);
    return EXIT.done;
  });
}

function userLines(users: readonly UserSummary[]): readonly string[] {
  if (users.length === 0) return ['There is no user.'];
  return textTable(
    ['user name', 'name', 'roles', 'leader', 'disabled'],
    users.map((user) => [
      user.username,
      user.displayName,
      user.roles.join(', '),
      user.leaderRef ?? '',
      user.disabled ? 'yes' : '',
    ]),
  );
}

function withIdentity(
  options: ListUsersOptions,
  surroundings: Surroundings,
  terminal: Terminal,
  work: (context: INestApplicationContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  return onDatabase(IDENTITY, options, surroundings, terminal, work);
}
