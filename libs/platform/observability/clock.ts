import { Injectable } from '@nestjs/common';

/** The service's clock; tests put their own in its place. Order and ages in the database are by PostgreSQL's clock. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
