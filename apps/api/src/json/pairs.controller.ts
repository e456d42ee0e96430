import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, milesFromMetres } from '../../../../libs/domain/kernel/index.js';
import { ExplainPairUseCase } from '../../../../libs/features/runs/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { PairQuery, PairResource } from './runs.dto.js';

@ApiTags('runs')
@Controller('api/v1/runs/:runId/pairs')
export class PairsController {
  constructor(private readonly explainPair: ExplainPairUseCase) {}

  @Get()
  @ApiEndpoint({
    summary: 'Why a leader may or may not take a case: every rule that refuses the pair, or its score',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: PairResource,
    problems: [400, 404, 409],
  })
  async explain(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Query() { leaderRef, caseId }: PairQuery,
  ): Promise<PairResource> {
    const explained = await this.explainPair.execute(actor, { runId, leaderRef, caseId });
    const { judgement, why } = valueOf(explained);
    const { distanceMetres } = judgement;
    const refusals = 'refusals' in judgement ? judgement.refusals : [];
    return {
      leaderRef,
      caseId,
      possible: 'candidate' in judgement,
      distanceMiles: distanceMetres === null ? null : milesFromMetres(distanceMetres),
      refusals: refusals.map(({ code, facts }) => ({ code, facts })),
      why: [...why],
    };
  }
}
