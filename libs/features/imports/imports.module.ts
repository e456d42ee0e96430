import { Module } from '@nestjs/common';
import { ForgetColumnMap, MapImportColumns, SetImportKind } from './answer-import.use-case.js';
import { ColumnMapsRepository } from './column-maps.repository.js';
import { ConfirmImport, DiscardImport, UndoImport } from './decide-import.use-case.js';
import { DecisionsRepository } from './decisions.repository.js';
import { FactsOrderRepository } from './facts-order.repository.js';
import { ImportReviewQueries } from './import-review.queries.js';
import { ImportStaging } from './import-staging.js';
import { ImportWork } from './import-work.js';
import { ImporterRegistry } from './importer.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsRepository } from './imports.repository.js';
import { ProcessImport } from './process-import.use-case.js';
import { ReceiveImport } from './receive-import.use-case.js';
import { ReceiveRepository } from './receive.repository.js';
import { RejectedRows } from './rejected-rows.js';
import { SettleImport } from './settle-import.js';

const DOOR = [
  ...[ImporterRegistry, ImportsQueries, ImportReviewQueries, RejectedRows, ReceiveImport, ProcessImport],
  ...[ConfirmImport, DiscardImport, UndoImport, SetImportKind, MapImportColumns, ForgetColumnMap],
];
const INSIDE = [
  ...[ImportsRepository, ReceiveRepository, FactsOrderRepository, ColumnMapsRepository, DecisionsRepository],
  ...[SettleImport, ImportStaging, ImportWork],
];

/** Files that people hand in. Needs the global `DatabaseModule`; other features register their importers here. */
@Module({ providers: [...DOOR, ...INSIDE], exports: DOOR })
export class ImportsModule {}
