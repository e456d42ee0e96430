import { PassThrough } from 'node:stream';
import { runCli } from '../program.js';
import type { ExitCode } from '../terminal.js';
import { serviceCommands } from './register-service-commands.js';

export interface CliEnd {
  readonly exit: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface CliSurroundings {
  /** Everything on standard input. */
  readonly stdin?: string;
  /** As if a person sat at stdin and stderr. */
  readonly isPerson?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs one of the service's commands in this process. */
export async function serviceCli(
  args: readonly string[],
  { stdin = '', isPerson = false, environment = {} }: CliSurroundings = {},
): Promise<CliEnd> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    errIsTerminal: isPerson,
  };
  const input = Object.assign(new PassThrough(), { isTTY: isPerson });
  input.end(stdin);
  const exit = await runCli(args, terminal, [serviceCommands({ stdin: input, environment })]);
  return { exit, out, err };
}
