import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CONFLICT_SIDES, CONFLICT_SUBJECTS } from '../../../../libs/features/matches/index.js';

const REASON_LENGTH = 1000;

export class ConflictsQuery {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  leaderRef?: string;
}

export class DeclareConflictBody {
  @IsString()
  @MaxLength(200)
  leaderRef!: string;

  /** What the tie is with: one case, a school wherever it is supported, or every case of a trust. */
  @IsIn(CONFLICT_SUBJECTS)
  subjectKind!: string;

  /** A case id, URN or UID. */
  @IsString()
  @MaxLength(60)
  subjectId!: string;

  /** A leader may declare as leader only. */
  @IsIn(CONFLICT_SIDES)
  declaredBy!: string;

  @IsString()
  @MaxLength(REASON_LENGTH)
  reason!: string;
}

export class WithdrawConflictBody {
  @IsString()
  @MaxLength(REASON_LENGTH)
  reason!: string;
}

export class DeclaredConflictResource {
  conflictId!: string;
  /** Ids of matches that it stopped. */
  stopped!: string[];
  /** Ids of matches whose delivery has begun: to be ended early by hand. */
  underWay!: string[];
}

export class WithdrawnConflictResource {
  conflictId!: string;
}

export class ConflictResource {
  id!: string;
  leaderRef!: string;
  leaderName!: string;
  /** case, school or trust. */
  subjectKind!: string;
  subjectId!: string;
  subjectName!: string | null;
  /** leader, school or responsible-body. */
  declaredBy!: string;
  reason!: string;
  recordedAt!: string;
  /** Null: it stands. */
  withdrawnAt!: string | null;
}

export class ConflictListResource {
  items!: ConflictResource[];
}
