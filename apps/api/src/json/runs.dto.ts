import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import { ListQuery } from './paging.dto.js';

export class CreateRunBody {
  /** @example '2024-25' */
  @IsIn(OFFER_YEARS)
  offer!: string;

  /** What people call the run; "Run N" of its offer where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  label?: string;

  /** Settings of the run, as in params.json; defaults apply to what is left out. */
  @IsOptional()
  @IsObject()
  params?: Record<string, unknown>;
}

export class PublishRunBody {
  /** Only these matches; absent: every proposal of the run. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @IsUUID(undefined, { each: true })
  matchIds?: string[];
}

export class ReasonBody {
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

export class RunsQuery extends ListQuery {
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;
}

export class CreatedRunResource {
  runId!: string;
  /** SHA-256 of the frozen input, lower-case hex. */
  snapshotSha256!: string;
  cases!: number;
  leaders!: number;
}

export class CoverageResource {
  /** 1 is served first. */
  priority!: number;
  cases!: number;
  covered!: number;
  /** Proven upper bound given the coverage of each better priority. */
  bound!: number;
}

export class RunSummaryResource {
  /** optimal, feasible or infeasible. */
  status!: string;
  cases!: number;
  /** Pairs of a leader and a case that break no hard rule. */
  candidates!: number;
  covered!: number;
  uncovered!: number;
  coverage!: CoverageResource[];
  leaders!: number;
  leadersUsed!: number;
  daysUsed!: number;
  score!: number;
  scoreBound!: number;
  gap!: number;
  engine!: string;
  seconds!: number;
  seed!: number;
}

export class RunResource {
  id!: string;
  offer!: string;
  label!: string;
  /** queued, preparing, solving, checking, solved, failed, cancelled, published or discarded. */
  state!: string;
  params!: Record<string, unknown>;
  snapshotSha256!: string;
  summary!: RunSummaryResource | null;
  failureCode!: string | null;
  failureFacts!: Record<string, unknown> | null;
  createdBy!: string;
  /** ISO 8601, UTC. */
  createdAt!: string;
  startedAt!: string | null;
  finishedAt!: string | null;
}

export class RunPageResource {
  items!: RunResource[];
  nextCursor!: string | null;
}

export class RunProgressResource {
  id!: string;
  state!: string;
  phase!: string | null;
  /** 0 to 1. */
  fraction!: number;
  /** Relative gap of the best plan so far; null while unknown. */
  gap!: number | null;
  cancelRequested!: boolean;
  failureCode!: string | null;
}

export class UncoveredResource {
  caseId!: string;
  name!: string;
  days!: number;
  priority!: number;
  /** Code of the reason. */
  reason!: string;
  facts!: Record<string, unknown>;
  /** The smallest single change that would cover it; null: none found. */
  nearestRemedy!: string | null;
  why!: string;
}

export class LeaderUseResource {
  leaderRef!: string;
  daysOffered!: number;
  daysUsed!: number;
  daysLeft!: number;
  engagements!: number;
}

export class RunResultResource {
  runId!: string;
  summary!: RunSummaryResource | null;
  /** The plan in the planner's own language, version 1. */
  plan!: Record<string, unknown>;
  uncovered!: UncoveredResource[];
  leaders!: LeaderUseResource[];
}

export class CancelResource {
  /** cancelled, or cancel-requested: the worker stops within two seconds. */
  answer!: string;
}

export class PublishedRunResource {
  runId!: string;
  matches!: number;
}

export class RunStateResource {
  state!: string;
}

export class PairQuery {
  @IsString()
  @MaxLength(200)
  leaderRef!: string;

  @IsString()
  @MaxLength(200)
  caseId!: string;
}

export class PairRefusalResource {
  /** Code of the rule. */
  code!: string;
  facts!: Record<string, unknown>;
}

export class PairResource {
  leaderRef!: string;
  caseId!: string;
  /** Whether no hard rule refuses the pair. */
  possible!: boolean;
  /** Null: one of them has no known place. */
  distanceMiles!: number | null;
  refusals!: PairRefusalResource[];
  why!: string[];
}
