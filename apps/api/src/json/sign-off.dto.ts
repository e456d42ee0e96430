import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { INTEGER_MAX } from './integer-max.js';

const MOST_VISITS = 100;

export class SignOffAnswerBody {
  @IsUUID()
  visitId!: string;

  /** As the visit was shown. */
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version!: number;

  /** False: something is wrong; say what in `comment`. */
  @IsBoolean()
  confirmed!: boolean;
}

export class SignOffBody {
  /** Who answers for the school. */
  @IsString()
  @MaxLength(100)
  name!: string;

  @IsString()
  @MaxLength(100)
  role!: string;

  /** What is wrong; needed where a visit is not confirmed. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  comment?: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_VISITS)
  @ValidateNested({ each: true })
  @Type(() => SignOffAnswerBody)
  answers!: SignOffAnswerBody[];
}

export class VisitToSignResource {
  id!: string;
  date!: string;
  days!: number;
  done!: string;
  doneBy!: string;
  version!: number;
  /** What the school said was wrong with it before. */
  schoolComment!: string | null;
}

export class ToSignResource {
  offer!: string;
  caseName!: string;
  leaderName!: string;
  expiresAt!: string;
  visits!: VisitToSignResource[];
}

export class SignedOffResource {
  signedVisits!: number;
  signedDays!: number;
  disputedVisits!: number;
}
