import { StreamableFile } from '@nestjs/common';
import type { OfferYear } from '../../../../libs/domain/kernel/index.js';
import { surveyTemplateCsv, surveyWorkbook } from '../../../../libs/features/survey/index.js';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The survey's template to save: the same from the pages and from the API. */
export async function surveyTemplateFile(
  format: 'csv' | 'xlsx',
  offer: OfferYear | null,
): Promise<StreamableFile> {
  const bytes = format === 'csv' ? Buffer.from(surveyTemplateCsv(), 'utf8') : await surveyWorkbook(offer);
  const name = offer === null ? 'survey-template' : `survey-template-${offer}`;
  return new StreamableFile(bytes, {
    type: format === 'csv' ? 'text/csv; charset=utf-8' : XLSX_TYPE,
    disposition: `attachment; filename="${name}.${format}"`,
    length: bytes.length,
  });
}
