import { Inject, Injectable, Logger } from '@nestjs/common';
import { readSchemaState } from '../../../../libs/platform/database/index.js';

export const READINESS_DATABASE_URL = Symbol('READINESS_DATABASE_URL');

/** Whether requests can be served now. */
@Injectable()
export class Readiness {
  private readonly log = new Logger(Readiness.name);

  constructor(@Inject(READINESS_DATABASE_URL) private readonly databaseUrl: string) {}

  /** Null: ready. Else the code of what is wrong. */
  async fault(): Promise<'database-unreachable' | 'schema-not-current' | null> {
    try {
      const { current } = await readSchemaState(this.databaseUrl);
      return current ? null : 'schema-not-current';
    } catch (error) {
      this.log.warn(error instanceof Error ? error.message : 'the database did not answer');
      return 'database-unreachable';
    }
  }
}
