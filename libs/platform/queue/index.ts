export { enqueue } from './enqueue.js';
export { JOB_CATALOGUE, JOB_NAMES, type JobName, type JobPayload } from './job-catalogue.js';
export { OutboxRow } from './outbox.entity.js';
