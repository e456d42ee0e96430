import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  EXPORT_PURPOSES,
  type ExportPurpose,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { Database } from '../database/index.js';
import { append } from './append.js';

/** The longest text for the purpose `other`, in characters. */
export const EXPORT_PURPOSE_CHARACTERS = 200;

export interface RecordExportInput {
  /** What the file holds: `run-matches`. */
  readonly table: string;
  /** Of which run, claim, offer, leader ...; `all` where it is of no single one. */
  readonly subjectId: string;
  readonly format: 'csv' | 'xlsx';
  /** Without the header. */
  readonly rows: number;
  /** As it was sent: one of `EXPORT_PURPOSES`, or nothing that we know. */
  readonly purpose: string;
  /** Counts for `other` only. */
  readonly purposeText: string;
}

export type RecordExportRefusal = 'export-purpose-needed' | 'export-purpose-too-long';

/** Says in the trail who takes a file of how many rows out of the service, and why: before the first row is given. */
@Injectable()
export class RecordExport {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    { table, subjectId, format, rows, ...said }: RecordExportInput,
  ): Promise<Outcome<{ readonly purpose: ExportPurpose }, RecordExportRefusal>> {
    const purpose = EXPORT_PURPOSES.find((known) => known === said.purpose);
    const text = said.purposeText.replaceAll('\u0000', '').trim(); // PostgreSQL takes no NUL
    if (purpose === undefined || (purpose === 'other' && text === '')) {
      return refused('export-purpose-needed', { allowed: EXPORT_PURPOSES });
    }
    if (text.length > EXPORT_PURPOSE_CHARACTERS) {
      return refused('export-purpose-too-long', { limit: EXPORT_PURPOSE_CHARACTERS });
    }
    await this.database.transaction(actor, (manager) =>
      append(manager, actor, {
        action: 'table.export',
        subjectKind: table,
        subjectId,
        after: { rows, format, purpose },
        reason: purpose === 'other' ? text : purpose,
      }),
    );
    return accepted({ purpose });
  }
}
