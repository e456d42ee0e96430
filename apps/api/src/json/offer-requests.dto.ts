import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

const REASON_LENGTH = 2000;

export class ReferralBody {
  @IsIn(['school', 'trust'])
  subjectKind!: string;

  @IsString()
  @MaxLength(20)
  subjectId!: string;

  @IsIn(['accepted', 'declined', 'pending'])
  decision!: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  decidedBy?: string;

  /** The day of the decision, of a pending one the day on which it was asked, ISO; today where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  on?: string;

  @IsString()
  @MaxLength(REASON_LENGTH)
  reason!: string;
}

export class RecordedReferralResource {
  referralId!: string;
}

export class ReferralWithdrawalBody {
  @IsString()
  @MaxLength(REASON_LENGTH)
  reason!: string;
}

export class ReferralWithdrawalResource {
  by!: string;
  reason!: string;
}

export class ReferralResource {
  /** Of a record, by which it is withdrawn. */
  referralId!: string | null;
  /** record: by hand; file: a row of the list of referrals, or of applications. */
  from!: string;
  subjectKind!: string;
  subjectId!: string;
  name!: string | null;
  decision!: string;
  decidedOn!: string | null;
  decidedBy!: string | null;
  reason!: string | null;
  recordedBy!: string | null;
  withdrawn!: ReferralWithdrawalResource | null;
}

export class ReferralListResource {
  items!: ReferralResource[];
}
