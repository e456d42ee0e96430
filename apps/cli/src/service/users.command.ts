import { type Command, Option } from 'commander';
import { OFFER_YEARS, REGIONS, ROLES } from '../../../../libs/domain/kernel/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { DATABASE_HELP } from './service-options.js';
import type { Surroundings } from './surroundings.js';
import type { CreateUserOptions, InviteUserOptions, ListUsersOptions } from './users-in-database.js';

const USERS_HELP = `${DATABASE_HELP}
Exit codes: 0 done; 2 bad usage, settings or a refused user; 1 the database cannot be used, or a fault of ours.`;

const roleOption = (): Option =>
  new Option('--role <role...>', 'what they may do; repeatable').choices([...ROLES]).makeOptionMandatory();

/** `leader-match users create`, `invite` and `list`. */
export function addUsersCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const users = program.command('users').description('create and list the people who may sign in');
  users
    .command('create')
    .description('create a user; the password is asked for, or read as one line of standard input')
    .requiredOption('--username <name>', '2 to 64 small letters, digits and . _ @ -')
    .requiredOption('--name <text>', 'the name that is shown')
    .addOption(roleOption())
    .option('--leader-ref <ref>', 'whose matches they answer; for the role leader only')
    .option('--json', 'print the answer as JSON', false)
    .addHelpText(
      'after',
      `\nA password has 12 to 256 characters and is never given as an argument.${USERS_HELP}`,
    )
    .action(async (options: CreateUserOptions) => {
      const { createUser } = await import('./users-in-database.js');
      onExit(await createUser(options, surroundings, terminal));
    });
  users
    .command('invite')
    .description('make a link by which one person becomes a user; shown once')
    .requiredOption('--name <text>', 'the name that is shown')
    .addOption(roleOption())
    .option('--leader-ref <ref>', 'whose matches they answer; for the role leader only')
    .addOption(
      new Option(
        '--offer <year...>',
        'the only offers that they see; for coordinators and reviewers',
      ).choices([...OFFER_YEARS]),
    )
    .addOption(
      new Option(
        '--region <name...>',
        'the only regions that they see; for coordinators, reviewers and auditors',
      ).choices([...REGIONS]),
    )
    .option('--json', 'print the answer as JSON', false)
    .addHelpText('after', USERS_HELP)
    .action(async (options: InviteUserOptions) => {
      const { inviteUser } = await import('./users-in-database.js');
      onExit(await inviteUser(options, surroundings, terminal));
    });
  users
    .command('list')
    .description('list all users with their roles')
    .option('--json', 'print the answer as JSON', false)
    .addHelpText('after', USERS_HELP)
    .action(async (options: ListUsersOptions) => {
      const { listUsers } = await import('./users-in-database.js');
      onExit(await listUsers(options, surroundings, terminal));
    });
}
