import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { beatRun, releaseHold } from './runs.repository.js';

/** How a worker that took a run shows that it lives, and how it lets go. No decisions, so no audit rows. */
@Injectable()
export class HoldRun {
  constructor(private readonly database: Database) {}

  /** A sign of life by the database's clock; false: the run is no longer this worker's, stop working on it. */
  async heartbeat(runId: string, fence: number): Promise<boolean> {
    return beatRun(this.database.manager, runId, fence);
  }

  /** Lets another worker take the run at once: after a passing fault, or when this process ends. */
  async release(runId: string, fence: number): Promise<void> {
    await releaseHold(this.database.manager, runId, fence);
  }
}
