import { IsUUID } from 'class-validator';
import { IntersectionType } from '@nestjs/swagger';
import { ExportQuery } from './exports.dto.js';

export class CompareQuery {
  /** Id of the first run. */
  @IsUUID()
  a!: string;

  /** Id of the second run. */
  @IsUUID()
  b!: string;
}

export class ComparisonFileQuery extends IntersectionType(CompareQuery, ExportQuery) {}

export class ComparedCoverageResource {
  priority!: number;
  cases!: number;
  covered!: number;
}

export class PlanMetricsResource {
  cases!: number;
  covered!: number;
  coverage!: ComparedCoverageResource[];
  score!: number;
  /** Miles; null: not known. */
  meanMiles!: number | null;
  medianMiles!: number | null;
  longestMiles!: number | null;
  needsMissed!: number | null;
  daysUsed!: number;
  leadersUsed!: number;
  /** 0 to 1. */
  largestShare!: number | null;
}

export class ComparedRunResource {
  runId!: string;
  label!: string;
  metrics!: PlanMetricsResource;
}

export class ComparedCaseResource {
  caseId!: string;
  name!: string;
  /** moved, newly-covered, newly-uncovered, or gone: no case of the second run, which says nothing about it. */
  kind!: string;
  priority!: number;
  leaderBefore!: string | null;
  leaderAfter!: string | null;
  scoreBefore!: number | null;
  scoreAfter!: number | null;
  /** Code of the reason. */
  reason!: string;
  /** Rules that refuse the pair. */
  rules!: string[];
  because!: string[];
  why!: string;
}

export class RunComparisonResource {
  a!: ComparedRunResource;
  b!: ComparedRunResource;
  /** Whether both were made with the same limits, weights and priorities. */
  sameParameters!: boolean;
  cases!: ComparedCaseResource[];
}
