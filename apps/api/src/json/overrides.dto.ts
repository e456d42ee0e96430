import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  OVERRIDE_REASON_CODES,
  PAIR_REFUSAL_CODES,
  type PairRefusalCode,
} from '../../../../libs/domain/candidates/index.js';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import { DECISION_STATES, type DecisionState } from '../../../../libs/domain/lifecycle/index.js';
import { MOST_CHANGES, type OverrideKind } from '../../../../libs/features/overrides/index.js';

const KINDS: readonly OverrideKind[] = ['reassign', 'unassign', 'place', 'pin', 'forbid', 'lift'];
const ENDS_A_MATCH: readonly OverrideKind[] = ['reassign', 'unassign'];
const NAMES_A_CASE: readonly OverrideKind[] = ['place', 'pin', 'forbid'];
const NAMES_A_LEADER: readonly OverrideKind[] = ['reassign', ...NAMES_A_CASE];

export class OverrideChangeBody {
  /** reassign, unassign: an open match; place: a case without a leader; pin, forbid, lift: rulings for runs to come. */
  @IsIn(KINDS)
  kind!: OverrideKind;

  /** For reassign and unassign. */
  @ValidateIf(({ kind }: OverrideChangeBody) => ENDS_A_MATCH.includes(kind))
  @IsUUID()
  matchId?: string;

  /** For place, pin and forbid. */
  @ValidateIf(({ kind }: OverrideChangeBody) => NAMES_A_CASE.includes(kind))
  @IsString()
  @MaxLength(200)
  caseId?: string;

  /** For reassign, place, pin and forbid. */
  @ValidateIf(({ kind }: OverrideChangeBody) => NAMES_A_LEADER.includes(kind))
  @IsString()
  @MaxLength(200)
  leaderRef?: string;

  /** For lift. */
  @ValidateIf(({ kind }: OverrideChangeBody) => kind === 'lift')
  @IsUUID()
  rulingId?: string;

  /** Codes of the rules that are set aside for this pair: those that the effect lists under `toOverrule`. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(PAIR_REFUSAL_CODES, { each: true })
  overrule?: PairRefusalCode[];

  /** For place: at once, or as a proposal; absent: at once in a published run. */
  @IsOptional()
  @IsBoolean()
  publish?: boolean;
}

export class OverrideChangesBody {
  /** All of them together are one decision. Left out where `effectId` says what is to be done. */
  @ValidateIf(({ effectId }: OverrideChangesBody) => effectId === undefined)
  @IsArray()
  @ArrayMaxSize(MOST_CHANGES)
  @ValidateNested({ each: true })
  @Type(() => OverrideChangeBody)
  changes?: OverrideChangeBody[];

  /** A known effect of the run (see POST effect): the planner's answer is taken as it stands. */
  @IsOptional()
  @IsUUID()
  effectId?: string;

  /** Rules that are set aside for the pairs which the question about the effect named. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(PAIR_REFUSAL_CODES, { each: true })
  overrule?: PairRefusalCode[];
}

export class DecisionReasonBody {
  /** local-knowledge, school-asked, leader-asked, relationship, travel, capacity, mistake or other. */
  @IsIn(OVERRIDE_REASON_CODES)
  reasonCode!: string;

  @IsString()
  @MaxLength(1000)
  reason!: string;
}

export class MakeOverrideBody extends OverrideChangesBody {
  /** local-knowledge, school-asked, leader-asked, relationship, travel, capacity, mistake or other. */
  @IsIn(OVERRIDE_REASON_CODES)
  reasonCode!: string;

  @IsString()
  @MaxLength(1000)
  reason!: string;
}

export class RejectOverrideBody {
  @IsString()
  @MaxLength(1000)
  reason!: string;
}

export class OverridesQuery {
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;

  @IsOptional()
  @IsUUID()
  runId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  caseId?: string;

  @IsOptional()
  @IsIn(DECISION_STATES)
  state?: DecisionState;

  /** 1 to 200; 50 where it is left out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class RulingsQuery {
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  caseId?: string;
}
