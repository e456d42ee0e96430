import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type OfferYear, type Outcome, refused } from '../../domain/kernel/index.js';
import { offerPolicy, parseOfferSettings, type OfferSettings } from '../../domain/offers/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { offerSettings } from './assessment-inputs.queries.js';
import { writeSettings } from './offer-records.repository.js';

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
