import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

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

export class BudgetPageResource {
  items!: BudgetResource[];
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
