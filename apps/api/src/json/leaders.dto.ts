import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { asBoolean } from './offers.dto.js';

export class LeadersQuery {
  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  /** False: only leaders whose place is not known; true: only the others. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  placed?: boolean;
}

/** One leader's days in one offer. */
export class BudgetResource {
  offer!: string;
  leaderRef!: string;
  leaderName!: string;
  daysGranted!: number;
  daysReserved!: number;
  daysDelivered!: number;
  daysAvailable!: number;
}

export class LeaderResource extends BudgetResource {
  /** exact, approximate (the centre of a postcode district) or none: then no distance is known and nothing matched. */
  placed!: string;
  /** What to do about the place; null where it is exact. */
  message!: string | null;
}

export class BudgetPageResource {
  items!: LeaderResource[];
  nextCursor!: string | null;
}

export class StatementRowResource {
  /** 1 for the first row; without gaps. */
  n!: number;
  at!: string;
  /** grant, adjust, reserve, release or deliver. */
  kind!: string;
  days!: number;
  daysAvailable!: number;
  reason!: string;
  matchId!: string | null;
  runId!: string | null;
}

export class StatementResource {
  budget!: BudgetResource;
  rows!: StatementRowResource[];
}
