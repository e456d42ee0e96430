import { RememberedColumnMap } from './column-map.entity.js';
import { ImportChange } from './import-change.entity.js';
import { ImportChunk } from './import-chunk.entity.js';
import { ImportFault } from './import-fault.entity.js';
import { ImportStage } from './import-stage.entity.js';
import { ImportUnread } from './import-unread.entity.js';
import { Import } from './import.entity.js';

export {
  anotherYearSentence,
  importFailureSentence,
  importFaultsCsv,
  importFaultSentence,
} from './import-fault-sentence.js';
export {
  ForgetColumnMap,
  MapImportColumns,
  SetImportKind,
  type MapImportColumnsInput,
  type SetImportKindInput,
} from './answer-import.use-case.js';
export { compareFacts, type FactsToCompare, togetherOf } from './compare.queries.js';
export {
  ConfirmImport,
  DiscardImport,
  type ImportConfirmation,
  UndoImport,
} from './decide-import.use-case.js';
export type { DecidedImport, DecisionRefusal, ImportDecision } from './decisions.repository.js';
export { type FieldChange, fieldChanges } from './field-changes.js';
export type { ChangeCounts, FileHeader, Recognition } from './file-header.js';
export { belongsToOneOffer, IMPORT_KINDS, type ImportKind } from './import-kind.js';
export {
  ImportReviewQueries,
  type ColumnMapSummary,
  type PreviewedChange,
  type PreviewPage,
} from './import-review.queries.js';
export { IMPORT_STATES, type ImportState } from '../../domain/lifecycle/index.js';
export { Import } from './import.entity.js';
export {
  CHANGES,
  ImporterRegistry,
  type Change,
  type CompareTask,
  type Comparison,
  type Importer,
  type ReadTask,
  type RebuildTask,
  type StagedFile,
  type StoreFault,
  type StoreTally,
  type StoreTask,
  type SubjectChange,
  type UnreadSubject,
} from './importer.js';
export { ImportsModule } from './imports.module.js';
export {
  findLostImports,
  ImportsQueries,
  readImportChunks,
  type ImportFaultLine,
  type ImportFilter,
  type ImportSummary,
  type ListedImport,
  type UnreadCount,
} from './imports.queries.js';
export { STALLED_AFTER_SECONDS } from './imports.repository.js';
export { postgresJson } from './postgres-json.js';
export {
  ProcessImport,
  type ProcessedImport,
  type ProcessImportInput,
  type ProcessImportRefusal,
} from './process-import.use-case.js';
export {
  ReceiveImport,
  type ReceivedImport,
  type ReceiveImportInput,
  type ReceiveImportRefusal,
} from './receive-import.use-case.js';
export { removesMost } from './removes-most.js';
export { RejectedRows } from './rejected-rows.js';

/** For the data source of a process that uses this feature. */
export const IMPORTS_ENTITIES = [
  ...[Import, ImportChunk, ImportFault, ImportStage, ImportUnread],
  ...[ImportChange, RememberedColumnMap],
] as const;
