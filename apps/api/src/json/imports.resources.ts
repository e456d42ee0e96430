import type { ImportSummary } from '../../../../libs/features/imports/index.js';
import type { ImportResource } from './imports.dto.js';

export function importResource({ columnMap: _columnMap, ...summary }: ImportSummary): ImportResource {
  return {
    ...summary,
    createdAt: summary.createdAt.toISOString(),
    finishedAt: summary.finishedAt?.toISOString() ?? null,
  };
}
