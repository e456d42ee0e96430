import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { CONTACT_STATUSES } from '../../../../libs/domain/offers/index.js';
import { CASE_STATES } from '../../../../libs/domain/lifecycle/index.js';
import { IntersectionType } from '@nestjs/swagger';
import { ExportQuery } from './exports.dto.js';

/** Query texts are never turned to booleans by their truth: "false" means false. */
export const asBoolean = ({ obj, key }: { obj: Record<string, unknown>; key: string }): unknown => {
  const text = obj[key];
  return text === 'true' ? true : text === 'false' ? false : text;
};

export class OfferPageQuery {
  /** Part of the name, or an id. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  text?: string;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

export class CasesQuery extends OfferPageQuery {
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: string;

  /** False: cases that the latest assessment no longer finds eligible. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  eligible?: boolean;

  @IsOptional()
  @IsIn(['school', 'trust'])
  unit?: string;

  /** Cases whose first contact is overdue, due or done, or not needed: nobody was contacted, and the case is over or no longer eligible. */
  @IsOptional()
  @IsIn(CONTACT_STATUSES)
  contact?: string;
}

export class DecisionsQuery extends OfferPageQuery {
  @IsOptional()
  @IsIn(['yes', 'no', 'undetermined'])
  eligible?: string;

  @IsOptional()
  @IsIn(['school', 'trust'])
  subjectKind?: string;
}

export class DecisionsFileQuery extends IntersectionType(DecisionsQuery, ExportQuery) {}

export class AssessmentBody {
  /** ISO date; what was published by then is known. The last day of the offer's window where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  asOf?: string;
}

export class PeriodResource {
  from!: string;
  to!: string;
}

export class OfferResource {
  /** @example '2024-25' */
  offer!: string;
  /** As its guidance calls itself. */
  title!: string;
  /** How sure its rules are: published (its own guidance), republished (copies of it) or reported (by others). */
  certainty!: string;
  /** Days of a case that supports a school. */
  days!: number;
  /** Days of a case that supports a trust, where the offer knows such. */
  trustDays!: number;
  /** at-most or on-average. */
  daysAre!: string;
  eligibilityWindow!: PeriodResource;
  supportWindow!: PeriodResource;
  cases!: number;
  /** The as-of date of the decisions in force; null: never assessed. */
  assessedAsOf!: string | null;
}

export class OfferListResource {
  items!: OfferResource[];
}

export class RequestedAssessmentResource {
  assessmentId!: string;
  asOf!: string;
}

export class AssessmentSourceResource {
  importId!: string;
  kind!: string;
  fileName!: string;
  /** SHA-256 of the file, lower-case hex. */
  sha256!: string;
}

export class UnknownSubjectResource {
  /** below-floor, applications, referrals or 2ri-plus. */
  list!: string;
  /** school or trust. */
  subjectKind!: string;
  subjectId!: string;
  /** no-record, not-open or no-academy-trust. */
  reason!: string;
  /** Schools that follow a school which is not open. */
  successors!: string[];
  file!: string;
  row!: number;
  message!: string;
}

export class UnreadRowsResource {
  /** schools, inspections, groups, group-links, school-links, below-floor, applications, referrals or 2ri-plus. */
  kind!: string;
  file!: string;
  count!: number;
  /** The first 20 of them. */
  rows!: number[];
  message!: string;
}

export class AssessmentResource {
  id!: string;
  offer!: string;
  asOf!: string;
  /** queued, done or failed. */
  state!: string;
  failureCode!: string | null;
  counts!: Record<string, unknown> | null;
  /** What decided; null until it is done. */
  ruleSet!: string | null;
  /** The settings that it ran with. */
  options!: Record<string, unknown> | null;
  /** The files that it read. */
  sources!: AssessmentSourceResource[];
  /** Named on the offer's lists and passed over, because no file holds them or not as open. */
  unknownSubjects!: UnknownSubjectResource[];
  /** Rows that could not be read, about nobody of whom something was decided: a "no" may be wrong for them. */
  unreadRows!: UnreadRowsResource[];
  /** The newest day of the inspection files, where it lay months before the as-of date: a "no" may be wrong. */
  inspectionsEnd!: string | null;
  /** The assessment that its changes are against; null: there was none before. */
  previousId!: string | null;
  createdAt!: string;
  finishedAt!: string | null;
}

export class NeedEditResource {
  /** add or remove. */
  edit!: string;
  reason!: string;
  by!: string;
  at!: string;
}

export class CaseNeedResource {
  need!: string;
  counts!: boolean;
  fromJudgement!: boolean;
  /** The latest edit about it. */
  edit!: NeedEditResource | null;
}

export class CaseResource {
  offer!: string;
  caseId!: string;
  /** school or trust. */
  unit!: string;
  supportedId!: string;
  name!: string;
  state!: string;
  version!: number;
  eligible!: boolean;
  days!: number;
  tier!: number | null;
  /** 1 is served first. */
  priority!: number;
  criterion!: string;
  phases!: string[];
  /** The needs that count: the judged ones with the coordinators' edits. */
  needs!: string[];
  /** Every need and where it comes from, those that an edit took away too. */
  needSources!: CaseNeedResource[];
  /** The first contact: overdue, due, done or not-needed. */
  contactStatus!: string;
  /** `no-longer-eligible`: somebody had taken the case further before it lost its eligibility. */
  flags!: string[];
  urns!: string[];
  trustUid!: string | null;
  region!: string | null;
  contactBy!: string | null;
}

export class CasePageResource {
  items!: CaseResource[];
  nextCursor!: string | null;
}

export class SourceRowResource {
  file!: string;
  row!: number;
}

export class DecisionResource {
  offer!: string;
  asOf!: string;
  subjectKind!: string;
  subjectId!: string;
  name!: string;
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
  evidence!: SourceRowResource[];
  why!: string;
}

export class DecisionPageResource {
  items!: DecisionResource[];
  nextCursor!: string | null;
}
