import type { Command } from 'commander';
import { finishCommand } from './command-report.js';
import { decisionsCsv } from './decisions-file.js';
import { addInputOptions, type InputOptions } from './input-options.js';
import { ProgressBar } from './progress-bar.js';
import { runAssessment } from './run-assessment.js';
import type { ExitCode, Terminal } from './terminal.js';

/** `leader-match assess`: who is eligible for one offer, from files to decisions.csv. */
export function registerAssessCommand(
  program: Command,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const command = program
    .command('assess')
    .description('decide who is eligible for an offer, with the rule, the evidence and what is missing');
  addInputOptions(command, 'schools').action(async (options: InputOptions) => {
    onExit(await assessFiles(options, terminal));
  });
}

/** The whole command, from read options to exit code. */
export async function assessFiles(options: InputOptions, terminal: Terminal): Promise<ExitCode> {
  const bar = new ProgressBar(terminal, !options.json);
  const { run, faults, problems } = await runAssessment(options, bar.show);
  bar.clear();
  return finishCommand(options, terminal, {
    assessment: run?.assessment ?? null,
    files: run ? new Map([['decisions.csv', decisionsCsv(run.assessment.decisions)]]) : null,
    faults,
    problems,
    lines: [],
    figures: {},
  });
}
