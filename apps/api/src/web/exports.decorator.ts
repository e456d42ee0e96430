import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { assert } from '../../../../libs/domain/kernel/index.js';
import type { ActingRequest } from '../access/actor.decorator.js';

/** Metadata key of routes that give a file away. */
export const EXPORTED = 'leader-match:exported';

/** What a file holds, and which parameter or query field of the address says of what. */
export interface Exported {
  readonly table: string;
  readonly of?: string;
}

/** The file of the route holds nothing of ours: a form to fill in. */
export const BLANK_FORM = 'blank-form';

/**
 * The route gives rows of this table as a file. It asks for `NoteExport` and calls it before it sends the first row;
 * without a purpose nothing is sent. A route whose path ends in .csv or .xlsx and lacks this stops the start.
 */
export const Exports = (table: string, of?: string): MethodDecorator =>
  applyDecorators(SetMetadata(EXPORTED, { table, ...(of === undefined ? {} : { of }) } satisfies Exported));

/** The route gives a form to fill in, the same for everybody. */
export const GivesBlankForm = (): MethodDecorator => SetMetadata(EXPORTED, BLANK_FORM);

/**
 * Writes the export of so many rows into the audit trail.
 *
 * @throws {ProblemException} without a purpose that we know (422 `export-purpose-needed`)
 */
export type NoteExport = (rows: number) => Promise<void>;

/** A request for a file; `ExportInterceptor` sets `noteExport`. */
export interface ExportingRequest extends ActingRequest {
  noteExport?: NoteExport;
}

/** How the route notes its export. Only for routes with `@Exports()`. */
export const NoteOf = createParamDecorator((_data: unknown, context: ExecutionContext): NoteExport => {
  const { noteExport } = context.switchToHttp().getRequest<ExportingRequest>();
  assert(noteExport !== undefined, 'a route without @Exports() asked to note its export');
  return noteExport;
});

/** How many rows there are, so that it can be noted before they are sent. */
export async function countOf(rows: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _row of rows) count++;
  return count;
}
