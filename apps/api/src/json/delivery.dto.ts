import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, MaxLength, Max, Min } from 'class-validator';
import { COMPLETION_OUTCOMES } from '../../../../libs/domain/delivery/index.js';
import { INTEGER_MAX } from './integer-max.js';

const VISIT_DAYS = [0.5, 1] as const;

export class VisitBody {
  /** YYYY-MM-DD. */
  @IsString()
  @MaxLength(10)
  date!: string;

  @ApiProperty({ enum: VISIT_DAYS })
  @Type(() => Number)
  @IsIn(VISIT_DAYS)
  days!: number;

  @IsString()
  @MaxLength(2000)
  done!: string;

  /** The leader, or who of the leader's team. */
  @IsString()
  @MaxLength(100)
  doneBy!: string;
}

export class VisitVersionBody {
  /** The version of the visit that was shown. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version!: number;
}

export class EditVisitBody extends VisitBody {
  /** The version of the visit that was shown. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version!: number;
}

export class CompleteBody {
  /** The version of the match that was shown; refused when it has changed since. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version?: number;

  @IsIn(COMPLETION_OUTCOMES)
  outcome!: string;

  @IsString()
  @MaxLength(4000)
  report!: string;
}

export class EndEarlyBody extends CompleteBody {
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class VisitResource {
  id!: string;
  date!: string;
  days!: number;
  done!: string;
  doneBy!: string;
  /** draft, signed or withdrawn. */
  state!: string;
  version!: number;
  /** What the school says is wrong with it. */
  schoolComment!: string | null;
  signedAt!: string | null;
  /** Name and role as given. */
  signedBy!: string | null;
}

export class CompletionResource {
  outcome!: string;
  report!: string;
  endedEarlyReason!: string | null;
  daysDelivered!: number;
  daysReleased!: number;
  recordedAt!: string;
}

export class OpenLinkResource {
  id!: string;
  expiresAt!: string;
}

export class EngagementResource {
  matchId!: string;
  offer!: string;
  caseId!: string;
  caseName!: string;
  leaderRef!: string;
  leaderName!: string;
  state!: string;
  version!: number;
  days!: number;
  /** Signed by the school. */
  daysDelivered!: number;
  /** Logged and not signed yet. */
  daysUnsigned!: number;
  /** Not logged yet. */
  daysLeft!: number;
  visits!: VisitResource[];
  /** The link that the school can use now, without its token. */
  link!: OpenLinkResource | null;
  completion!: CompletionResource | null;
}

export class LoggedVisitResource {
  visitId!: string;
  version!: number;
}

export class ChangedVisitResource extends LoggedVisitResource {
  state!: string;
}

export class SignOffLinkResource {
  linkId!: string;
  /** Shown this once; null: it was sent to the contact of the school or trust, and to nobody else. */
  token!: string | null;
  /** The school's page at this service; null: it was sent. */
  path!: string | null;
  expiresAt!: string;
}

export class RevokedLinkResource {
  linkId!: string;
}

export class EndedDeliveryResource {
  matchId!: string;
  state!: string;
  version!: number;
  daysDelivered!: number;
  daysReleased!: number;
}
