import { Controller, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import { ImportOutlineUseCase } from '../../../../libs/features/reports/index.js';
import { BOUNDARY_LIMITS } from '../../../../libs/platform/geography/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../access/every-offer.decorator.js';
import { Limited } from '../access/limited.decorator.js';
import { valueOf } from '../web/answer.js';
import { API_LIMITS, type ApiLimits } from '../web/limits.js';
import { spooled } from '../web/spool.js';
import { BoundariesQuery, BoundariesResource } from './boundaries.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';

@ApiTags('reports')
@Controller('api/v1/boundaries')
export class BoundariesController {
  constructor(
    private readonly importOutline: ImportOutlineUseCase,
    @Inject(API_LIMITS) private readonly limits: ApiLimits,
  ) {}

  @Post()
  @ConcernsEveryOffer()
  @Audits('map-outline.import')
  @Limited('upload')
  @ApiConsumes('application/octet-stream', 'application/geo+json')
  @ApiBody({ description: 'GeoJSON or TopoJSON in degrees', schema: { type: 'string', format: 'binary' } })
  @ApiEndpoint({
    summary: 'Import the outline that maps are drawn over, in place of the one before',
    allow: ['coordinator', 'admin'],
    status: 200,
    answers: BoundariesResource,
    problems: [400, 413, 422],
  })
  async receive(
    @ActorOf() actor: Actor,
    @Query() { fileName }: BoundariesQuery,
    @Req() request: Request,
  ): Promise<BoundariesResource> {
    const most = Math.min(this.limits.uploadBytes, BOUNDARY_LIMITS.bytes);
    const text = await spooled(request, most, async (content) => {
      const parts: Uint8Array[] = [];
      for await (const part of content) parts.push(part);
      return Buffer.concat(parts).toString('utf8');
    });
    return valueOf(
      await this.importOutline.execute(actor, { fileName: fileName ?? 'boundaries.json', text }),
    );
  }
}
