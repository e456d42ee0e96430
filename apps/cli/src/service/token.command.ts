import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { TokenOptions } from './make-token.js';
import { addUrlOption, countOption } from './service-options.js';
import type { Surroundings } from './surroundings.js';

const LONGEST_DAYS = 365;

/** `leader-match token`. */
export function addTokenCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  addUrlOption(
    program
      .command('token')
      .description('sign in to a running service and print a token for the other commands')
      .option('--username <name>', 'whose token; asked for where it is left out')
      .option('--name <text>', 'what the token is for, as shown in lists', 'command line')
      .option('--days <number>', 'how long it lasts', countOption(LONGEST_DAYS), 30),
  )
    .addHelpText(
      'after',
      `
The password is asked for without showing it. Where nobody is at a terminal it is a line of standard input; without
--username the line before it is the user name.`,
    )
    .action(async (options: TokenOptions) => {
      const { makeToken } = await import('./make-token.js');
      onExit(await makeToken(options, surroundings, terminal));
    });
}
