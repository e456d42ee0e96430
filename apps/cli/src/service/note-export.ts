import { EXPORT_PURPOSES, type ExportPurpose } from '../../../../libs/domain/kernel/index.js';
import { type Command, Option } from 'commander';
import { type NotedExport, notedExport } from './resources.js';
import type { Answer } from './rest-client.js';
import type { ServiceSession } from './service-session.js';

/** What a file is needed for; the audit trail of the service keeps it. */
export interface PurposeOptions {
  readonly purpose: ExportPurpose;
  /** With the purpose `other`. */
  readonly purposeText?: string;
}

/** Adds --purpose and --purpose-text. */
export function addPurposeOptions(command: Command, isNeeded: boolean): Command {
  const purpose = new Option('--purpose <purpose>', 'what you need the file for: kept in the audit trail');
  return command
    .addOption(purpose.choices([...EXPORT_PURPOSES]).makeOptionMandatory(isNeeded))
    .option('--purpose-text <text>', 'with the purpose other: what for, without names');
}

export function purposeOf({ purpose, purposeText }: PurposeOptions): Readonly<Record<string, string>> {
  return { purpose, ...(purposeText === undefined ? {} : { purposeText }) };
}

/** Says in the audit trail of the service that rows of a run are about to be kept as a file. */
export function noteExport(
  { client }: ServiceSession,
  what: {
    readonly table: 'run-matches' | 'run-uncovered';
    readonly runId: string;
    readonly format: 'csv' | 'xlsx';
    readonly rows: number;
  },
  options: PurposeOptions,
): Promise<Answer<NotedExport>> {
  const { runId: subjectId, ...rest } = what;
  return client.post('/exports', { ...rest, subjectId, ...purposeOf(options) }, notedExport);
}
