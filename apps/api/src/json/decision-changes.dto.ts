import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { DECISION_CHANGES } from '../../../../libs/domain/offers/index.js';
import { asBoolean, AssessmentSourceResource, DecisionResource } from './offers.dto.js';
import { ListQuery } from './paging.dto.js';
import { IntersectionType } from '@nestjs/swagger';
import { ExportQuery } from './exports.dto.js';

export class ChangesFilterQuery {
  @IsOptional()
  @IsIn(DECISION_CHANGES)
  change?: string;

  /** True: only those that took eligibility from a case that somebody had already taken further. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  underway?: boolean;

  @IsOptional()
  @IsIn(['school', 'trust'])
  subjectKind?: string;
}

export class ChangesFileQuery extends IntersectionType(ChangesFilterQuery, ExportQuery) {}

export class ChangesQuery extends ListQuery {
  @IsOptional()
  @IsIn(DECISION_CHANGES)
  change?: string;

  /** True: only those that took eligibility from a case that somebody had already taken further. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  underway?: boolean;

  @IsOptional()
  @IsIn(['school', 'trust'])
  subjectKind?: string;
}

export class DecisionTermsResource {
  /** yes, no or undetermined. */
  eligible!: string;
  criterion!: string | null;
  tier!: number | null;
  priority!: number | null;
  unit!: string | null;
  supportedId!: string | null;
  caseId!: string | null;
  days!: number | null;
  contacts!: string[];
  contactBy!: string | null;
  extras!: string[];
  missing!: string[];
}

export class ChangeReasonResource {
  /** Stable, in kebab-case. */
  code!: string;
  facts!: Record<string, unknown>;
  why!: string;
}

export class DecisionChangeResource {
  subjectKind!: string;
  subjectId!: string;
  name!: string;
  /** added, removed or changed. */
  change!: string;
  /** The case that it is about: the one that lost its eligibility, else the one that the subject has now. */
  caseId!: string | null;
  /** Where that case stood. */
  caseState!: string | null;
  /** No longer eligible although somebody had already taken its case further: look at it. */
  underway!: boolean;
  before!: DecisionTermsResource | null;
  after!: DecisionTermsResource | null;
  reasons!: ChangeReasonResource[];
  why!: string;
}

export class DecisionChangePageResource {
  items!: DecisionChangeResource[];
  nextCursor!: string | null;
}

export class DecisionOfAssessmentResource {
  assessmentId!: string;
  finishedAt!: string | null;
  asOf!: string;
  ruleSet!: string | null;
  /** The files that the assessment read. */
  sources!: AssessmentSourceResource[];
  /** Null: nothing is decided about it any more. */
  decision!: DecisionResource | null;
}

export class DecisionHistoryResource {
  items!: DecisionOfAssessmentResource[];
}
