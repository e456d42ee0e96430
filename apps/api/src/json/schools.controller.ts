import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SchoolPlacesQueries } from '../../../../libs/features/schools/index.js';
import { placeSentence } from '../../../../libs/wording/index.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { PlacedQuery, SchoolPageResource, SchoolsQuery, TrustPageResource } from './schools.dto.js';

const READERS = ['coordinator', 'reviewer', 'admin', 'auditor'] as const;

@ApiTags('schools')
@Controller('api/v1')
export class SchoolsController {
  constructor(private readonly places: SchoolPlacesQueries) {}

  @Get('schools')
  @ApiEndpoint({
    summary: 'Schools of the register, each with whether it can be placed and what to do where not',
    allow: READERS,
    answers: SchoolPageResource,
    problems: [400],
  })
  async schools(@Query() { region, la, ...query }: SchoolsQuery): Promise<SchoolPageResource> {
    const filter = {
      ...query,
      ...(region === undefined ? {} : { regionName: region }),
      ...(la === undefined ? {} : { laName: la }),
    };
    const [page, hasDistricts] = await Promise.all([this.places.schools(filter), this.places.hasDistricts()]);
    const items = page.items.map(({ laName, regionName, ...school }) => ({
      ...school,
      la: laName,
      region: regionName,
      message: placeSentence({ ...school, kind: 'school', hasDistricts }),
    }));
    return { items, nextCursor: page.nextCursor };
  }

  @Get('trusts')
  @ApiEndpoint({
    summary: 'Open academy trusts, each with whether it can be placed and what to do where not',
    allow: READERS,
    answers: TrustPageResource,
    problems: [400],
  })
  async trusts(@Query() query: PlacedQuery): Promise<TrustPageResource> {
    const [page, hasDistricts] = await Promise.all([this.places.trusts(query), this.places.hasDistricts()]);
    const items = page.items.map((trust) => ({
      ...trust,
      message: placeSentence({ ...trust, kind: 'trust', hasDistricts }),
    }));
    return { items, nextCursor: page.nextCursor };
  }
}
