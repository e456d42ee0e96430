import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import {
  ConflictsQueries,
  DeclareConflict,
  type DeclareConflictInput,
} from '../../../../libs/features/matches/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { valueOf } from '../web/answer.js';
import {
  ConflictListResource,
  ConflictsQuery,
  DeclareConflictBody,
  DeclaredConflictResource,
  WithdrawConflictBody,
  WithdrawnConflictResource,
} from './conflicts.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';

@ApiTags('conflicts of interest')
@Controller('api/v1/offers/:offer/conflicts')
export class ConflictsController {
  constructor(
    private readonly conflicts: ConflictsQueries,
    private readonly declareConflict: DeclareConflict,
  ) {}

  @Get()
  @ApiEndpoint({
    summary: 'Declared conflicts of interest, newest first; a leader sees those that they declared themself',
    allow: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'],
    answers: ConflictListResource,
    problems: [400, 404],
  })
  async list(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Query() { leaderRef }: ConflictsQuery,
  ): Promise<ConflictListResource> {
    const seesAll = actor.roles.some((role) => role !== 'leader');
    const found = await this.conflicts.list(knownOffer(offer), seesAll ? leaderRef : (actor.leaderRef ?? ''));
    const shown = found.filter(({ declaredBy }) => seesAll || declaredBy === 'leader');
    return {
      items: shown.map(({ offer: _offer, recordedAt, withdrawnAt, ...rest }) => ({
        ...rest,
        recordedAt: recordedAt.toISOString(),
        withdrawnAt: withdrawnAt?.toISOString() ?? null,
      })),
    };
  }

  @Post()
  @Audits('conflict.declare')
  @ApiEndpoint({
    summary: 'Declare a conflict of interest; a proposed, published or accepted match of the pair stops',
    description: 'Runs keep the pair apart from then on. Days of a stopped match are free again.',
    allow: ['leader', 'coordinator', 'admin'],
    status: 201,
    answers: DeclaredConflictResource,
    problems: [400, 404, 409, 422],
  })
  async declare(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Body() body: DeclareConflictBody,
  ): Promise<DeclaredConflictResource> {
    const { ...given } = body;
    const input = { ...given, offer: knownOffer(offer) } as DeclareConflictInput;
    const { conflictId, stopped, underWay } = valueOf(await this.declareConflict.execute(actor, input));
    return { conflictId, stopped: [...stopped], underWay: [...underWay] };
  }

  @Post(':conflictId/withdraw')
  @Audits('conflict.withdraw')
  @ApiEndpoint({
    summary: 'Say that a declared conflict of interest is none any more; stopped matches stay stopped',
    allow: ['leader', 'coordinator', 'admin'],
    answers: WithdrawnConflictResource,
    problems: [400, 404, 422],
  })
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('conflictId') conflictId: string,
    @Body() { reason }: WithdrawConflictBody,
  ): Promise<WithdrawnConflictResource> {
    const input = { offer: knownOffer(offer), conflictId, reason };
    return valueOf(await this.declareConflict.withdraw(actor, input));
  }
}
