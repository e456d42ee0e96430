import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { daysFromHalfDays } from '../../../../libs/domain/kernel/index.js';
import { EngagementsQueries, SignOffVisits } from '../../../../libs/features/delivery/index.js';
import { Limited } from '../access/limited.decorator.js';
import { valueOf } from '../web/answer.js';
import { Audits } from '../access/audits.decorator.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { SignedOffResource, SignOffBody, ToSignResource } from './sign-off.dto.js';

/** Without a sign-in: the token is the right. */
@ApiTags('delivery')
@Controller('api/v1/sign-off/:token')
export class SignOffController {
  constructor(
    private readonly engagements: EngagementsQueries,
    private readonly signOff: SignOffVisits,
  ) {}

  @Get()
  @Limited('link')
  @ApiEndpoint({
    summary: 'What a school is asked to confirm',
    allow: 'anyone',
    answers: ToSignResource,
    problems: [404, 410, 429],
  })
  async show(@Param('token') token: string): Promise<ToSignResource> {
    const { expiresAt, signBy: _signBy, visits, ...view } = valueOf(await this.engagements.forSignOff(token));
    return {
      ...view,
      expiresAt: expiresAt.toISOString(),
      visits: visits.map(({ id, visitedOn, halfDays, done, doneBy, version, schoolComment }) => ({
        ...{ id, date: visitedOn, days: daysFromHalfDays(halfDays), done, doneBy, version, schoolComment },
      })),
    };
  }

  @Post()
  @Audits('visit.sign-off')
  @Limited('link')
  @ApiEndpoint({
    summary: 'Confirm visits, or say what is wrong with them; the link is used up by it',
    allow: 'anyone',
    answers: SignedOffResource,
    problems: [400, 404, 409, 410, 412, 422, 429],
  })
  async sign(@Param('token') token: string, @Body() body: SignOffBody): Promise<SignedOffResource> {
    const { name, role, comment = '', answers } = body;
    const { signedHalfDays, ...signed } = valueOf(
      await this.signOff.execute({ token, signedBy: name, role, comment, answers }),
    );
    return { ...signed, signedDays: daysFromHalfDays(signedHalfDays) };
  }
}
