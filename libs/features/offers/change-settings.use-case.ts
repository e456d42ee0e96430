import { Injectable } from '@nestjs/common';
import {
  accepted,
  type Actor,
  type IsoDate,
  type OfferYear,
  type Outcome,
  parseIsoDate,
  refused,
} from '../../domain/kernel/index.js';
import { offerPolicy, parseOfferSettings, type OfferSettings } from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { offerSettings } from './assessment-inputs.queries.js';
import { authorityKnown, writeSettings, writeTermDates } from './offer-records.repository.js';

export interface ChangeOfferSettingsInput {
  readonly offer: OfferYear;
  /** As the person saw them; 0: nothing was set. */
  readonly version: number;
  /** All of them: what is left out goes back to the offer's own. */
  readonly settings: Readonly<Partial<Record<keyof OfferSettings, unknown>>>;
}

/** Sets priorities, order of contacts and the like for one offer; the next assessment uses them. */
@Injectable()
export class ChangeOfferSettings {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: ChangeOfferSettingsInput,
  ): Promise<
    Outcome<{ readonly settings: OfferSettings; readonly version: number }, 'invalid-settings' | 'overtaken'>
  > {
    const { offer, version } = input;
    const settings = parseOfferSettings(offerPolicy(offer), input.settings);
    if (!settings.ok) return settings;
    return this.database.transaction(actor, async (manager) => {
      const before = await offerSettings(manager, offer);
      if (!(await writeSettings(manager, offer, version, settings.value, actor.id))) {
        return refused('overtaken', { offer, version, now: before.version });
      }
      await append(manager, actor, {
        action: 'offer-settings.change',
        subjectKind: 'offer',
        subjectId: offer,
        before: before.settings,
        after: settings.value,
      });
      return accepted({ settings: settings.value, version: version + 1 });
    });
  }
}

export interface ChangeTermDatesInput {
  /** Three-digit code of a local authority, or `national`. */
  readonly authority: string;
  /** As the person saw them; 0: there were none. */
  readonly version: number;
  /** Last days of terms, in order; none: the national ones, or the defaults, apply. */
  readonly ends: readonly string[];
}

const MOST_TERMS = 60;

/** Sets the last days of terms of one authority, or of all others; the next assessment uses them. */
@Injectable()
export class ChangeTermDates {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    input: ChangeTermDatesInput,
  ): Promise<
    Outcome<
      { readonly authority: string; readonly ends: readonly IsoDate[]; readonly version: number },
      'unknown-authority' | 'invalid-term-dates' | 'overtaken'
    >
  > {
    const { authority, version } = input;
    if (!/^(\d{3}|national)$/.test(authority)) return refused('unknown-authority', { authority });
    const ends = input.ends.flatMap((text) => parseIsoDate(text) ?? []);
    const inOrder = ends.every((end, at) => at === 0 || (ends[at - 1] ?? '') < end);
    if (ends.length !== input.ends.length || !inOrder || ends.length > MOST_TERMS) {
      return refused('invalid-term-dates', { ends: input.ends });
    }
    return this.database.transaction(actor, async (manager) => {
      if (!(await authorityKnown(manager, authority))) return refused('unknown-authority', { authority });
      if (!(await writeTermDates(manager, authority, version, ends, actor.id))) {
        return refused('overtaken', { authority, version });
      }
      await append(manager, actor, {
        action: 'term-dates.change',
        subjectKind: 'term-dates',
        subjectId: authority,
        after: { ends },
      });
      return accepted({ authority, ends, version: version + 1 });
    });
  }
}
