import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  OfferRecordsQueries,
  RecordReferral,
  type RecordReferralInput,
  WithdrawReferral,
} from '../../../../libs/features/offers/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';
import {
  RecordedReferralResource,
  ReferralBody,
  ReferralListResource,
  ReferralWithdrawalBody,
} from './offer-requests.dto.js';

/** Exceptional circumstances and applications: what schools and trusts asked for, and what was decided. */
@ApiTags('offers')
@Controller('api/v1/offers/:offer/referrals')
export class OfferRequestsController {
  constructor(
    private readonly records: OfferRecordsQueries,
    private readonly record: RecordReferral,
    private readonly withdrawal: WithdrawReferral,
  ) {}

  @Get()
  @ApiEndpoint({
    summary:
      'Decisions on exceptional requests or applications, of the file and by hand; the newest of a subject counts',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: ReferralListResource,
    problems: [404],
  })
  async list(@Param('offer') offer: string): Promise<ReferralListResource> {
    return { items: [...(await this.records.referrals(knownOffer(offer)))] };
  }

  @Post()
  @Audits('referral.record')
  @ApiEndpoint({
    summary: 'Record the decision on an exceptional request or an application',
    allow: ['coordinator', 'admin'],
    status: 201,
    answers: RecordedReferralResource,
    problems: [400, 404, 409, 422],
  })
  async refer(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Body() body: ReferralBody,
  ): Promise<RecordedReferralResource> {
    const { ...given } = body;
    const input = { ...given, offer: knownOffer(offer) } as RecordReferralInput;
    return valueOf(await this.record.execute(actor, input));
  }

  @Post(':referralId/withdraw')
  @Audits('referral.withdraw')
  @ApiEndpoint({
    summary: 'Withdraw a decision that was recorded by mistake; what was decided before it counts again',
    allow: ['coordinator', 'admin'],
    answers: RecordedReferralResource,
    problems: [400, 404, 409, 422],
  })
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('referralId') referralId: string,
    @Body() body: ReferralWithdrawalBody,
  ): Promise<RecordedReferralResource> {
    const { reason } = body;
    return valueOf(await this.withdrawal.execute(actor, { offer: knownOffer(offer), referralId, reason }));
  }
}
