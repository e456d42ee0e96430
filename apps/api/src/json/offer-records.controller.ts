import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import type { OfferSettings } from '../../../../libs/domain/offers/index.js';
import {
  AgreeDirectSupport,
  ChangeOfferSettings,
  ChangeTermDates,
  OfferRecordsQueries,
  TermDatesQueries,
} from '../../../../libs/features/offers/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../access/every-offer.decorator.js';
import { valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';
import {
  DirectSupportAnswerResource,
  DirectSupportBody,
  DirectSupportListResource,
  OfferSettingsBody,
  OfferSettingsResource,
  TermDatesBody,
  TermDatesListResource,
  TermDatesResource,
} from './offer-records.dto.js';

const READERS = ['coordinator', 'reviewer', 'admin', 'auditor'] as const;
const WRITERS = ['coordinator', 'admin'] as const;
const DEFAULT_TERM_ENDS = ['12-31', '03-31', '07-31'];

@ApiTags('offers')
@Controller('api/v1')
export class OfferRecordsController {
  constructor(
    private readonly records: OfferRecordsQueries,
    private readonly termDatesSet: TermDatesQueries,
    private readonly changeSettings: ChangeOfferSettings,
    private readonly changeTermDates: ChangeTermDates,
    private readonly agreeDirectSupport: AgreeDirectSupport,
  ) {}

  @Get('offers/:offer/settings')
  @ApiEndpoint({
    summary: 'What is set for an offer; the next assessment uses it',
    allow: READERS,
    answers: OfferSettingsResource,
    problems: [404],
  })
  async settings(@Param('offer') offer: string): Promise<OfferSettingsResource> {
    return settingsResource(await this.records.settings(knownOffer(offer)));
  }

  @Put('offers/:offer/settings')
  @Audits('offer-settings.change')
  @ApiEndpoint({
    summary:
      'Set priorities, order of contacts, what comes before an allocation and the day rate, all at once',
    allow: WRITERS,
    answers: OfferSettingsResource,
    problems: [400, 404, 412, 422],
  })
  async setSettings(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Body() body: OfferSettingsBody,
  ): Promise<OfferSettingsResource> {
    const { version, ...settings } = body;
    return settingsResource(
      valueOf(await this.changeSettings.execute(actor, { offer: knownOffer(offer), version, settings })),
    );
  }

  @Get('term-dates')
  @ApiEndpoint({
    summary: 'Last days of terms, national and by local authority',
    allow: READERS,
    answers: TermDatesListResource,
  })
  async termDates(): Promise<TermDatesListResource> {
    const items = await this.termDatesSet.set();
    return { items: items.map((row) => ({ ...row, ends: [...row.ends] })), defaults: DEFAULT_TERM_ENDS };
  }

  @Put('term-dates/:authority')
  @ConcernsEveryOffer()
  @Audits('term-dates.change')
  @ApiEndpoint({
    summary: 'Set the last days of terms of one local authority, or of all others (national)',
    allow: WRITERS,
    answers: TermDatesResource,
    problems: [400, 404, 412, 422],
  })
  async setTermDates(
    @ActorOf() actor: Actor,
    @Param('authority') authority: string,
    @Body() body: TermDatesBody,
  ): Promise<TermDatesResource> {
    const { version, ends } = body;
    const changed = valueOf(await this.changeTermDates.execute(actor, { authority, version, ends }));
    return { ...changed, ends: [...changed.ends] };
  }

  @Get('offers/:offer/direct-support')
  @ApiEndpoint({
    summary: 'Schools of trusts for which trust and leader agree on direct support, and what was taken back',
    allow: READERS,
    answers: DirectSupportListResource,
    problems: [404],
  })
  async directSupport(@Param('offer') offer: string): Promise<DirectSupportListResource> {
    return { items: [...(await this.records.directSupport(knownOffer(offer)))] };
  }

  @Post('offers/:offer/direct-support')
  @Audits('direct-support.agree', 'direct-support.revoke')
  @ApiEndpoint({
    summary: 'Record that trust and leader agree on direct support of a school, or no longer do',
    allow: WRITERS,
    status: 201,
    answers: DirectSupportAnswerResource,
    problems: [400, 404, 409, 422],
  })
  async agree(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Body() body: DirectSupportBody,
  ): Promise<DirectSupportAnswerResource> {
    const { ...given } = body;
    return valueOf(await this.agreeDirectSupport.execute(actor, { ...given, offer: knownOffer(offer) }));
  }
}

function settingsResource({
  settings,
  version,
}: {
  readonly settings: OfferSettings;
  readonly version: number;
}): OfferSettingsResource {
  const { contactOrder, beforeAllocation } = settings;
  return {
    version,
    ...settings,
    contactOrder: contactOrder === null ? null : [...contactOrder],
    beforeAllocation: [...beforeAllocation],
  };
}
