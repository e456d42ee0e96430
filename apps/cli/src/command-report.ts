import { join } from 'node:path';
import type { Assessment } from '../../../libs/domain/offers/index.js';
import { faultSentence } from '../../../libs/platform/files/index.js';
import { dateText, inspectionsEndSentence, plural, unreadRowsSentence } from '../../../libs/wording/index.js';
import type { InputFaults } from './input-faults.js';
import type { InputOptions } from './input-options.js';
import { fileSystemReason, type OurFile, writeOutputFolder } from './output-folder.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

/** What a command found out, to be written and told. */
export interface CommandResult {
  readonly assessment: Assessment | null;
  /** Null: there is no result. */
  readonly files: ReadonlyMap<OurFile, string | Buffer> | null;
  readonly faults: InputFaults;
  readonly problems: readonly string[];
  /** More lines and figures of the command itself. */
  readonly lines: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Writes the results and errors.csv, tells what happened, and gives the exit code. */
export async function finishCommand(
  options: InputOptions,
  terminal: Terminal,
  result: CommandResult,
): Promise<ExitCode> {
  let written: readonly OurFile[] = [];
  let exit: ExitCode = result.files === null ? EXIT.badInput : EXIT.done;
  let problems = result.problems;
  try {
    written = await writeFiles(options, result);
  } catch (error) {
    const reason = fileSystemReason(error);
    if (reason === null) throw error;
    problems = [...problems, `The results cannot be written to ${options.out}: ${reason}`];
    exit = EXIT.badInput;
  }
  const told = { ...result, problems };
  if (options.json) terminal.out(`${JSON.stringify(jsonReport(options, told, written, exit), null, 2)}\n`);
  else tell(options, terminal, told, written);
  return exit;
}

async function writeFiles(
  { out }: InputOptions,
  { files, faults }: CommandResult,
): Promise<readonly OurFile[]> {
  const errors = faults.csv();
  const all = new Map<OurFile, string | Buffer>(files ?? []);
  if (errors !== null) all.set('errors.csv', errors);
  // Without results, what an earlier run left stays: a slip in the options never costs them.
  if (all.size > 0) await writeOutputFolder(out, all, files !== null);
  return [...all.keys()];
}

function tell(
  options: InputOptions,
  terminal: Terminal,
  { assessment, faults, problems, lines, files }: CommandResult,
  written: readonly OurFile[],
): void {
  for (const line of [...problems, ...faults.lines()]) terminal.err(`${line}\n`);
  if (files === null) {
    terminal.err('No results: the input cannot be used as it is.\n');
  } else if (faults.rowsRefused > 0) {
    terminal.err(
      `Warning: ${plural(faults.rowsRefused, 'row was', 'rows were')} refused and left out; the others went on.\n`,
    );
  }
  for (const found of assessment?.unreadRows ?? []) terminal.err(`Warning: ${unreadRowsSentence(found)}\n`);
  if (assessment?.inspectionsEnd) {
    const { inspectionsEnd, asOf } = assessment;
    terminal.err(`Warning: ${inspectionsEndSentence(inspectionsEnd, asOf)} (--inspections-reach)\n`);
  }
  if (assessment) for (const line of assessmentLines(assessment)) terminal.out(`${line}\n`);
  for (const line of lines) terminal.out(`${line}\n`);
  if (written.length > 0)
    terminal.out(`Wrote ${written.map((name) => join(options.out, name)).join(', ')}\n`);
}

interface EligibleCounts {
  readonly yes: number;
  readonly no: number;
  readonly undetermined: number;
}

function countEligible({ decisions }: Assessment): EligibleCounts {
  const count = (answer: keyof EligibleCounts): number =>
    decisions.filter(({ eligible }) => eligible === answer).length;
  return { yes: count('yes'), no: count('no'), undetermined: count('undetermined') };
}

function assessmentLines(assessment: Assessment): readonly string[] {
  const { yes, no, undetermined } = countEligible(assessment);
  const decided = plural(assessment.decisions.length, 'decision', 'decisions');
  const unplaced = assessment.cases.filter(({ location }) => location === null).length;
  return [
    `Offer ${assessment.offer}, as known on ${dateText(assessment.asOf)}: ${decided}; ` +
      `${String(yes)} eligible, ${String(no)} not, ${String(undetermined)} undetermined.`,
    ...(undetermined > 0
      ? [`Undetermined: the given files lack facts (column "missing" in decisions.csv).`]
      : []),
    `${plural(assessment.cases.length, 'case', 'cases')} to match${unplaced > 0 ? `, ${String(unplaced)} without a known place` : ''}.`,
  ];
}

function jsonReport(
  options: InputOptions,
  { assessment, faults, problems, figures }: CommandResult,
  written: readonly OurFile[],
  exit: ExitCode,
): Readonly<Record<string, unknown>> {
  return {
    exit,
    offer: options.offer,
    ...(assessment
      ? {
          asOf: assessment.asOf,
          decisions: assessment.decisions.length,
          eligible: countEligible(assessment),
          cases: assessment.cases.length,
          unreadRows: assessment.unreadRows,
          inspectionsEnd: assessment.inspectionsEnd,
        }
      : {}),
    ...figures,
    out: options.out,
    files: written,
    rowsRefused: faults.rowsRefused,
    problems,
    faults: faults.all.map((fault) => ({ ...fault, message: faultSentence(fault) })),
  };
}
