import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, daysFromHalfDays, milesFromMetres } from '../../../../libs/domain/kernel/index.js';
import { ChangeAnswer, SurveyQueries, WithdrawAnswer } from '../../../../libs/features/survey/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import {
  AnswerBody,
  AnswerResource,
  ChangedAnswerResource,
  WithdrawAnswerBody,
  WithdrawnAnswerResource,
} from './answers.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';

const SEPARATOR = ';';

@ApiTags('leaders')
@Controller('api/v1/offers/:offer/leaders/:leaderRef/answer')
export class AnswersController {
  constructor(
    private readonly survey: SurveyQueries,
    private readonly changeAnswer: ChangeAnswer,
    private readonly withdrawAnswer: WithdrawAnswer,
  ) {}

  @Get()
  @ApiEndpoint({
    summary: 'A leader’s answer to the capacity survey of an offer; a leader sees their own',
    allow: ['coordinator', 'reviewer', 'leader', 'admin', 'auditor'],
    answers: AnswerResource,
    problems: [404],
  })
  async one(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('leaderRef') leaderRef: string,
  ): Promise<AnswerResource> {
    const mine = actor.leaderRef === leaderRef || actor.roles.some((role) => role !== 'leader');
    const found = foundOr404(mine ? await this.survey.leader(knownOffer(offer), leaderRef) : null, 'answer');
    const { answer, state, version, importId } = found;
    return {
      ...{ offer, leaderRef, state, version, importId, role: answer.role },
      phases: [...answer.phases],
      expertise: [...answer.expertise],
      daysOffered: daysFromHalfDays(answer.halfDaysOffered),
      maxEngagements: answer.maxEngagements,
      travelMiles: answer.travelMetres === null ? null : milesFromMetres(answer.travelMetres),
      supportLevels: [...answer.supportUnits],
      availableFrom: answer.availableFrom,
      availableTo: answer.availableTo,
      excludedUrns: [...answer.excludedUrns],
      excludedTrustUids: [...answer.excludedTrustUids],
      conflictUrns: [...answer.conflictUrns],
    };
  }

  @Put()
  @Audits('survey-answer.give', 'survey-answer.change')
  @ApiEndpoint({
    summary: 'Give or change an answer; the day budget follows in the same step',
    description:
      'A cut below what is promised is refused with `days-below-reserved` and the matches that hold the days (`facts.heldBy`).',
    allow: ['leader', 'coordinator', 'admin'],
    answers: ChangedAnswerResource,
    problems: [400, 404, 409, 412, 422],
  })
  async change(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('leaderRef') leaderRef: string,
    @Body() body: AnswerBody,
  ): Promise<ChangedAnswerResource> {
    const { version, ...answer } = body;
    return valueOf(
      await this.changeAnswer.execute(actor, {
        ...{ offer: knownOffer(offer), leaderRef, version },
        cells: {
          phases: answer.phases.join(SEPARATOR),
          expertise: answer.expertise.join(SEPARATOR),
          days_offered: String(answer.daysOffered),
          max_engagements: numberCell(answer.maxEngagements),
          travel_miles: numberCell(answer.travelMiles),
          support_levels: answer.supportLevels.join(SEPARATOR),
          available_from: answer.availableFrom ?? '',
          available_to: answer.availableTo ?? '',
          excluded_urns: (answer.excludedUrns ?? []).join(SEPARATOR),
          excluded_trust_uids: (answer.excludedTrustUids ?? []).join(SEPARATOR),
        },
      }),
    );
  }

  @Post('withdraw')
  @Audits('survey-answer.withdraw')
  @ApiEndpoint({
    summary: 'Withdraw an answer: no further match, and days that are not promised go out of the budget',
    allow: ['leader', 'coordinator', 'admin'],
    answers: WithdrawnAnswerResource,
    problems: [400, 404, 409, 422],
  })
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('leaderRef') leaderRef: string,
    @Body() body: WithdrawAnswerBody,
  ): Promise<WithdrawnAnswerResource> {
    const { version, reason } = body;
    const input = { offer: knownOffer(offer), leaderRef, version, reason };
    return valueOf(await this.withdrawAnswer.execute(actor, input));
  }
}

function numberCell(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
