import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  type IsoDate,
  OFFER_YEARS,
  type OfferYear,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { today } from '../offers/index.js';
import { blank, type BlankedTable, countToBlank } from './retention.repository.js';

const MOST_YEARS = 50;

export interface Retention {
  readonly years: number;
  /** Those whose personal data goes. */
  readonly offers: readonly OfferYear[];
  /** Of what belongs to no offer: what is older than this day. */
  readonly before: IsoDate;
  /** By table; those with nothing to blank are left out. */
  readonly tables: readonly BlankedTable[];
}

/**
 * Blanks the personal data of offers that ended long enough ago, with what officials wrote about them in their own words,
 * and what belongs to no offer and is as old. Events of the trail, the ledger, states and days stay as they are: they know
 * people by references only. Done twice, nothing is left to do the second time.
 */
@Injectable()
export class ApplyRetention {
  constructor(private readonly database: Database) {}

  /** With `dryRun` nothing is changed, and the figures say what would be. */
  async execute(
    actor: Actor,
    { years, dryRun }: { readonly years: number; readonly dryRun: boolean },
  ): Promise<Outcome<Retention, 'bad-retention-years'>> {
    if (!Number.isInteger(years) || years < 1 || years > MOST_YEARS) {
      return refused('bad-retention-years', { least: 1, most: MOST_YEARS });
    }
    return this.database.transaction(actor, async (manager) => {
      const before = yearsBefore(await today(manager), years);
      const offers = OFFER_YEARS.filter((offer) => endOf(offer) < before);
      const counted = await (dryRun ? countToBlank : blank)(manager, { offers, before });
      const tables = counted.filter(({ rows }) => rows > 0);
      if (!dryRun) {
        await append(manager, actor, {
          action: 'retention.apply',
          subjectKind: 'retention',
          subjectId: before,
          after: { years, offers, rows: Object.fromEntries(tables.map(({ table, rows }) => [table, rows])) },
        });
      }
      return accepted({ years, offers, before, tables });
    });
  }
}

/** The last day of its academic year. */
function endOf(offer: OfferYear): IsoDate {
  return `${String(Number(offer.slice(0, 4)) + 1)}-08-31`;
}

function yearsBefore(day: IsoDate, years: number): IsoDate {
  const [year = '', month = '', date = ''] = day.split('-');
  // The 29th of February has no day of its own in most years.
  return [String(Number(year) - years), month, month === '02' && date === '29' ? '28' : date].join('-');
}
