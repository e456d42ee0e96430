import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor } from '../../../../libs/domain/kernel/index.js';
import { MATCH_STATES, type MatchState } from '../../../../libs/domain/lifecycle/index.js';
import {
  AcceptMatch,
  DeclineMatch,
  EndWaiting,
  type MatchFilter,
  MatchesQueries,
  UnpublishMatch,
} from '../../../../libs/features/matches/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import {
  AnsweredMatchResource,
  AnswerMatchBody,
  DeclineMatchBody,
  EndWaitingBody,
  MatchesQuery,
  MatchPageResource,
  MatchResource,
  UnpublishMatchBody,
} from './matches.dto.js';
import { matchResource } from './matches.resources.js';

/** Leaders see what was published to them, and nothing before. */
const LEADER_SEES: readonly MatchState[] = MATCH_STATES.filter((state) => state !== 'proposed');

@ApiTags('matches')
@Controller('api/v1/matches')
export class MatchesController {
  constructor(
    private readonly matches: MatchesQueries,
    private readonly acceptMatch: AcceptMatch,
    private readonly declineMatch: DeclineMatch,
    private readonly unpublishMatch: UnpublishMatch,
    private readonly endWaiting: EndWaiting,
  ) {}

  @Get()
  @ApiEndpoint({
    summary: 'Matches, best priority first; a leader sees their own',
    allow: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'],
    answers: MatchPageResource,
    problems: [400],
  })
  async list(@ActorOf() actor: Actor, @Query() query: MatchesQuery): Promise<MatchPageResource> {
    const { cursor, limit, state, ...filter } = query;
    const states = MATCH_STATES.filter((known) => state === undefined || known === state);
    const page = await this.matches.list(scopedTo(actor, { ...filter, states }), {
      ...(cursor === undefined ? {} : { cursor }),
      ...(limit === undefined ? {} : { limit }),
    });
    return { items: page.items.map(matchResource), nextCursor: page.nextCursor };
  }

  @Get(':matchId')
  @ApiEndpoint({
    summary: 'One match',
    allow: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'],
    answers: MatchResource,
    problems: [400, 404],
  })
  async one(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
  ): Promise<MatchResource> {
    return matchResource(foundOr404(await this.matches.find(matchId, scopedTo(actor, {})), 'match'));
  }

  @Post(':matchId/accept')
  @Audits('match.accept')
  @ApiEndpoint({
    summary: 'Take a published match on',
    allow: ['leader', 'coordinator', 'admin'],
    answers: AnsweredMatchResource,
    problems: [400, 404, 409],
  })
  async accept(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() body: AnswerMatchBody,
  ): Promise<AnsweredMatchResource> {
    return valueOf(await this.acceptMatch.execute(actor, { matchId, ...versionIn(body) }));
  }

  @Post(':matchId/decline')
  @Audits('match.decline')
  @ApiEndpoint({
    summary: 'Turn a published match down; its days are free again',
    allow: ['leader', 'coordinator', 'admin'],
    answers: AnsweredMatchResource,
    problems: [400, 404, 409],
  })
  async decline(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() body: DeclineMatchBody,
  ): Promise<AnsweredMatchResource> {
    const { reason, otherDates, otherDatesNote } = body;
    return valueOf(
      await this.declineMatch.execute(actor, {
        ...{ matchId, reason, ...versionIn(body) },
        ...(otherDates === undefined ? {} : { otherDates }),
        ...(otherDatesNote === undefined ? {} : { otherDatesNote }),
      }),
    );
  }

  @Post(':matchId/unpublish')
  @Audits('match.unpublish')
  @ApiEndpoint({
    summary: 'Make one published match a proposal again, before its leader accepts; its days are free again',
    allow: ['coordinator', 'admin'],
    answers: AnsweredMatchResource,
    problems: [400, 404, 409, 412],
  })
  async unpublish(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() { reason, ...body }: UnpublishMatchBody,
  ): Promise<AnsweredMatchResource> {
    const input = { matchId, ...versionIn(body), ...(reason === undefined ? {} : { reason }) };
    return valueOf(await this.unpublishMatch.execute(actor, input));
  }

  @Post(':matchId/end-waiting')
  @Audits('match.lapse')
  @ApiEndpoint({
    summary:
      'Wait no longer for the leader’s answer: the published match lapses at once, its days are free again',
    allow: ['coordinator', 'admin'],
    answers: AnsweredMatchResource,
    problems: [400, 404, 409, 412, 422],
  })
  async lapse(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() { reason, ...body }: EndWaitingBody,
  ): Promise<AnsweredMatchResource> {
    return valueOf(await this.endWaiting.execute(actor, { matchId, reason, ...versionIn(body) }));
  }
}

function seesAll(actor: Actor): boolean {
  return actor.roles.some((role) => role !== 'leader');
}

/** A leader's filter is narrowed to their own published matches in the query itself. */
function scopedTo(actor: Actor, filter: MatchFilter): MatchFilter {
  if (seesAll(actor)) return filter;
  const states = (filter.states ?? MATCH_STATES).filter((state) => LEADER_SEES.includes(state));
  const mine = filter.leaderRef === undefined || filter.leaderRef === actor.leaderRef;
  return { ...filter, leaderRef: actor.leaderRef ?? '', states: mine ? states : [] };
}

function versionIn({ version }: AnswerMatchBody): { readonly version?: number } {
  return version === undefined ? {} : { version };
}
