import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import { RecordExport } from '../../../../libs/platform/audit/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { valueOf } from '../web/answer.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { ExportBody, NotedExportResource } from './exports.dto.js';

@ApiTags('exports')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(private readonly recordExport: RecordExport) {}

  @Post()
  @Audits('table.export')
  @ApiEndpoint({
    summary: 'Note that rows read from the API are kept as a file',
    description:
      'The command line does so before it writes matches or uncovered cases into a file. What the service itself gives as a file it notes itself.',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    status: 201,
    answers: NotedExportResource,
    problems: [400, 422],
  })
  async note(
    @ActorOf() actor: Actor,
    @Body() { purposeText = '', ...body }: ExportBody,
  ): Promise<NotedExportResource> {
    return valueOf(await this.recordExport.execute(actor, { ...body, purposeText }));
  }
}
