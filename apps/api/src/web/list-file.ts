import { createParamDecorator, type ExecutionContext, Get, StreamableFile } from '@nestjs/common';
import { assert } from '../../../../libs/domain/kernel/index.js';
import { csvText, xlsxBytes, type XlsxColumn } from '../../../../libs/platform/files/index.js';
import type { ExportingRequest } from './exports.decorator.js';
import { XLSX_TYPE } from './survey-template-file.js';

export interface ListFile<Row> {
  /** Without its ending. */
  readonly name: string;
  /** Of the sheet in a workbook. */
  readonly sheet: string;
  readonly columns: readonly XlsxColumn<Row>[];
  /** A few thousand at most: they are put together in memory, to be counted before the first is sent. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}

/** Notes the file in the trail and makes it: comma-separated or a workbook, as the address asks. */
export type GiveFile = <Row>(file: ListFile<Row>) => Promise<StreamableFile>;

/** The route is GET `name`.csv and GET `name`.xlsx: the same rows and columns either way. Goes with `@Exports()`. */
export const ListFiles = (name: string): MethodDecorator => Get([`${name}.csv`, `${name}.xlsx`]);

/** How a route with `@ListFiles()` answers. */
export const GivesFile = createParamDecorator((_data: unknown, context: ExecutionContext): GiveFile => {
  const { path, noteExport } = context.switchToHttp().getRequest<ExportingRequest>();
  assert(noteExport !== undefined, 'a route without @Exports() asked to give a list as a file');
  return async ({ name, sheet, columns, rows: given }) => {
    const rows = [];
    for await (const row of given) rows.push(row);
    await noteExport(rows.length);
    const isWorkbook = path.endsWith('.xlsx');
    const bytes = isWorkbook
      ? await xlsxBytes({ name: sheet, columns, rows })
      : Buffer.from(csvText(columns, rows), 'utf8');
    return new StreamableFile(bytes, {
      type: isWorkbook ? XLSX_TYPE : 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}.${isWorkbook ? 'xlsx' : 'csv'}"`,
      length: bytes.length,
    });
  };
});
