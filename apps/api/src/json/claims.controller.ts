import {
  Body,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Actor, daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import {
  ClaimsQueries,
  type ClaimLine,
  type ClaimView,
  MakeClaim,
} from '../../../../libs/features/delivery/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { claimFile } from '../web/claim-file.js';
import { type GiveFile, GivesFile, type ListFile } from '../web/list-file.js';
import {
  ClaimBody,
  ClaimListResource,
  type ClaimResource,
  ClaimsQuery,
  ClaimWithLinesResource,
  MadeClaimResource,
  WithdrawClaimBody,
  WithdrawnClaimResource,
} from './claims.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { Exports } from '../web/exports.decorator.js';
import { ExportQuery } from './exports.dto.js';

const READERS = ['coordinator', 'reviewer', 'admin', 'auditor'] as const;
const WRITERS = ['coordinator', 'admin'] as const;

@ApiTags('claims')
@Controller('api/v1/claims')
export class ClaimsController {
  constructor(
    private readonly claims: ClaimsQueries,
    private readonly makeClaim: MakeClaim,
  ) {}

  @Get()
  @ApiEndpoint({
    summary: 'Claims, newest first',
    allow: READERS,
    answers: ClaimListResource,
    problems: [400],
  })
  async list(@Query() { offer }: ClaimsQuery): Promise<ClaimListResource> {
    return { items: (await this.claims.list(offer)).map(claimResource) };
  }

  @Post()
  @Audits('claim.make')
  @ApiEndpoint({
    summary: 'Claim every signed day of a period that is not claimed yet, at the offer’s day rate',
    allow: WRITERS,
    status: 201,
    answers: MadeClaimResource,
    problems: [400, 409, 422],
  })
  async make(
    @ActorOf() actor: Actor,
    @Body() body: ClaimBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MadeClaimResource> {
    const { halfDays, ...made } = valueOf(await this.makeClaim.execute(actor, body));
    response.location(`/api/v1/claims/${made.claimId}`);
    return { ...made, days: daysFromHalfDays(halfDays) };
  }

  @Get(':claimId')
  @ApiEndpoint({
    summary: 'One claim with its visits',
    allow: READERS,
    answers: ClaimWithLinesResource,
    problems: [400, 404],
  })
  async one(@Param('claimId', ParseUUIDPipe) claimId: string): Promise<ClaimWithLinesResource> {
    const claim = foundOr404(await this.claims.find(claimId), 'claim');
    const lines = await this.claims.lines(claimId);
    return {
      ...claimResource(claim),
      lines: lines.map(
        ({ visitedOn, halfDays, offer: _offer, claimId: _claimId, dayRatePence: _rate, ...line }) => ({
          ...line,
          date: visitedOn,
          days: daysFromHalfDays(halfDays),
        }),
      ),
    };
  }

  @Get(':claimId/lines.csv')
  @Exports('claim', 'claimId')
  @ApiEndpoint({
    summary: 'The visits of a claim as CSV',
    allow: READERS,
    mediaType: 'text/csv',
    problems: [400, 404],
  })
  async csv(
    @Param('claimId', ParseUUIDPipe) claimId: string,
    @GivesFile() give: GiveFile,
    @Query() _purpose: ExportQuery,
  ): Promise<StreamableFile> {
    return give(await this.file(claimId));
  }

  @Get(':claimId/lines.xlsx')
  @Exports('claim', 'claimId')
  @ApiEndpoint({
    summary: 'The visits of a claim as a workbook',
    allow: READERS,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    problems: [400, 404],
  })
  async xlsx(
    @Param('claimId', ParseUUIDPipe) claimId: string,
    @GivesFile() give: GiveFile,
    @Query() _purpose: ExportQuery,
  ): Promise<StreamableFile> {
    return give(await this.file(claimId));
  }

  @Post(':claimId/withdraw')
  @Audits('claim.withdraw')
  @ApiEndpoint({
    summary: 'Take a claim back; its visits can be claimed again',
    allow: WRITERS,
    answers: WithdrawnClaimResource,
    problems: [400, 404, 409, 412, 422],
  })
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('claimId', ParseUUIDPipe) claimId: string,
    @Body() { version, reason }: WithdrawClaimBody,
  ): Promise<WithdrawnClaimResource> {
    return valueOf(await this.makeClaim.withdraw(actor, { claimId, version, reason }));
  }

  private async file(claimId: string): Promise<ListFile<ClaimLine>> {
    const claim = foundOr404(await this.claims.find(claimId), 'claim');
    return claimFile(claim, await this.claims.lines(claimId));
  }
}

function claimResource({
  halfDays,
  madeAt,
  madeBy: _madeBy,
  leaderName: _name,
  ...claim
}: ClaimView): Omit<ClaimResource, never> {
  return { ...claim, days: daysFromHalfDays(halfDays), madeAt: madeAt.toISOString() };
}
