import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import {
  ChangeVisit,
  EndDelivery,
  type EndedDelivery,
  EngagementsQueries,
  type GivenVisit,
  LogVisit,
  MakeSignOffLink,
} from '../../../../libs/features/delivery/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import {
  ChangedVisitResource,
  CompleteBody,
  EditVisitBody,
  EndEarlyBody,
  EndedDeliveryResource,
  EngagementResource,
  LoggedVisitResource,
  RevokedLinkResource,
  SignOffLinkResource,
  VisitBody,
  VisitVersionBody,
} from './delivery.dto.js';
import { engagementResource } from './delivery.resources.js';
import { ApiEndpoint } from './endpoint.decorator.js';

const WORKERS = ['leader', 'coordinator', 'admin'] as const;
const CHANGES = [400, 404, 409, 412, 422] as const;

@ApiTags('delivery')
@Controller('api/v1/matches/:matchId')
export class DeliveryController {
  constructor(
    private readonly engagements: EngagementsQueries,
    private readonly logVisit: LogVisit,
    private readonly changeVisit: ChangeVisit,
    private readonly links: MakeSignOffLink,
    private readonly endDelivery: EndDelivery,
  ) {}

  @Get('visits')
  @ApiEndpoint({
    summary:
      'A match being delivered: its days, its visits, and what the school was asked; a leader sees their own',
    allow: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'],
    answers: EngagementResource,
    problems: [400, 404],
  })
  async show(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
  ): Promise<EngagementResource> {
    return engagementResource(foundOr404(await this.engagements.find(actor, matchId), 'match'));
  }

  @Post('visits')
  @Audits('visit.log')
  @ApiEndpoint({
    summary: 'Log a visit of half a day or a day; the first one starts the match',
    allow: WORKERS,
    status: 201,
    answers: LoggedVisitResource,
    problems: CHANGES,
  })
  async log(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() body: VisitBody,
  ): Promise<LoggedVisitResource> {
    return valueOf(await this.logVisit.execute(actor, { matchId, ...givenVisit(body) }));
  }

  @Put('visits/:visitId')
  @Audits('visit.edit')
  @ApiEndpoint({
    summary: 'Change a visit that the school has not signed',
    allow: WORKERS,
    answers: ChangedVisitResource,
    problems: CHANGES,
  })
  async edit(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Param('visitId', ParseUUIDPipe) visitId: string,
    @Body() body: EditVisitBody,
  ): Promise<ChangedVisitResource> {
    const { version } = body;
    return valueOf(await this.changeVisit.edit(actor, { matchId, visitId, version, ...givenVisit(body) }));
  }

  @Post('visits/:visitId/withdraw')
  @Audits('visit.withdraw')
  @ApiEndpoint({
    summary: 'Take a visit back that the school has not signed',
    allow: WORKERS,
    answers: ChangedVisitResource,
    problems: CHANGES,
  })
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Param('visitId', ParseUUIDPipe) visitId: string,
    @Body() { version }: VisitVersionBody,
  ): Promise<ChangedVisitResource> {
    return valueOf(await this.changeVisit.withdraw(actor, { matchId, visitId, version }));
  }

  @Post('sign-off-links')
  @Audits('sign-off-link.make')
  @ApiEndpoint({
    summary:
      'Make the link by which the school signs, sent to its contact or shown once; an earlier one is worth nothing then',
    allow: WORKERS,
    status: 201,
    answers: SignOffLinkResource,
    problems: [400, 404, 409],
  })
  async makeLink(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
  ): Promise<SignOffLinkResource> {
    const { linkId, token, expiresAt } = valueOf(await this.links.execute(actor, { matchId }));
    return {
      linkId,
      token,
      path: token === null ? null : `/sign-off/${token}`,
      expiresAt: expiresAt.toISOString(),
    };
  }

  @Post('sign-off-links/:linkId/revoke')
  @Audits('sign-off-link.revoke')
  @ApiEndpoint({
    summary: 'Take the school’s link back',
    allow: WORKERS,
    answers: RevokedLinkResource,
    problems: [400, 404],
  })
  async revokeLink(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Param('linkId', ParseUUIDPipe) linkId: string,
  ): Promise<RevokedLinkResource> {
    return valueOf(await this.links.revoke(actor, { matchId, linkId }));
  }

  @Post('complete')
  @Audits('match.complete')
  @ApiEndpoint({
    summary: 'End the support with all days delivered, and report what came of it',
    allow: WORKERS,
    answers: EndedDeliveryResource,
    problems: CHANGES,
  })
  async complete(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() { outcome, report, version }: CompleteBody,
  ): Promise<EndedDeliveryResource> {
    return endedResource(
      valueOf(
        await this.endDelivery.execute(actor, {
          matchId,
          outcome,
          report,
          ...(version === undefined ? {} : { version }),
        }),
      ),
    );
  }

  @Post('end-early')
  @Audits('match.end-early')
  @ApiEndpoint({
    summary: 'End the support with days left, which are the leader’s again, and report what came of it',
    allow: WORKERS,
    answers: EndedDeliveryResource,
    problems: CHANGES,
  })
  async endEarly(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() { reason, ...body }: EndEarlyBody,
  ): Promise<EndedDeliveryResource> {
    const input = { matchId, ...body, endedEarlyReason: reason };
    return endedResource(valueOf(await this.endDelivery.execute(actor, input)));
  }
}

function givenVisit({ date, days, done, doneBy }: VisitBody): GivenVisit {
  return { visitedOn: date, halfDays: days * 2, done, doneBy };
}

function endedResource({
  deliveredHalfDays,
  releasedHalfDays,
  ...ended
}: EndedDelivery): EndedDeliveryResource {
  return {
    ...ended,
    daysDelivered: daysFromHalfDays(deliveredHalfDays),
    daysReleased: daysFromHalfDays(releasedHalfDays),
  };
}
