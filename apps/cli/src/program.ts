import { Command, CommanderError } from 'commander';
import { registerAssessCommand } from './assess.command.js';
import { registerMatchCommand } from './match.command.js';
import { registerServiceCommands } from './service/register-service-commands.js';
import { registerSolveCommand } from './solve.command.js';
import { registerSurveyTemplateCommand } from './survey-template.command.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

/** Adds one command; `onExit` is told its exit code. */
export type RegisterCommand = (
  program: Command,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
) => void;

const COMMANDS: readonly RegisterCommand[] = [
  registerAssessCommand,
  registerMatchCommand,
  registerSolveCommand,
  registerSurveyTemplateCommand,
  registerServiceCommands,
];

/**
 * Runs one command line (without node and script name) and gives its exit code: 0 done, 2 bad usage or input, 1 a
 * fault of ours. Never throws.
 */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  commands: readonly RegisterCommand[] = COMMANDS,
): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const program = new Command('leader-match')
    .description('Matches system leaders with schools and trusts that need support.')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(add --help for what is allowed)');
  const onExit = (code: ExitCode): void => {
    exit = code;
  };
  for (const register of commands) register(program, terminal, onExit);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    terminal.err(
      `A fault of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return EXIT.ourFault;
  }
}
