import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { type WrongReservation, wrongReservations } from './matches.queries.js';

/** Compares every match with the ledger: a live one holds exactly its days, any other none. Changes nothing. */
@Injectable()
export class VerifyMatches {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<Outcome<readonly WrongReservation[]>> {
    return this.database.transaction(actor, async (manager) => accepted(await wrongReservations(manager)));
  }
}
