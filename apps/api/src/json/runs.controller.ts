import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  CancelRunUseCase,
  CreateRunUseCase,
  DiscardRunUseCase,
  PublishRunUseCase,
  RunsQueries,
  UnpublishRunUseCase,
} from '../../../../libs/features/runs/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { runResource, runResultResource } from './runs.resources.js';
import {
  CancelResource,
  CreatedRunResource,
  CreateRunBody,
  PublishedRunResource,
  PublishRunBody,
  ReasonBody,
  RunPageResource,
  RunProgressResource,
  RunResource,
  RunResultResource,
  RunsQuery,
  RunStateResource,
} from './runs.dto.js';

@ApiTags('runs')
@Controller('api/v1/runs')
export class RunsController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly createRun: CreateRunUseCase,
    private readonly cancelRun: CancelRunUseCase,
    private readonly discardRun: DiscardRunUseCase,
    private readonly publishRun: PublishRunUseCase,
    private readonly unpublishRun: UnpublishRunUseCase,
  ) {}

  @Post()
  @Audits('run.create')
  @ApiEndpoint({
    summary: 'Freeze the input and queue a matching run',
    allow: ['coordinator', 'admin'],
    status: 202,
    answers: CreatedRunResource,
    problems: [400, 404, 409, 422],
  })
  async create(
    @ActorOf() actor: Actor,
    @Body() body: CreateRunBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedRunResource> {
    const created = valueOf(await this.createRun.execute(actor, body));
    response.location(`/api/v1/runs/${created.runId}`);
    return created;
  }

  @Get()
  @ApiEndpoint({
    summary: 'Runs, newest first',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: RunPageResource,
    problems: [400],
  })
  async list(@Query() query: RunsQuery): Promise<RunPageResource> {
    const page = await this.runs.list(query);
    return { items: page.items.map(runResource), nextCursor: page.nextCursor };
  }

  @Get(':runId')
  @ApiEndpoint({
    summary: 'One run',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: RunResource,
    problems: [400, 404],
  })
  async one(@Param('runId', ParseUUIDPipe) runId: string): Promise<RunResource> {
    return runResource(foundOr404(await this.runs.find(runId), 'run'));
  }

  @Get(':runId/progress')
  @ApiEndpoint({
    summary: 'Where a run stands',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: RunProgressResource,
    problems: [400, 404],
  })
  async progress(@Param('runId', ParseUUIDPipe) runId: string): Promise<RunProgressResource> {
    return foundOr404(await this.runs.progress(runId), 'run');
  }

  @Get(':runId/result')
  @ApiEndpoint({
    summary: 'The plan of a solved run: uncovered cases with reasons, and what each leader gives',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: RunResultResource,
    problems: [400, 404],
  })
  async result(@Param('runId', ParseUUIDPipe) runId: string): Promise<RunResultResource> {
    return runResultResource(foundOr404(await this.runs.result(runId), 'result'));
  }

  @Post(':runId/cancel')
  @Audits('run.request-cancel', 'run.cancel')
  @ApiEndpoint({
    summary: 'Stop a run',
    allow: ['coordinator', 'admin'],
    answers: CancelResource,
    problems: [400, 404, 409],
  })
  async cancel(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
  ): Promise<CancelResource> {
    return { answer: valueOf(await this.cancelRun.execute(actor, { runId })) };
  }

  @Post(':runId/publish')
  @Audits('run.publish', 'run.publish-more')
  @ApiEndpoint({
    summary:
      'Publish the proposals of a run, or those named, and reserve the days, all or nothing; the rest can follow later',
    allow: ['coordinator', 'admin'],
    answers: PublishedRunResource,
    problems: [400, 404, 409],
  })
  async publish(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Body() { matchIds }: PublishRunBody,
  ): Promise<PublishedRunResource> {
    return valueOf(
      await this.publishRun.execute(actor, { runId, ...(matchIds === undefined ? {} : { matchIds }) }),
    );
  }

  @Post(':runId/unpublish')
  @Audits('run.unpublish')
  @ApiEndpoint({
    summary: 'Take a published run back and release the days, all or nothing',
    allow: ['coordinator', 'admin'],
    answers: PublishedRunResource,
    problems: [400, 404, 409],
  })
  async unpublish(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Body() body: ReasonBody,
  ): Promise<PublishedRunResource> {
    return valueOf(await this.unpublishRun.execute(actor, { runId, ...reasonIn(body) }));
  }

  @Post(':runId/discard')
  @Audits('run.discard')
  @ApiEndpoint({
    summary: 'Put a solved plan aside for good',
    allow: ['coordinator', 'admin'],
    answers: RunStateResource,
    problems: [400, 404, 409],
  })
  async discard(
    @ActorOf() actor: Actor,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Body() body: ReasonBody,
  ): Promise<RunStateResource> {
    return { state: valueOf(await this.discardRun.execute(actor, { runId, ...reasonIn(body) })) };
  }
}

function reasonIn({ reason }: ReasonBody): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}
