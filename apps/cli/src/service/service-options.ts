import { type Command, InvalidArgumentError } from 'commander';

/** Options of every command that talks to a running service. */
export interface ServiceOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token?: string;
  readonly json: boolean;
}

export const DEFAULT_URL = 'http://127.0.0.1:3000';

export const SERVICE_EXIT_CODES_HELP = `
Exit codes: 0 done; 2 bad usage, or the service refused it (the reasons are on stderr); 1 the service cannot be
reached, or something went wrong on our side.`;

/** For the help of every command that works without the service. */
export const DATABASE_HELP = `
Works on the database itself, as the role of the services: the one that DATABASE_URL names, else the embedded one of
the \`npm start\` that runs on DATA_DIR (default ./var) as the same user.`;

/** Adds --url, --token and --json. */
export function addServiceOptions(command: Command): Command {
  return addUrlOption(command).option(
    '--token <token>',
    'who you are (default: the variable LEADER_MATCH_TOKEN, which other users of this machine cannot see)',
  );
}

/** Adds --url and --json. */
export function addUrlOption(command: Command): Command {
  return command
    .option('--url <url>', 'where the service is', urlOption, DEFAULT_URL)
    .option('--json', 'print what the service answered, as JSON; no progress bar', false)
    .addHelpText('after', SERVICE_EXIT_CODES_HELP);
}

function urlOption(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('Write a URL that begins with http:// or https://.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new InvalidArgumentError('Write host, port and path only.');
  }
  return url.href.replace(/\/+$/, '');
}

/** A whole number from 1 to `most`. */
export function countOption(most: number): (value: string) => number {
  return (value) => {
    const count = /^\d{1,9}$/.test(value) ? Number(value) : 0;
    if (count < 1 || count > most) {
      throw new InvalidArgumentError(`Write a whole number from 1 to ${String(most)}.`);
    }
    return count;
  };
}
