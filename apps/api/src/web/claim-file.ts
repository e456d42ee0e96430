import type { ClaimLine, ClaimView } from '../../../../libs/features/delivery/index.js';
import { CLAIM_COLUMNS } from '../../../../libs/features/reports/index.js';
import type { ListFile } from './list-file.js';

/** The visits of a claim to save: the same from the pages and from the API. */
export function claimFile({ id, offer }: ClaimView, rows: readonly ClaimLine[]): ListFile<ClaimLine> {
  return { name: `claim-${offer}-${id.slice(0, 8)}`, sheet: 'Claim', columns: CLAIM_COLUMNS, rows };
}
