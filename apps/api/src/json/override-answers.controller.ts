import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  ApproveOverride,
  ForeseeOverride,
  OverridesQueries,
  RejectOverride,
  UndoOverride,
} from '../../../../libs/features/overrides/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { ShownTag } from './if-match.js';
import { DecisionReasonBody, RejectOverrideBody, RulingsQuery } from './overrides.dto.js';
import {
  MadeOverrideResource,
  OverrideEffectResource,
  RulingListResource,
} from './override-resources.dto.js';
import { overrideEffect, rulingResource } from './overrides.resources.js';

const SHOWN = { name: 'If-Match', required: true, description: 'The ETag of what was shown.' };

@ApiTags('overrides')
@Controller('api/v1')
export class OverrideAnswersController {
  constructor(
    private readonly overrides: OverridesQueries,
    private readonly undoOverride: UndoOverride,
    private readonly approveOverride: ApproveOverride,
    private readonly rejectOverride: RejectOverride,
    private readonly foreseeOverride: ForeseeOverride,
  ) {}

  @Get('overrides/:decisionId/undo')
  @ApiEndpoint({
    summary: 'What taking a decision back would do. The ETag names what was shown',
    allow: ['coordinator', 'reviewer', 'admin'],
    answers: OverrideEffectResource,
    problems: [400, 404, 409],
  })
  async undoEffect(
    @ActorOf() actor: Actor,
    @Param('decisionId', ParseUUIDPipe) decisionId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OverrideEffectResource> {
    const { changes, ...foreseen } = valueOf(await this.undoOverride.foresee(actor, decisionId));
    response.setHeader('ETag', `"${foreseen.tag}"`);
    return overrideEffect(foreseen, changes);
  }

  @Post('overrides/:decisionId/undo')
  @Audits('override.decide', 'override.propose')
  @ApiHeader(SHOWN)
  @ApiEndpoint({
    summary: 'Take a decision back by another one, as it was shown',
    allow: ['reviewer', 'admin'],
    status: 201,
    answers: MadeOverrideResource,
    problems: [400, 404, 409, 412, 422, 428],
  })
  async undo(
    @ActorOf() actor: Actor,
    @Param('decisionId', ParseUUIDPipe) decisionId: string,
    @ShownTag() tag: string,
    @Body() { reasonCode, reason }: DecisionReasonBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MadeOverrideResource> {
    const made = valueOf(await this.undoOverride.execute(actor, { decisionId, tag, reasonCode, reason }));
    response.location(`/api/v1/overrides/${made.decisionId}`);
    return made;
  }

  @Get('overrides/:decisionId/approval')
  @ApiEndpoint({
    summary: 'What approving a waiting decision would do, as things stand. The ETag names what was shown',
    allow: ['coordinator', 'reviewer', 'admin'],
    answers: OverrideEffectResource,
    problems: [400, 404, 409],
  })
  async approvalEffect(
    @ActorOf() actor: Actor,
    @Param('decisionId', ParseUUIDPipe) decisionId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OverrideEffectResource> {
    const { runId, changes } = foundOr404(await this.overrides.find(decisionId), 'decision');
    const foreseen = valueOf(await this.foreseeOverride.execute(actor, { runId, changes }));
    response.setHeader('ETag', `"${foreseen.tag}"`);
    return overrideEffect(foreseen, changes);
  }

  @Post('overrides/:decisionId/approve')
  @Audits('override.approve')
  @ApiHeader(SHOWN)
  @ApiEndpoint({
    summary: 'Approve somebody else’s decision and carry it out, as it was shown',
    allow: ['reviewer', 'admin'],
    answers: MadeOverrideResource,
    problems: [400, 404, 409, 412, 428],
  })
  async approve(
    @ActorOf() actor: Actor,
    @Param('decisionId', ParseUUIDPipe) decisionId: string,
    @ShownTag() tag: string,
  ): Promise<MadeOverrideResource> {
    return valueOf(await this.approveOverride.execute(actor, { decisionId, tag }));
  }

  @Post('overrides/:decisionId/reject')
  @Audits('override.reject')
  @ApiEndpoint({
    summary: 'Turn down a waiting decision, or take one’s own back; nothing was changed by it',
    allow: ['reviewer', 'admin'],
    answers: MadeOverrideResource,
    problems: [400, 404, 409, 422],
  })
  async reject(
    @ActorOf() actor: Actor,
    @Param('decisionId', ParseUUIDPipe) decisionId: string,
    @Body() { reason }: RejectOverrideBody,
  ): Promise<MadeOverrideResource> {
    return valueOf(await this.rejectOverride.execute(actor, { decisionId, reason }));
  }

  @Get('rulings')
  @ApiEndpoint({
    summary: 'Rulings in force: pairs that the runs to come must make, or must not',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: RulingListResource,
    problems: [400],
  })
  async rulings(@Query() query: RulingsQuery): Promise<RulingListResource> {
    return { items: (await this.overrides.rulings(query)).map(rulingResource) };
  }
}
