export { append, type AuditEvent } from './append.js';
export { AuditEventRow } from './audit-event.entity.js';
