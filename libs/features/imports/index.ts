import { ImportChunk } from './import-chunk.entity.js';
import { ImportFault } from './import-fault.entity.js';
import { ImportStage } from './import-stage.entity.js';
import { Import } from './import.entity.js';

export { importFaultsCsv, importFaultSentence } from './import-fault-sentence.js';
export {
  belongsToOneOffer,
  IMPORT_KINDS,
  IMPORT_STATES,
  type ImportKind,
  type ImportState,
} from './import-kind.js';
export { Import } from './import.entity.js';
export {
  ImporterRegistry,
  type Importer,
  type ReadTask,
  type StoreFault,
  type StoreTally,
  type StoreTask,
} from './importer.js';
export { ImportsModule } from './imports.module.js';
export {
  findLostImports,
  ImportsQueries,
  readImportChunks,
  type ImportFaultLine,
  type ImportFilter,
  type ImportSummary,
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

/** For the data source of a process that uses this feature. */
export const IMPORTS_ENTITIES = [Import, ImportChunk, ImportFault, ImportStage] as const;
