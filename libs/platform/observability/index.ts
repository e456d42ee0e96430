export { Clock } from './clock.js';
export { correlationId } from './correlation.js';
export { readDatabaseHealth, readQueueHealth, type HealthReading } from './health.js';
export { describeError } from './log-options.js';
export { ObservabilityModule, type ObservabilitySettings } from './observability.module.js';
