import { type Command, Option } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { MessagesOptions } from './list-messages.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** Named here because loading the feature takes longer than most commands do. */
export const MESSAGE_STATES = ['waiting', 'sent', 'failed', 'no-address', 'cancelled'] as const;

/** `leader-match messages`. */
export function addMessagesCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('messages')
    .description('list the messages of a running service to leaders, schools and others, newest first')
    .addOption(new Option('--state <state>', 'only these').choices([...MESSAGE_STATES]))
    .option('--match <id>', 'only those about one match')
    .option('--texts', 'print the texts too', false);
  addServiceOptions(command).action(async (options: MessagesOptions) => {
    const { listMessages } = await import('./list-messages.js');
    onExit(await listMessages(options, surroundings, terminal));
  });
}
