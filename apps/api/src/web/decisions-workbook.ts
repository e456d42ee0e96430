import { StreamableFile } from '@nestjs/common';
import type { OfferYear } from '../../../../libs/domain/kernel/index.js';
import type { Decision } from '../../../../libs/domain/offers/index.js';
import type { DecisionFilter, OffersQueries } from '../../../../libs/features/offers/index.js';
import { decisionsWorkbook } from '../../../../libs/features/reports/index.js';
import { XLSX_TYPE } from './survey-template-file.js';

const ROWS_AT_ONCE = 500;

/** Every decision that the filter lets through, in the order of the list, some at a time. */
export async function* allDecisions(
  offers: OffersQueries,
  offer: OfferYear,
  filter: Omit<DecisionFilter, 'after' | 'limit'>,
): AsyncGenerator<Decision> {
  let after: string | null = null;
  do {
    const page = await offers.decisions(offer, {
      ...filter,
      ...(after === null ? {} : { after }),
      limit: ROWS_AT_ONCE,
    });
    yield* page.items;
    after = page.nextCursor;
  } while (after !== null);
}

/** Decisions as a workbook to save: the same from the pages and from the API. */
export async function decisionsXlsx(
  offer: OfferYear,
  decisions: AsyncIterable<Decision>,
): Promise<StreamableFile> {
  const bytes = await decisionsWorkbook(decisions);
  return new StreamableFile(bytes, {
    type: XLSX_TYPE,
    disposition: `attachment; filename="decisions-${offer}.xlsx"`,
    length: bytes.length,
  });
}
