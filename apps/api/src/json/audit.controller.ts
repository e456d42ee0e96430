import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditQueries } from '../../../../libs/platform/audit/index.js';
import { ConcernsEveryOffer } from '../access/every-offer.decorator.js';
import { AuditPageResource, AuditQuery } from './audit.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditQueries) {}

  @Get()
  @ConcernsEveryOffer()
  @ApiEndpoint({
    summary: 'The audit trail, newest first: who did what to which thing, and why',
    allow: ['reviewer', 'admin', 'auditor'],
    answers: AuditPageResource,
    problems: [400],
  })
  async search(@Query() query: AuditQuery): Promise<AuditPageResource> {
    const { actorId, before, limit, ...filter } = query;
    const page = await this.audit.search(
      { ...filter, ...(actorId === undefined ? {} : { actorIds: [actorId] }) },
      { ...(before === undefined ? {} : { before }), ...(limit === undefined ? {} : { limit }) },
    );
    return {
      items: page.items.map((entry) => ({
        ...entry,
        at: entry.at.toISOString(),
        actorRoles: [...entry.actorRoles],
        before: objectOrNull(entry.before),
        after: objectOrNull(entry.after),
      })),
      nextCursor: page.nextCursor,
    };
  }
}

function objectOrNull(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}
