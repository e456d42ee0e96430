export { append, appendEach, type AuditEvent } from './append.js';
export { type Audited, justTold, writeAudited } from './audited.js';
export { AuditEventRow } from './audit-event.entity.js';
export {
  AuditQueries,
  type AuditEntry,
  type AuditFile,
  type AuditFilter,
  type AuditPage,
} from './audit.queries.js';
export {
  EXPORT_PURPOSE_CHARACTERS,
  RecordExport,
  type RecordExportInput,
  type RecordExportRefusal,
} from './record-export.use-case.js';
