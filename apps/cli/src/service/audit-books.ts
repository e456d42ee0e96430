import { SYSTEM } from '../../../../libs/domain/kernel/index.js';
import {
  DeliveryModule,
  type DaysReconciled,
  ReconcileDays,
} from '../../../../libs/features/delivery/index.js';
import { bookDifferenceText, plural } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { onDatabase } from './on-database.js';
import { printJson } from './service-session.js';
import type { Surroundings } from './surroundings.js';

const DELIVERY = {
  entities: [],
  feature: DeliveryModule,
  applicationName: 'leader-match audit',
};

/** Compares the ledger, reservations, visits, reports and claims with each other; changes nothing. */
export function auditBooks(
  options: { readonly json: boolean },
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  return onDatabase(DELIVERY, options, surroundings, terminal, async (context) => {
    const found = await context.get(ReconcileDays, { strict: false }).execute(SYSTEM);
    if (!found.ok) return EXIT.ourFault;
    const { value } = found;
    if (options.json) printJson(terminal, value);
    else for (const line of linesOf(value)) terminal.out(`${line}\n`);
    return value.differences === 0 ? EXIT.done : EXIT.badInput;
  });
}

function linesOf({ budgets, entries, differences, ...found }: DaysReconciled): readonly string[] {
  const read = `${plural(budgets, 'budget', 'budgets')}, ${plural(entries, 'row', 'rows')} of the ledger`;
  if (differences === 0) return [`The books balance: ${read}.`];
  return [
    `${plural(differences, 'difference', 'differences')} in ${read}:`,
    ...found.ledger.map(({ offer, leaderRef, n, code, facts }) => {
      const row = n === null ? '' : `, row ${String(n)}`;
      return `ledger of ${leaderRef} in ${offer}${row}: ${bookDifferenceText(code, facts)}`;
    }),
    ...found.reservations.map(({ matchId, offer, leaderRef, ...figures }) => {
      return `match ${matchId} of ${leaderRef} in ${offer}: ${bookDifferenceText('reservation-differs', figures)}`;
    }),
    ...found.books.map(({ subjectId, code, facts }) => `${subjectId}: ${bookDifferenceText(code, facts)}`),
  ];
}
