import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import type { PlanChange } from '../../../../libs/domain/planning/index.js';
import { AskEffectUseCase, type EffectView, RunEffects } from '../../../../libs/features/runs/index.js';
import { effectSentence, refusalSentence } from '../../../../libs/wording/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { AskedEffectResource, AskEffectBody, EffectResource, type PlanChangeBody } from './effects.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';

@ApiTags('runs')
@Controller('api/v1/runs/:runId')
export class EffectsController {
  constructor(
    private readonly askEffect: AskEffectUseCase,
    private readonly effects: RunEffects,
  ) {}

  @Post('effect')
  @Audits('run.ask-effect')
  @ApiEndpoint({
    summary:
      'Ask what changes would do to a solved run; nothing is changed. Location names where the answer will be',
    allow: ['coordinator', 'reviewer', 'admin'],
    status: 202,
    answers: AskedEffectResource,
    problems: [400, 404, 409],
  })
  async ask(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Body() { changes }: AskEffectBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AskedEffectResource> {
    const asked = valueOf(await this.askEffect.execute(actor, { runId, changes: changes.map(changeOf) }));
    response.location(`/api/v1/runs/${runId}/effects/${asked.effectId}`);
    return asked;
  }

  @Get('effects/:effectId')
  @ApiEndpoint({
    summary: 'What changes would do: the matches, score, coverage and days before and after',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: EffectResource,
    problems: [400, 404],
  })
  async one(
    @Param('runId', ParseUUIDPipe) runId: string,
    @Param('effectId', ParseUUIDPipe) effectId: string,
  ): Promise<EffectResource> {
    return effectResource(foundOr404(await this.effects.find(runId, effectId), 'effect'));
  }
}

function changeOf({ kind, caseId, leaderRef = '' }: PlanChangeBody): PlanChange {
  return kind === 'unassign' ? { kind, case: caseId } : { kind, leader: leaderRef, case: caseId };
}

function effectResource({ id, content, failureFacts, ...view }: EffectView): EffectResource {
  const { failureCode: code } = view;
  return {
    ...{ effectId: id, runId: view.runId, state: view.state },
    changes: view.changes.map((change) => ({
      kind: change.kind,
      caseId: change.case,
      ...(change.kind === 'unassign' ? {} : { leaderRef: change.leader }),
    })),
    changed:
      content?.changed.map(({ case: caseId, before, after, because, ...change }) => ({
        ...change,
        caseId,
        ...{ leaderBefore: before, leaderAfter: after, because: [...because] },
        why: effectSentence({ case: caseId, before, after, because, ...change }),
      })) ?? null,
    scoreBefore: content?.scoreBefore ?? null,
    scoreAfter: content?.scoreAfter ?? null,
    coverage: content === null ? null : [...content.coverage],
    leaders: content?.leaders.map(({ leader, ...days }) => ({ leaderRef: leader, ...days })) ?? null,
    overruled: content?.overruled.map((rule) => rule.code) ?? null,
    isBest: content?.isBest ?? null,
    failureCode: code,
    why: code === null ? null : refusalSentence({ code, facts: failureFacts ?? {} }),
  };
}
