import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, MaxLength, Max, Min } from 'class-validator';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import { IMPORT_KINDS } from '../../../../libs/features/imports/index.js';
import { INTEGER_MAX } from './integer-max.js';

export class ImportVersionBody {
  /** The `version` of the import that you saw; a newer one refuses. The header If-Match says the same. */
  @IsOptional()
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(1)
  version?: number;
}

export class ConfirmImportBody extends ImportVersionBody {
  /** It is meant that most of what is stored goes: without it such a file is refused with `removes-most`. */
  @IsOptional()
  @IsBoolean()
  acceptRemoval?: boolean;
}

export class UndoImportBody extends ImportVersionBody {
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  reason?: string;
}

export class SetImportKindBody extends ImportVersionBody {
  @IsIn(IMPORT_KINDS)
  kind!: string;

  /** Needed by, and only for, survey, 2ri-plus, referrals, below-floor and applications. */
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;
}

export class MapImportColumnsBody extends ImportVersionBody {
  /** Their column name to ours; takes the place of the map that the import has. */
  @IsObject()
  map!: Record<string, unknown>;
}
