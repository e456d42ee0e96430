import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsObject, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';

export const RUN_STATES = [
  'queued',
  'preparing',
  'solving',
  'checking',
  'solved',
  'failed',
  'cancelled',
  'published',
  'discarded',
] as const;

export class CreateRunBody {
  @ApiProperty({ enum: OFFER_YEARS, example: '2024-25' })
  @IsIn(OFFER_YEARS)
  offer!: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'What people call the run; default "Run N" of its offer' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  label?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Settings of the run, as in params.json; every default applies where one is left out',
    example: { maxMiles: 50, weights: { distanceMile: 1, missedNeed: 15, change: 10 }, timeLimitSeconds: 60, seed: 1 },
  })
  @IsOptional()
  @IsObject()
  params?: Record<string, unknown>;
}

export class ReasonBody {
  @ApiPropertyOptional({ maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

export class ListQuery {
  @ApiPropertyOptional({ description: 'From the `nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class RunsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: OFFER_YEARS })
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;
}
