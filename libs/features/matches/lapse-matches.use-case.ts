import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { lockOverdueMatch } from './matches.repository.js';
import { endUndelivered } from './unpublish-matches.js';

/**
 * Ends every published match whose leader did not answer by the date, by the database's clock, each in a transaction
 * of its own: days released, case back, everybody told. Any number of workers may do this at once, and one that dies
 * leaves nothing half done. The value is how many matches lapsed here.
 */
@Injectable()
export class LapseMatches {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<Outcome<number>> {
    let lapsed = 0;
    while (await this.lapseOne(actor)) lapsed += 1;
    return accepted(lapsed);
  }

  private async lapseOne(actor: Actor): Promise<boolean> {
    return this.database.transaction(actor, async (manager) => {
      const match = await lockOverdueMatch(manager);
      if (match === undefined) return false;
      await endUndelivered(manager, actor, [match], { event: 'lapse', daysReason: 'lapsed' });
      return true;
    });
  }
}
