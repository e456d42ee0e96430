import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsString,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const KINDS = ['pin', 'forbid', 'unassign'] as const;

export class PlanChangeBody {
  /** pin: the case goes to this leader; forbid: this leader does not take it; unassign: nobody does for now. */
  @IsIn(KINDS)
  kind!: (typeof KINDS)[number];

  @IsString()
  @MaxLength(200)
  caseId!: string;

  /** Not for unassign. */
  @ValidateIf(({ kind }: PlanChangeBody) => kind !== 'unassign')
  @IsString()
  @MaxLength(200)
  leaderRef?: string;
}

export class AskEffectBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PlanChangeBody)
  changes!: PlanChangeBody[];
}

export class AskedEffectResource {
  effectId!: string;
}

export class ChangedMatchResource {
  caseId!: string;
  priority!: number;
  /** Null: uncovered. */
  leaderBefore!: string | null;
  leaderAfter!: string | null;
  scoreBefore!: number | null;
  scoreAfter!: number | null;
  /** Code: asked, lost-its-place, made-room, took-freed-place or brought-in. */
  reason!: string;
  because!: string[];
  why!: string;
}

export class CoverageEffectResource {
  priority!: number;
  cases!: number;
  before!: number;
  after!: number;
}

export class LeaderEffectResource {
  leaderRef!: string;
  daysLeftBefore!: number;
  daysLeftAfter!: number;
  engagementsBefore!: number;
  engagementsAfter!: number;
}

export class EffectResource {
  effectId!: string;
  runId!: string;
  /** queued, known, refused or failed. */
  state!: string;
  changes!: Record<string, unknown>[];
  /** What follows is null until the effect is known. */
  changed!: ChangedMatchResource[] | null;
  scoreBefore!: number | null;
  scoreAfter!: number | null;
  coverage!: CoverageEffectResource[] | null;
  leaders!: LeaderEffectResource[] | null;
  /** Rules that the pins would overrule. */
  overruled!: string[] | null;
  /** Nothing better was possible. */
  isBest!: boolean | null;
  failureCode!: string | null;
  /** Why it is not possible, in plain words; null where it is. */
  why!: string | null;
}
