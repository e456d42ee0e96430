import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import connectPgSimple from 'connect-pg-simple';
import session from 'express-session';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

const PRUNE_SECONDS = 900;

/** Browser sessions in PostgreSQL. Expired ones are removed now and then until the service ends. */
@Injectable()
export class SessionStore implements BeforeApplicationShutdown {
  readonly store: InstanceType<ReturnType<typeof connectPgSimple>>;

  constructor(source: DataSource) {
    const pool = (source.driver as PostgresDriver).master as pg.Pool;
    this.store = new (connectPgSimple(session))({
      ...{ pool, tableName: 'session', createTableIfMissing: false, pruneSessionInterval: PRUNE_SECONDS },
    });
  }

  /** Its timer would otherwise ask connections that are gone. */
  beforeApplicationShutdown(): void {
    this.store.close();
  }
}
