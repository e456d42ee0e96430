import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import { MatchesQueries } from '../../../../libs/features/matches/index.js';
import { NextCandidatesQueries, OfferToNext } from '../../../../libs/features/runs/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { NextCandidateListResource, OfferedMatchResource, OfferToNextBody } from './next-candidates.dto.js';

/** Who comes next for a case whose match came to nothing. */
@ApiTags('matches')
@Controller('api/v1/matches/:matchId')
export class NextCandidatesController {
  constructor(
    private readonly matches: MatchesQueries,
    private readonly next: NextCandidatesQueries,
    private readonly offerToNext: OfferToNext,
  ) {}

  @Get('next-candidates')
  @ApiEndpoint({
    summary: 'The next leaders of the run for the case of a match, judged as things stand now',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: NextCandidateListResource,
    problems: [400, 404],
  })
  async list(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
  ): Promise<NextCandidateListResource> {
    const match = foundOr404(await this.matches.find(matchId), 'match');
    const items = await this.next.of(actor, match);
    return {
      items: items.map(({ leaderRef, halfDaysLeft, candidate, why }) => ({
        ...{ leaderRef, daysLeft: daysFromHalfDays(halfDaysLeft) },
        ...{ possible: candidate !== null, why: [...why] },
      })),
    };
  }

  @Post('offer-to-next')
  @Audits('match.place')
  @ApiEndpoint({
    summary: 'Publish the case of a declined, lapsed, superseded or stopped match to one of the next leaders',
    allow: ['coordinator', 'admin'],
    answers: OfferedMatchResource,
    problems: [400, 404, 409],
  })
  async offer(
    @ActorOf() actor: Actor,
    @Param('matchId', ParseUUIDPipe) matchId: string,
    @Body() { leaderRef }: OfferToNextBody,
  ): Promise<OfferedMatchResource> {
    return valueOf(await this.offerToNext.execute(actor, { matchId, leaderRef }));
  }
}
