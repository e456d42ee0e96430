import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ApiEndpoint } from '../json/endpoint.decorator.js';
import { HealthResource } from './health.dto.js';
import { Readiness } from './readiness.js';
import { problemOf, ProblemException } from '../web/problem.js';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @ApiEndpoint({ summary: 'The process answers', allow: 'anyone', answers: HealthResource })
  live(): HealthResource {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiEndpoint({
    summary: 'The database answers and its schema is the one this version knows',
    allow: 'anyone',
    answers: HealthResource,
    problems: [503],
  })
  async ready(): Promise<HealthResource> {
    const fault = await this.readiness.fault();
    if (fault !== null) throw new ProblemException(problemOf(503, fault, 'The service is not ready.'));
    return { status: 'ok' };
  }
}
