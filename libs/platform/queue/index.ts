export {
  Consumers,
  createConsumers,
  type AnyJobProcessor,
  type ConsumersOptions,
  type JobProcessor,
} from './consumers.js';
export { enqueue, enqueueEach } from './enqueue.js';
export { JOB_CATALOGUE, JOB_NAMES, type JobName, type JobPayload } from './job-catalogue.js';
export type {
  Consumer,
  ConsumerState,
  JobContext,
  JobHandler,
  JobPresence,
  JobQueue,
  OutgoingJob,
  QueueErrorListener,
} from './job-queue.js';
export { openQueue, type QueueSettings } from './open-queue.js';
export { OutboxBell, type OutboxBellOptions } from './outbox-bell.js';
export { OutboxRelay, type OutboxRelayOptions } from './outbox-relay.js';
export { OutboxRow } from './outbox.entity.js';
export {
  Reconciler,
  type LostJobFinder,
  type ReconcilerOptions,
  type ReconcileReport,
} from './reconciler.js';
export { Repeater } from './repeater.js';
export {
  type QueueState,
  readQueueState,
  WorkerPresence,
  type WorkerPresenceOptions,
} from './worker-presence.js';
export { WorkerProcessRow } from './worker-process.entity.js';
