import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, MaxLength, Max, Min } from 'class-validator';
import { OFFER_YEARS, type OfferYear } from '../../../../libs/domain/kernel/index.js';
import { INTEGER_MAX } from './integer-max.js';

export class ClaimsQuery {
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: OfferYear;
}

export class ClaimBody {
  @IsIn(OFFER_YEARS)
  offer!: OfferYear;

  /** Absent: every leader. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  leaderRef?: string;

  /** Days of the visits, YYYY-MM-DD, both included. */
  @IsString()
  @MaxLength(10)
  from!: string;

  @IsString()
  @MaxLength(10)
  to!: string;
}

export class WithdrawClaimBody {
  /** The version that was shown. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version!: number;

  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class MadeClaimResource {
  claimId!: string;
  visits!: number;
  days!: number;
  amountPence!: number;
}

export class ClaimResource {
  id!: string;
  offer!: string;
  /** Null: every leader. */
  leaderRef!: string | null;
  from!: string;
  to!: string;
  dayRatePence!: number;
  days!: number;
  visits!: number;
  amountPence!: number;
  /** made or withdrawn. */
  state!: string;
  version!: number;
  withdrawnReason!: string | null;
  madeAt!: string;
}

export class ClaimListResource {
  items!: ClaimResource[];
}

export class ClaimLineResource {
  visitId!: string;
  leaderRef!: string;
  leaderName!: string;
  caseId!: string;
  caseName!: string;
  date!: string;
  signedOn!: string;
  days!: number;
  amountPence!: number;
}

export class ClaimWithLinesResource extends ClaimResource {
  lines!: ClaimLineResource[];
}

export class WithdrawnClaimResource {
  claimId!: string;
  state!: string;
  version!: number;
}
