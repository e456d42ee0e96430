import { StreamableFile } from '@nestjs/common';
import type { ClaimsQueries } from '../../../../libs/features/delivery/index.js';
import { CLAIM_COLUMNS, claimWorkbook } from '../../../../libs/features/reports/index.js';
import { csvText } from '../../../../libs/platform/files/index.js';
import { foundOr404 } from './answer.js';
import type { NoteExport } from './exports.decorator.js';
import { XLSX_TYPE } from './survey-template-file.js';

/** The visits of a claim to save, noted as an export: the same from the pages and from the API. */
export async function claimFile(
  claims: ClaimsQueries,
  claimId: string,
  format: 'csv' | 'xlsx',
  note: NoteExport,
): Promise<StreamableFile> {
  const claim = foundOr404(await claims.find(claimId), 'claim');
  const lines = await claims.lines(claim.id);
  await note(lines.length);
  const bytes =
    format === 'csv' ? Buffer.from(csvText(CLAIM_COLUMNS, lines), 'utf8') : await claimWorkbook(lines);
  return new StreamableFile(bytes, {
    type: format === 'csv' ? 'text/csv; charset=utf-8' : XLSX_TYPE,
    disposition: `attachment; filename="claim-${claim.offer}-${claim.id.slice(0, 8)}.${format}"`,
    length: bytes.length,
  });
}
