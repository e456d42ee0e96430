import { type Command, Option } from 'commander';
import { OVERRIDE_REASON_CODES, PAIR_REFUSAL_CODES } from '../../../../libs/domain/candidates/index.js';
import type { ExitCode, Terminal } from '../terminal.js';
import type { MakeOverrideOptions, PreviewOverrideOptions } from './override-run.js';
import { addServiceOptions } from './service-options.js';
import type { Surroundings } from './surroundings.js';

const CHANGES_HELP = `
CASE is the id of a case (school-990101, trust-99001), LEADER the reference of a leader. All changes are one decision:
all are made, or none.`;

/** `leader-match override preview` and `make`. */
export function addOverrideCommands(
  program: Command,
  surroundings: Surroundings,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const override = program
    .command('override')
    .description('change matches of a run against its plan, the effect shown first');
  addChanges(override.command('preview'))
    .description('show what changes would do; nothing is changed, and the tag to confirm it with is printed')
    .option('--replan', 'let the planner move other cases too (with --pin, --forbid, --unassign)', false)
    .action(async (run: string, options: PreviewOverrideOptions) => {
      const { previewOverride } = await import('./override-run.js');
      onExit(await previewOverride(run, options, surroundings, terminal));
    });
  addChanges(override.command('make'))
    .description('make the changes as the preview showed them')
    .option('--effect <id>', 'take the planner’s answer as it stands (of preview --replan)')
    .requiredOption('--tag <tag>', 'what the preview printed: refused when something has changed since')
    .addOption(
      new Option('--reason-code <code>', 'what kind of reason')
        .choices([...OVERRIDE_REASON_CODES])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why; kept with the decision')
    .action(async (run: string, options: MakeOverrideOptions) => {
      const { makeOverride } = await import('./override-run.js');
      onExit(await makeOverride(run, options, surroundings, terminal));
    });
}

function addChanges(command: Command): Command {
  const many = (value: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    value,
  ];
  return addServiceOptions(
    command
      .argument('<run>', 'id of the run')
      .option('--reassign <CASE=LEADER>', 'give the case of a match to another leader; repeatable', many)
      .option('--unassign <CASE>', 'take the leader from a case; repeatable', many)
      .option('--place <CASE=LEADER>', 'give a case without a leader to this one; repeatable', many)
      .option('--pin <CASE=LEADER>', 'bind runs to come to this pair; repeatable', many)
      .option('--forbid <CASE=LEADER>', 'keep runs to come from this pair; repeatable', many)
      .option('--lift <ruling>', 'end a pin or forbid, by its id; repeatable', many)
      .addOption(
        new Option('--overrule <code...>', 'rules that are set aside, as the preview names them').choices([
          ...PAIR_REFUSAL_CODES,
        ]),
      )
      .addHelpText('after', CHANGES_HELP),
  );
}
