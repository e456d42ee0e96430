import { type Command, Option } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { AcceptOptions, DeclineOptions, EndWaitingOptions } from './answer-match.js';
import { addServiceOptions, countOption } from './service-options.js';
import type { Surroundings } from './surroundings.js';

const MOST_VERSIONS = 999_999_999;

/** `leader-match accept`, `decline` and `end-waiting`. */
export function addAnswerCommands(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const answer = (name: string, description: string): Command =>
    addServiceOptions(
      program
        .command(name)
        .description(description)
        .argument('<match>', 'id of the match (last column of "leader-match matches")')
        .option(
          '--version <n>',
          'refuse when the match has changed since this version',
          countOption(MOST_VERSIONS),
        ),
    );
  answer('accept', 'take a published match on, as its leader or in their name').action(
    async (match: string, options: AcceptOptions) => {
      const { acceptMatch } = await import('./answer-match.js');
      onExit(await acceptMatch(match, options, surroundings, terminal));
    },
  );
  answer('decline', 'turn a published match down, as its leader or in their name; its days are free again')
    .requiredOption('--reason <text>', 'why; kept with the match')
    .addOption(new Option('--other-dates <answer>', 'would other dates work?').choices(['yes', 'no']))
    .option('--other-dates-note <text>', 'which other dates')
    .action(async (match: string, options: DeclineOptions) => {
      const { declineMatch } = await import('./answer-match.js');
      onExit(await declineMatch(match, options, surroundings, terminal));
    });
  answer(
    'end-waiting',
    'wait no longer for a leader’s answer: the match lapses at once; its days are free again',
  )
    .requiredOption('--reason <text>', 'why; kept with the match')
    .action(async (match: string, options: EndWaitingOptions) => {
      const { endWaiting } = await import('./answer-match.js');
      onExit(await endWaiting(match, options, surroundings, terminal));
    });
}
