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
import {
  type Actor,
  daysFromHalfDays,
  offersOf,
  type OfferYear,
} from '../../../../libs/domain/kernel/index.js';
import { offerPolicy } from '../../../../libs/domain/offers/index.js';
import {
  type CaseFilter,
  type DecisionFilter,
  OffersQueries,
  RequestAssessment,
} from '../../../../libs/features/offers/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { allDecisions, decisionsXlsx } from '../web/decisions-workbook.js';
import { XLSX_TYPE } from '../web/survey-template-file.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';
import {
  AssessmentBody,
  AssessmentResource,
  CasePageResource,
  CaseResource,
  CasesQuery,
  DecisionPageResource,
  DecisionsFileQuery,
  DecisionsQuery,
  OfferListResource,
  OfferResource,
  RequestedAssessmentResource,
} from './offers.dto.js';
import { assessmentResource, caseResource, decisionResource } from './offers.resources.js';
import { countOf, Exports, type NoteExport, NoteOf } from '../web/exports.decorator.js';

const READERS = ['coordinator', 'reviewer', 'admin', 'auditor'] as const;

@ApiTags('offers')
@Controller('api/v1')
export class OffersController {
  constructor(
    private readonly offers: OffersQueries,
    private readonly requestAssessment: RequestAssessment,
  ) {}

  @Get('offers')
  @ApiEndpoint({ summary: 'The offers by academic year', allow: READERS, answers: OfferListResource })
  async list(@ActorOf() actor: Actor): Promise<OfferListResource> {
    return { items: await Promise.all(offersOf(actor).map((offer) => this.resource(offer))) };
  }

  @Get('offers/:offer')
  @ApiEndpoint({ summary: 'One offer', allow: READERS, answers: OfferResource, problems: [404] })
  async one(@Param('offer') offer: string): Promise<OfferResource> {
    return this.resource(knownOffer(offer));
  }

  @Post('offers/:offer/assessments')
  @Audits('assessment.request')
  @ApiEndpoint({
    summary: 'Decide again who is eligible, over the files held now',
    allow: ['coordinator', 'admin'],
    status: 202,
    answers: RequestedAssessmentResource,
    problems: [400, 404, 409, 422],
  })
  async assess(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Body() body: AssessmentBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RequestedAssessmentResource> {
    const requested = valueOf(
      await this.requestAssessment.execute(actor, {
        offer,
        ...(body.asOf === undefined ? {} : { asOf: body.asOf }),
      }),
    );
    response.location(`/api/v1/assessments/${requested.assessmentId}`);
    return requested;
  }

  @Get('assessments/:assessmentId')
  @ApiEndpoint({
    summary: 'One assessment: where it stands, and what it added, removed and changed',
    allow: READERS,
    answers: AssessmentResource,
    problems: [400, 404],
  })
  async assessment(@Param('assessmentId', ParseUUIDPipe) assessmentId: string): Promise<AssessmentResource> {
    return assessmentResource(foundOr404(await this.offers.assessment(assessmentId), 'assessment'));
  }

  @Get('offers/:offer/decisions')
  @ApiEndpoint({
    summary: 'The decision about every open school and every trust, with its reason and evidence',
    allow: READERS,
    answers: DecisionPageResource,
    problems: [400, 404],
  })
  async decisions(
    @Param('offer') offer: string,
    @Query() query: DecisionsQuery,
  ): Promise<DecisionPageResource> {
    const page = await this.offers.decisions(knownOffer(offer), query as DecisionFilter);
    return { items: page.items.map(decisionResource), nextCursor: page.nextCursor };
  }

  @Get('offers/:offer/decisions.xlsx')
  @Exports('decisions', 'offer')
  @ApiEndpoint({
    summary: 'All decisions that the filter lets through, as a workbook with the columns of decisions.csv',
    description: '`after` and `limit` do not count.',
    allow: READERS,
    mediaType: XLSX_TYPE,
    problems: [400, 404],
  })
  async decisionsXlsx(
    @Param('offer') offer: string,
    @Query() query: DecisionsFileQuery,
    @NoteOf() note: NoteExport,
  ): Promise<StreamableFile> {
    const { eligible, subjectKind } = query;
    const filter = {
      ...(eligible === undefined ? {} : { eligible }),
      ...(subjectKind === undefined ? {} : { subjectKind }),
    } as DecisionFilter;
    const year = knownOffer(offer);
    await note(await countOf(allDecisions(this.offers, year, filter)));
    return decisionsXlsx(year, allDecisions(this.offers, year, filter));
  }

  @Get('offers/:offer/cases')
  @ApiEndpoint({
    summary: 'Support cases, best priority first',
    allow: READERS,
    answers: CasePageResource,
    problems: [400, 404],
  })
  async cases(@Param('offer') offer: string, @Query() query: CasesQuery): Promise<CasePageResource> {
    const { state, ...rest } = query;
    const filter = { ...rest, ...(state === undefined ? {} : { states: [state] }) } as CaseFilter;
    const page = await this.offers.cases(knownOffer(offer), filter);
    return { items: page.items.map(caseResource), nextCursor: page.nextCursor };
  }

  @Get('offers/:offer/cases/:caseId')
  @ApiEndpoint({ summary: 'One support case', allow: READERS, answers: CaseResource, problems: [404] })
  async case(@Param('offer') offer: string, @Param('caseId') caseId: string): Promise<CaseResource> {
    return caseResource(foundOr404(await this.offers.case(knownOffer(offer), caseId), 'case'));
  }

  private async resource(offer: OfferYear): Promise<OfferResource> {
    const { halfDaysByUnit, daysAre, eligibilityWindow, supportWindow, source } = offerPolicy(offer);
    const [latest, counts] = await Promise.all([
      this.offers.latestAssessment(offer),
      this.offers.caseCounts(offer),
    ]);
    return {
      offer,
      title: source.title,
      certainty: source.certainty,
      days: daysFromHalfDays(halfDaysByUnit.school),
      trustDays: daysFromHalfDays(halfDaysByUnit.trust),
      daysAre,
      eligibilityWindow: { ...eligibilityWindow },
      supportWindow: { ...supportWindow },
      cases: counts.filter(({ eligible }) => eligible).reduce((sum, { count }) => sum + count, 0),
      assessedAsOf: latest?.asOf ?? null,
    };
  }
}
