import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Max, Min } from 'class-validator';
import { EXPERTISE_CODES } from '../../../../libs/domain/kernel/index.js';
import { CONTACT_MEANS, CONTACT_PARTIES, CONTACT_RESULTS } from '../../../../libs/domain/offers/index.js';
import { CONTACT_EVENTS } from '../../../../libs/features/offers/index.js';
import { INTEGER_MAX } from './integer-max.js';

const NOTE_LENGTH = 2000;

export class RecordContactBody {
  @IsIn(CONTACT_PARTIES)
  party!: string;

  /** ISO date. */
  @IsString()
  @MaxLength(10)
  contactedOn!: string;

  @IsIn(CONTACT_MEANS)
  means!: string;

  @IsIn(CONTACT_RESULTS)
  result!: string;

  /** ISO date; exactly where the result is `responded`. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  respondedOn?: string;

  @IsOptional()
  @IsString()
  @MaxLength(NOTE_LENGTH)
  note?: string;

  /** The id of the contact that this one corrects. */
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  replaces?: string;
}

export class WithdrawContactBody {
  @IsOptional()
  @IsString()
  @MaxLength(NOTE_LENGTH)
  note?: string;
}

export class MoveCaseBody {
  @IsIn(CONTACT_EVENTS)
  event!: string;

  /** As you saw the case. */
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version!: number;

  /** The day on which it happened, ISO; today where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  on?: string;

  @IsOptional()
  @IsString()
  @MaxLength(NOTE_LENGTH)
  reason?: string;
}

export class EditNeedBody {
  @IsIn(EXPERTISE_CODES)
  need!: string;

  @IsIn(['add', 'remove'])
  edit!: string;

  @IsString()
  @MaxLength(NOTE_LENGTH)
  reason!: string;
}

export class ConflictCheckBody {
  @IsString()
  @MaxLength(200)
  leaderRef!: string;

  @IsIn(['clear', 'conflict'])
  result!: string;

  /** ISO date; today where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  checkedOn?: string;

  @IsOptional()
  @IsString()
  @MaxLength(NOTE_LENGTH)
  note?: string;
}

export class ContactResource {
  id!: string;
  party!: string;
  contactedOn!: string;
  /** phone, email, letter, meeting or other. */
  means!: string;
  /** reached, no-answer or responded. */
  result!: string;
  respondedOn!: string | null;
  note!: string | null;
  /** The contact that it corrects. */
  replaces!: string | null;
  /** It says that the corrected contact never happened. */
  void!: boolean;
  /** Nothing has taken its place, and it happened. */
  inForce!: boolean;
  recordedBy!: string;
  recordedAt!: string;
}

export class ContactProblemResource {
  /** Code of the rule. */
  code!: string;
  facts!: Record<string, unknown>;
  why!: string;
}

export class ContactsResource {
  /** Whom to contact, in order. */
  steps!: string[];
  contactBy!: string | null;
  /** The first day on which it could be known that the case is eligible. */
  knownOn!: string | null;
  /** overdue, due or done. */
  status!: string;
  /** Every contact as recorded, corrected ones too. */
  contacts!: ContactResource[];
  problems!: ContactProblemResource[];
}

export class RecordedContactResource {
  contactId!: string;
  problems!: ContactProblemResource[];
}

export class MovedCaseResource {
  state!: string;
  version!: number;
}

export class EditedNeedsResource {
  /** The needs that count now. */
  needs!: string[];
}

export class ConflictCheckResource {
  checkedOn!: string;
  /** Matches of the pair that were stopped by it: their days are free again. */
  stopped!: string[];
  /** Matches of the pair whose delivery has begun: end them by hand. */
  underWay!: string[];
}
