import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import { IMPORT_KINDS } from '../../../../libs/features/imports/index.js';
import { asBoolean } from './offers.dto.js';

export class ReceiveImportQuery {
  /** What the file holds. */
  @IsIn(IMPORT_KINDS)
  kind!: string;

  /** Needed by, and only for, survey, 2ri-plus and referrals. */
  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;

  /** What the file is called; shown with every fault. */
  @IsString()
  @MaxLength(200)
  fileName!: string;

  /** Import again what was imported before. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  force?: boolean;
}

export class ImportsQuery {
  @IsOptional()
  @IsIn(IMPORT_KINDS)
  kind?: string;

  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;

  /** The `id` of the last import of the page before. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class ReceivedImportResource {
  /** The new import, or the earlier one of the same file. */
  importId!: string;
  /** True: the same bytes were received before for the same use; nothing was stored. */
  recognised!: boolean;
  /** Lower-case hex. */
  sha256!: string;
  byteSize!: number;
}

export class ImportFailureResource {
  code!: string;
  facts!: Record<string, unknown>;
}

export class ImportResource {
  id!: string;
  kind!: string;
  offer!: string | null;
  fileName!: string;
  sha256!: string;
  byteSize!: number;
  /** received, reading, imported or failed. */
  state!: string;
  /** 0 to 1. */
  fraction!: number;
  rowCount!: number;
  storedCount!: number;
  /** All faults found; the first 10,000 are kept. */
  faultCount!: number;
  failure!: ImportFailureResource | null;
  createdBy!: string;
  createdAt!: string;
  finishedAt!: string | null;
}

export class ImportListResource {
  items!: ImportResource[];
}

export class ImportFaultResource {
  file!: string;
  row!: number | null;
  column!: string | null;
  value!: string | null;
  code!: string;
  allowed!: string;
  message!: string;
}

export class ImportFaultsResource {
  items!: ImportFaultResource[];
}
