import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Max,
  Min,
} from 'class-validator';
import { INTEGER_MAX } from './integer-max.js';

const REASON_LENGTH = 2000;

export class OfferSettingsBody {
  /** As you saw the settings; 0: nothing was set. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(0)
  version!: number;

  /** Criterion, or `tier-N`, to priority from 1 to 9; what it does not name keeps the offer's. */
  @IsOptional()
  @IsObject()
  priorities?: Record<string, unknown>;

  /** Replaces the offer's order of contacts: local-authority, diocese, trust, school. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  contactOrder?: string[];

  /** The day up to which the inspection files are complete, ISO. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  inspectionsReach?: string;

  /** What has to be done before a leader is allocated: contact, conflict-check. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  beforeAllocation?: string[];

  /** Working days that a leader has to answer, after the day of publishing: 1 to 40, default 5. */
  @IsOptional()
  @IsInt()
  @Max(INTEGER_MAX)
  answerWorkingDays?: number;
  /** Overrides wait for a second person's approval. */
  @IsOptional()
  @IsBoolean()
  secondApproval?: boolean;

  /** What a day of support is claimed at, in pence, even; default 60000. */
  @IsOptional()
  @IsInt()
  @Max(INTEGER_MAX)
  dayRatePence?: number;
}

export class OfferSettingsResource {
  version!: number;
  priorities!: Record<string, number>;
  /** Null: the offer's own. */
  contactOrder!: string[] | null;
  inspectionsReach!: string | null;
  beforeAllocation!: string[];
  /** Working days that a leader has to answer. */
  answerWorkingDays!: number;
  secondApproval!: boolean;
  dayRatePence!: number;
}

export class TermDatesBody {
  /** As you saw them; 0: there were none. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(0)
  version!: number;

  /** Last days of terms, ISO, in order; none: the national ones, or the defaults, apply. */
  @IsArray()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  @ArrayMaxSize(100)
  ends!: string[];
}

export class TermDatesResource {
  /** Three-digit code of a local authority, or national. */
  authority!: string;
  ends!: string[];
  version!: number;
}

export class TermDatesListResource {
  items!: TermDatesResource[];
  /** Month and day on which terms end where nothing is set. */
  defaults!: string[];
}

export class DirectSupportBody {
  @IsString()
  @MaxLength(20)
  urn!: string;

  /** False: the agreement is taken back. */
  @IsBoolean()
  agreed!: boolean;

  /** Who agreed with the trust. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  leaderRef?: string;

  /** ISO date; today where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  on?: string;

  @IsString()
  @MaxLength(REASON_LENGTH)
  reason!: string;
}

export class DirectSupportAnswerResource {
  urn!: string;
  agreed!: boolean;
}

export class DirectSupportResource {
  urn!: string;
  name!: string | null;
  agreed!: boolean;
  trustUid!: string | null;
  leaderRef!: string | null;
  decidedOn!: string;
  reason!: string;
  recordedBy!: string;
}

export class DirectSupportListResource {
  items!: DirectSupportResource[];
}
