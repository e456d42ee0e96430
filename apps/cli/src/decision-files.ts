import type { Decision } from '../../../libs/domain/offers/index.js';
import { decisionsCsv, decisionsWorkbook } from '../../../libs/features/reports/figures.js';
import type { InputOptions } from './input-options.js';
import type { OurFile } from './output-folder.js';

/** decisions.csv, and with --xlsx the same table as a workbook. */
export async function decisionFiles(
  decisions: readonly Decision[],
  { xlsx }: Pick<InputOptions, 'xlsx'>,
): Promise<ReadonlyMap<OurFile, string | Buffer>> {
  const files = new Map<OurFile, string | Buffer>([['decisions.csv', decisionsCsv(decisions)]]);
  if (xlsx) files.set('decisions.xlsx', await decisionsWorkbook(decisions));
  return files;
}
