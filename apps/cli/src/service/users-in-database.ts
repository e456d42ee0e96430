import 'reflect-metadata';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { type Role, SYSTEM } from '../../../../libs/domain/kernel/index.js';
import {
  CreateUser,
  IDENTITY_ENTITIES,
  IdentityModule,
  IdentityQueries,
  INVITATION_DAYS,
  InvitePerson,
  type UserSummary,
} from '../../../../libs/features/identity/index.js';
import { readSettings, SettingsError } from '../../../../libs/platform/config/index.js';
import { assertSchemaCurrent, DatabaseModule } from '../../../../libs/platform/database/index.js';
import { refusalSentence } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { askNewPassword } from './ask.js';
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

export type InviteUserOptions = Omit<CreateUserOptions, 'username'>;

/** Quiet, and a failed start is thrown, not the end of the process. */
const CONTEXT_OPTIONS = Object.assign(new NestApplicationContextOptions(), {
  logger: false as const,
  abortOnError: false,
});

@Module({})
class UsersCommandModule {}

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

async function withIdentity(
  { json }: ListUsersOptions,
  { environment }: Surroundings,
  terminal: Terminal,
  work: (context: INestApplicationContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  let url: string | undefined;
  try {
    url = readSettings(environment).databaseUrls.app;
  } catch (error) {
    if (error instanceof SettingsError) return refuse({ json, terminal }, 'bad-settings', error.message);
    throw error;
  }
  if (url === undefined) {
    const words = 'DATABASE_URL is not set: it names the PostgreSQL database of the service.';
    return refuse({ json, terminal }, 'no-database-url', words);
  }
  const reason = await unusableReason(url);
  if (reason !== null) {
    if (json) printJson(terminal, { code: 'database-unusable', title: reason });
    terminal.err(`${reason}\n`);
    return EXIT.ourFault;
  }
  const context = await openIdentity(url);
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** Asked first, because Nest would try a dead database again and again. */
async function unusableReason(url: string): Promise<string | null> {
  try {
    await assertSchemaCurrent(url);
    return null;
  } catch (error) {
    const cause: unknown = error instanceof AggregateError ? error.errors[0] : error;
    const message = cause instanceof Error ? cause.message : String(cause);
    return message.startsWith('The database') ? message : `The database cannot be used: ${message}`;
  }
}

function openIdentity(url: string): Promise<INestApplicationContext> {
  const database = DatabaseModule.forRoot({
    url,
    entities: IDENTITY_ENTITIES,
    applicationName: 'leader-match users',
    poolSize: 2,
  });
  const root = { module: UsersCommandModule, imports: [database, IdentityModule] };
  return NestFactory.createApplicationContext(root, CONTEXT_OPTIONS);
}
