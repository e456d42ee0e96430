import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import { addAnswerCommands } from './answer.command.js';
import { addAssessOfferCommand } from './assess-offer.command.js';
import { addAuditCommand } from './audit.command.js';
import { addBoundariesCommand } from './boundaries.command.js';
import { addCancelCommand } from './cancel.command.js';
import { addCompareCommand } from './compare.command.js';
import { addChangesCommand } from './changes.command.js';
import { addExportCommands } from './export.command.js';
import { addImportCommand } from './import.command.js';
import { addImportsCommands } from './imports.command.js';
import { addMatchesCommand } from './matches.command.js';
import { addMessagesCommand } from './messages.command.js';
import { addOverrideCommands } from './override.command.js';
import { addPersonCommand } from './person.command.js';
import { addPublishCommand } from './publish.command.js';
import { addRetentionCommand } from './retention.command.js';
import { addRunCommand } from './run.command.js';
import { addRunsCommand } from './runs.command.js';
import { PROCESS_SURROUNDINGS, type Surroundings } from './surroundings.js';
import { addTokenCommand } from './token.command.js';
import { addUnpublishCommand } from './unpublish.command.js';
import { addUsersCommand } from './users.command.js';

/** In the order of the job: people and tokens, files, runs, what people do with them. */
const COMMANDS = [
  addUsersCommand,
  addAuditCommand,
  addPersonCommand,
  addRetentionCommand,
  addTokenCommand,
  addImportCommand,
  addImportsCommands,
  addBoundariesCommand,
  addAssessOfferCommand,
  addChangesCommand,
  addRunCommand,
  addRunsCommand,
  addMatchesCommand,
  addCompareCommand,
  addOverrideCommands,
  addPublishCommand,
  addUnpublishCommand,
  addCancelCommand,
  addAnswerCommands,
  addMessagesCommand,
  addExportCommands,
];

/** The commands that talk to a running service, or to its database. */
export function serviceCommands(surroundings: Surroundings) {
  return (program: Command, terminal: Terminal, onExit: (code: ExitCode) => void): void => {
    for (const add of COMMANDS) add(program, surroundings, terminal, onExit);
  };
}

export const registerServiceCommands = serviceCommands(PROCESS_SURROUNDINGS);
