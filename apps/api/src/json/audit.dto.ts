import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

export class AuditQuery {
  /** The id of an actor, or `system`. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  actorId?: string;

  /** The whole action, or its noun: `match` finds `match.publish`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  action?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  subjectKind?: string;

  /** Part of the id of the subject. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  subject?: string;

  /** ISO date, included. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  from?: string;

  /** ISO date, included. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  to?: string;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  before?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

export class AuditEventResource {
  id!: string;
  at!: string;
  actorId!: string;
  actorRoles!: string[];
  action!: string;
  subjectKind!: string;
  subjectId!: string;
  before!: Record<string, unknown> | null;
  after!: Record<string, unknown> | null;
  reason!: string | null;
}

export class AuditPageResource {
  items!: AuditEventResource[];
  nextCursor!: string | null;
}
