export {
  type GivenAnswer,
  KEYS_KEPT_HOURS,
  givenAnswer,
  KEY_TAKEN,
  storeAnswer,
} from './answered-requests.repository.js';
export { acrossRegions } from './across-regions.js';
export { IdentifiedRow, VersionedRow } from './base.rows.js';
export {
  createDataSource,
  dataSourceOptions,
  type DataSourceSettings,
  type EntityClass,
} from './data-source.js';
export { CONNECTION_TIMEOUT_MS, SESSION_LIMITS } from './data-source.js';
export { isBusy } from './busy.js';
export { inOneGo } from './in-one-go.js';
export { takenBackOnFailure } from './taken-back.js';
export { Database, databaseFault, limitReads, type Scope, type TransactionOptions } from './database.js';
export { DatabaseModule } from './database.module.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded-postgres.js';
export { ClusterInUse } from './embedded-server.js';
export { IdempotencyKey } from './idempotency-key.entity.js';
export { migrate, revertAll, type MigrationReport } from './migrate.js';
export { QUEUE_SCHEMA } from './queue-schema.js';
export {
  APP_ROLE,
  createDatabase,
  createRoles,
  databaseNameOf,
  OWNER_ROLE,
  READER_ROLE,
  ROLES_SQL,
  roleUrls,
  urlFor,
  type RolePasswords,
  type RoleUrls,
} from './roles.js';
export {
  assertSchemaCurrent,
  checkDrift,
  pendingMigrations,
  readSchemaState,
  type SchemaState,
} from './schema-state.js';
export { runningEmbeddedUrl } from './running-embedded.js';
export { RateLimitRow } from './rate-limit.entity.js';
export { SessionRow } from './session.entity.js';
