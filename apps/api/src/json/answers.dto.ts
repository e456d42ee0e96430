import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Max,
  Min,
} from 'class-validator';
import { INTEGER_MAX } from './integer-max.js';

const NO_SEPARATOR = /^[^;]{1,60}$/;

/** An answer to the capacity survey, in the codes of the survey file. */
export class AnswerBody {
  /** As you saw the answer; 0: there was none. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(0)
  version!: number;

  @IsArray()
  @ArrayMaxSize(50)
  @Matches(NO_SEPARATOR, { each: true })
  phases!: string[];

  @IsArray()
  @ArrayMaxSize(50)
  @Matches(NO_SEPARATOR, { each: true })
  expertise!: string[];

  /** In steps of 0.5. */
  @IsNumber()
  @Max(INTEGER_MAX)
  daysOffered!: number;

  /** Absent: no limit. */
  @IsOptional()
  @IsNumber()
  @Max(INTEGER_MAX)
  maxEngagements?: number;

  /** Absent: no limit. */
  @IsOptional()
  @IsNumber()
  @Max(INTEGER_MAX)
  travelMiles?: number;

  /** school, trust; empty: both. */
  @IsArray()
  @ArrayMaxSize(2)
  @Matches(NO_SEPARATOR, { each: true })
  supportLevels!: string[];

  /** ISO date; absent: from the start. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  availableFrom?: string;

  @IsOptional()
  @IsString()
  @MaxLength(10)
  availableTo?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @Matches(NO_SEPARATOR, { each: true })
  excludedUrns?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @Matches(NO_SEPARATOR, { each: true })
  excludedTrustUids?: string[];
}

export class WithdrawAnswerBody {
  /** As you saw the answer. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version!: number;

  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class AnswerResource {
  offer!: string;
  leaderRef!: string;
  /** submitted or withdrawn. */
  state!: string;
  version!: number;
  role!: string;
  phases!: string[];
  expertise!: string[];
  daysOffered!: number;
  maxEngagements!: number | null;
  travelMiles!: number | null;
  supportLevels!: string[];
  availableFrom!: string | null;
  availableTo!: string | null;
  excludedUrns!: string[];
  excludedTrustUids!: string[];
  /** Schools with a conflict of interest, as the survey file named them. */
  conflictUrns!: string[];
  /** The file that it came from; null: given or changed online. */
  importId!: string | null;
}

export class ChangedAnswerResource {
  leaderRef!: string;
  version!: number;
}

export class WithdrawnAnswerResource {
  leaderRef!: string;
}
