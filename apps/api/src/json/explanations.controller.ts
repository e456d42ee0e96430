import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RunInsightQueries } from '../../../../libs/features/runs/index.js';
import { foundOr404 } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { CaseExplanationResource, MarginalValuesResource } from './explanations.dto.js';
import { caseExplanation, marginalValues } from './explanations.resources.js';

@ApiTags('runs')
@Controller('api/v1/runs/:runId')
export class ExplanationsController {
  constructor(private readonly insight: RunInsightQueries) {}

  @Get('matches/:caseId/explanation')
  @ApiEndpoint({
    summary: 'Why a case has the leader it has in a solved run: the next leaders by score, and why not them',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: CaseExplanationResource,
    problems: [400, 404],
  })
  async match(
    @Param('runId', ParseUUIDPipe) runId: string,
    @Param('caseId') caseId: string,
  ): Promise<CaseExplanationResource> {
    const found = await this.insight.ofCase(runId, caseId);
    return caseExplanation(foundOr404(found?.leader === null ? null : found, 'explanation'));
  }

  @Get('uncovered/:caseId')
  @ApiEndpoint({
    summary: 'Why a case has no leader in a solved run, and the smallest change that would cover it',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: CaseExplanationResource,
    problems: [400, 404],
  })
  async uncovered(
    @Param('runId', ParseUUIDPipe) runId: string,
    @Param('caseId') caseId: string,
  ): Promise<CaseExplanationResource> {
    const found = await this.insight.ofCase(runId, caseId);
    return caseExplanation(foundOr404(found?.leader === null ? found : null, 'explanation'));
  }

  @Get('marginal-values')
  @ApiEndpoint({
    summary: 'What one more day of each leader is worth in a solved run, and which regions lack most',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: MarginalValuesResource,
    problems: [400, 404],
  })
  async values(@Param('runId', ParseUUIDPipe) runId: string): Promise<MarginalValuesResource> {
    return marginalValues(foundOr404(await this.insight.marginalValues(runId), 'result'));
  }
}
