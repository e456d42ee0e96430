import { type ClientBase } from 'pg';
import { APP_ROLE } from './roles.js';

/** Where BullMQ keeps its jobs when there is no Redis. */
export const QUEUE_SCHEMA = 'bullmq';

/**
 * Installs or updates BullMQ's tables as the owner and lets the app role use them, so that services need no right
 * to create anything. (BullMQ would create a sequence for jobs without an id of their own: ours always carry one.)
 */
export async function installQueueSchema(owner: ClientBase): Promise<void> {
  const { runMigrations } = await import('bullmq'); // loaded here only: everyone imports this room
  await runMigrations(owner, QUEUE_SCHEMA);
  await owner.query(`
    GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${APP_ROLE};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${APP_ROLE};
    REVOKE INSERT, UPDATE, DELETE ON ${QUEUE_SCHEMA}.migration FROM ${APP_ROLE};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${APP_ROLE};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${APP_ROLE};
  `);
}

export async function removeQueueSchema(owner: ClientBase): Promise<void> {
  await owner.query(`DROP SCHEMA IF EXISTS ${QUEUE_SCHEMA} CASCADE`);
}
