import { SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { ApplyRetention, PersonsModule, type Retention } from '../../../../libs/features/persons/index.js';
import { readSettings } from '../../../../libs/platform/config/index.js';
import { dateText, plural, refusalSentence } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode, type Terminal } from '../terminal.js';
import { onDatabase } from './on-database.js';
import { printJson, refuse } from './service-session.js';
import type { Surroundings } from './surroundings.js';
import { textTable } from './text-table.js';

export interface RetentionOptions {
  readonly dryRun: boolean;
  readonly apply: boolean;
  readonly years?: string;
  readonly json: boolean;
}

const PERSONS = { entities: [], feature: PersonsModule, applicationName: 'leader-match retention' };

/** Blanks what is too old to keep, or lists it. */
export async function applyRetention(
  { dryRun, apply, years, json }: RetentionOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitCode> {
  if (dryRun === apply)
    return refuse({ json, terminal }, 'choose-one', 'Say --dry-run or --apply, one of the two.');
  return onDatabase(PERSONS, { json }, surroundings, terminal, async (context) => {
    const kept = readSettings(surroundings.environment).retentionYears;
    const input = { years: years === undefined ? kept : Number(years), dryRun };
    const done = await context.get(ApplyRetention, { strict: false }).execute(SYSTEM, input);
    if (!done.ok) return refuse({ json, terminal }, done.refusal.code, refusalSentence(done.refusal));
    if (json) printJson(terminal, { dryRun, ...done.value });
    else for (const line of linesOf(done.value, dryRun)) terminal.out(`${line}\n`);
    return EXIT.done;
  });
}

function linesOf({ offers, before, years, tables }: Retention, dryRun: boolean): readonly string[] {
  const scope = `Offers: ${offers.length === 0 ? 'none' : offers.join(', ')}. What belongs to no offer: before ${dateText(before)} (${plural(years, 'year', 'years')}).`;
  if (tables.length === 0) return [scope, 'There is nothing to blank.'];
  return [
    scope,
    dryRun ? 'Would be blanked:' : 'Blanked:',
    ...textTable(
      ['table', 'rows'],
      tables.map(({ table, rows }) => [table, String(rows)]),
    ),
  ];
}
