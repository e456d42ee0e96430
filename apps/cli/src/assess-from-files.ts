import { finishCommand } from './command-report.js';
import { decisionFiles } from './decision-files.js';
import type { InputOptions } from './input-options.js';
import { ProgressBar } from './progress-bar.js';
import { runAssessment } from './run-assessment.js';
import type { ExitCode, Terminal } from './terminal.js';

/** The whole of `assess`, from read options to exit code. */
export async function assessFromFiles(options: InputOptions, terminal: Terminal): Promise<ExitCode> {
  const bar = new ProgressBar(terminal, !options.json);
  const { run, faults, problems } = await runAssessment(options, bar.show);
  bar.clear();
  return finishCommand(options, terminal, {
    assessment: run?.assessment ?? null,
    files: run ? await decisionFiles(run.assessment.decisions, options) : null,
    faults,
    problems,
    lines: [],
    figures: {},
  });
}
