import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  AdoptEffect,
  ForeseeOverride,
  MakeOverride,
  type OverrideChange,
  OverridesQueries,
} from '../../../../libs/features/overrides/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits, AuditsNothing } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { ShownTag } from './if-match.js';
import { MakeOverrideBody, OverrideChangesBody, OverridesQuery } from './overrides.dto.js';
import {
  MadeOverrideResource,
  OverrideEffectResource,
  OverrideListResource,
  OverrideResource,
} from './override-resources.dto.js';
import { changeOf, overrideEffect, overrideResource } from './overrides.resources.js';

@ApiTags('overrides')
@Controller('api/v1')
export class OverridesController {
  constructor(
    private readonly foreseeOverride: ForeseeOverride,
    private readonly makeOverride: MakeOverride,
    private readonly adoptEffect: AdoptEffect,
    private readonly overrides: OverridesQueries,
  ) {}

  @Post('runs/:runId/overrides/preview')
  @AuditsNothing('changes-nothing')
  @ApiEndpoint({
    summary:
      'What changes to the matches of a run would do; nothing is changed. The ETag names what was shown',
    allow: ['coordinator', 'reviewer', 'admin'],
    answers: OverrideEffectResource,
    problems: [400, 404, 409, 422],
  })
  async preview(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Body() body: OverrideChangesBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OverrideEffectResource> {
    const changes = await this.changesIn(runId, body);
    const foreseen = valueOf(await this.foreseeOverride.execute(actor, { runId, changes }));
    response.setHeader('ETag', `"${foreseen.tag}"`);
    return overrideEffect(foreseen, changes);
  }

  @Post('runs/:runId/overrides')
  @Audits('override.decide', 'override.propose')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the preview of these changes.' })
  @ApiEndpoint({
    summary: 'Change matches of a run against its plan, all changes or none, as they were shown',
    allow: ['reviewer', 'admin'],
    status: 201,
    answers: MadeOverrideResource,
    problems: [400, 404, 409, 412, 422, 428],
  })
  async make(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @ShownTag() tag: string,
    @Body() body: MakeOverrideBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MadeOverrideResource> {
    const { reasonCode, reason, effectId } = body;
    const changes = await this.changesIn(runId, body);
    const made = valueOf(
      await this.makeOverride.execute(actor, {
        ...{ runId, changes, reasonCode, reason, tag },
        ...(effectId === undefined ? {} : { effectId }),
      }),
    );
    response.location(`/api/v1/overrides/${made.decisionId}`);
    return made;
  }

  @Get('overrides')
  @ApiEndpoint({
    summary:
      'Decisions about matches, newest first; state=awaiting-approval is what waits for a second person',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: OverrideListResource,
    problems: [400],
  })
  async list(@Query() query: OverridesQuery): Promise<OverrideListResource> {
    return { items: (await this.overrides.list(query)).map(overrideResource) };
  }

  @Get('overrides/:decisionId')
  @ApiEndpoint({
    summary: 'One decision: what was asked, shown and done, and why',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: OverrideResource,
    problems: [400, 404],
  })
  async one(@Param('decisionId', ParseUUIDPipe) decisionId: string): Promise<OverrideResource> {
    return overrideResource(foundOr404(await this.overrides.find(decisionId), 'decision'));
  }

  private async changesIn(
    runId: string,
    { changes = [], effectId, overrule }: OverrideChangesBody,
  ): Promise<readonly OverrideChange[]> {
    if (effectId === undefined) return changes.map(changeOf);
    return valueOf(await this.adoptEffect.changes(runId, effectId, overrule));
  }
}
