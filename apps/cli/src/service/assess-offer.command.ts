import { Argument, type Command } from 'commander';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import type { AssessOfferOptions } from './assess-offer.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

/** `leader-match assess-offer`. */
export function addAssessOfferCommand(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('assess-offer')
    .description('let a running service decide again who is eligible, over the files that it holds')
    .addArgument(new Argument('<offer>', 'academic year').choices([...OFFER_YEARS]))
    .option('--as-of <date>', 'what was published by this day is known (YYYY-MM-DD)')
    .option('--wait', 'wait until it is decided', false);
  addServiceOptions(command).action(async (offer: string, options: AssessOfferOptions) => {
    const { assessOffer } = await import('./assess-offer.js');
    onExit(await assessOffer(offer, options, surroundings, terminal));
  });
}
