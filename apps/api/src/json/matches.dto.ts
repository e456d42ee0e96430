import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Max, Min } from 'class-validator';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import { MATCH_STATES } from '../../../../libs/domain/lifecycle/index.js';
import { INTEGER_MAX } from './integer-max.js';
import { ListQuery } from './paging.dto.js';

export class MatchesQuery extends ListQuery {
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;

  @IsOptional()
  @IsUUID()
  runId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  leaderRef?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  caseId?: string;

  @IsOptional()
  @IsIn(MATCH_STATES)
  state?: string;
}

export class AnswerMatchBody {
  /** The version that was shown; refused when the match has changed since. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version?: number;
}

export class DeclineMatchBody extends AnswerMatchBody {
  @IsString()
  @MaxLength(1000)
  reason!: string;

  /** Whether the leader could do it at another time; absent: not said. */
  @IsOptional()
  @IsBoolean()
  otherDates?: boolean;

  /** Which other dates. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  otherDatesNote?: string;
}

export class EndWaitingBody extends AnswerMatchBody {
  /** Why it is not waited for any longer; kept with the match, where the leader can read it. */
  @IsString()
  @MaxLength(1000)
  reason!: string;
}

export class UnpublishMatchBody extends AnswerMatchBody {
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

export class ScorePartsResource {
  distance!: number;
  missedNeeds!: number;
  change!: number;
  total!: number;
}

export class MatchResource {
  id!: string;
  offer!: string;
  runId!: string;
  caseId!: string;
  caseName!: string;
  /** The case's: 1 is served first. */
  priority!: number;
  leaderRef!: string;
  leaderName!: string;
  days!: number;
  /** run or reviewer. */
  origin!: string;
  state!: string;
  version!: number;
  distanceMiles!: number;
  needsMet!: string[];
  needsMissed!: string[];
  score!: ScorePartsResource;
  why!: string;
  stateReason!: string | null;
  /** Null: it is a proposal. */
  publishedAt!: string | null;
  /** The last day on which the leader may answer, ISO; null: it is a proposal. */
  answerBy!: string | null;
  /** Of a declined match: whether other dates would work; null: not said. */
  otherDates!: boolean | null;
  otherDatesNote!: string | null;
  createdAt!: string;
  changedAt!: string;
}

export class MatchPageResource {
  items!: MatchResource[];
  nextCursor!: string | null;
}

export class AnsweredMatchResource {
  matchId!: string;
  state!: string;
  version!: number;
}
