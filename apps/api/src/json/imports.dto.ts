import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { OFFER_YEARS } from '../../../../libs/domain/kernel/index.js';
import { CHANGES, IMPORT_KINDS, IMPORT_STATES } from '../../../../libs/features/imports/index.js';
import { INTEGER_MAX } from './integer-max.js';
import { asBoolean } from './offers.dto.js';

/** As a query gives the kind: `auto` (or nothing) lets the service recognise it. */
export const KIND_CHOICES = [...IMPORT_KINDS, 'auto'] as const;

export class ReceiveImportQuery {
  /** What the file holds; `auto` or absent: recognised by its header. */
  @IsOptional()
  @IsIn(KIND_CHOICES)
  kind?: string;

  /** Needed by, and only for, survey, 2ri-plus, referrals, below-floor and applications; counts for those too when the kind is recognised. */
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

  /** Stop before anything is stored, and show what would change. Default: store what is readable. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  review?: boolean;

  /** It is meant that most of what is stored goes: without it such a file stops as if it were to be reviewed. */
  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean()
  acceptRemoval?: boolean;

  /** JSON object: their column name to ours. */
  @IsOptional()
  @IsString()
  @MaxLength(8_000)
  map?: string;
}

export class PreviewQuery {
  /** Only changes of this sort. */
  @IsOptional()
  @IsIn(CHANGES)
  change?: string;

  /** The `nextN` of the page before. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(INTEGER_MAX)
  @Min(0)
  afterN?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class ImportsQuery {
  @IsOptional()
  @IsIn(IMPORT_KINDS)
  kind?: string;

  @IsOptional()
  @IsIn(OFFER_YEARS)
  offer?: string;

  @IsOptional()
  @IsIn(IMPORT_STATES)
  state?: string;

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
  /** True: the same bytes were received before for the same use; nothing new is read or stored. */
  recognised!: boolean;
  /** Where that import stands. Of a recognised one that is `ready`: nothing is stored before it is confirmed. */
  state!: string;
  /** Lower-case hex. */
  sha256!: string;
  byteSize!: number;
}

export class RemovesMostResource {
  removed!: number;
  /** What is stored before this file. */
  stored!: number;
  detail!: string;
}

export class AnotherYearResource {
  /** With file, columns, rows, the dates found and what is expected. */
  detail!: string;
}

export class ImportFailureResource {
  code!: string;
  facts!: Record<string, unknown>;
  /** In plain words. */
  detail!: string;
}

export class KindCandidateResource {
  kind!: string;
  /** 0 to 1: how well the header fits. */
  score!: number;
  /** Columns of the kind that the header has. */
  matched!: number;
  /** Required columns that it lacks. */
  missing!: string[];
}

export class RecognitionResource {
  /** no-clear-kind, looks-like-another or offer-needed. */
  why!: string | null;
  looksLike!: string | null;
  candidates!: KindCandidateResource[];
}

export class FileSampleResource {
  /** In the order of the names. */
  cells!: string[];
}

export class FileHeaderResource {
  /** Line of the header in the file. */
  row!: number;
  names!: string[];
  /** The first rows below it. */
  samples!: FileSampleResource[];
  /** Our required columns that the file lacks. */
  missing!: string[];
  /** Our column to the file's column that probably means it. */
  guesses!: Record<string, unknown>;
}

export class ChangeCountsResource {
  added!: number;
  changed!: number;
  removed!: number;
  same!: number;
}

export class ImportResource {
  id!: string;
  /** Null: not recognised yet. */
  kind!: string | null;
  offer!: string | null;
  fileName!: string;
  sha256!: string;
  byteSize!: number;
  /**
   * received, reading, needs-kind, needs-columns, ready, confirmed, imported, undoing, failed, discarded or undone.
   */
  state!: string;
  /** Raised by every change of state. */
  version!: number;
  /** 0 to 1. */
  fraction!: number;
  /** Whether it stops at `ready` to be confirmed: as wished, or because it would remove most of what is stored. */
  review!: boolean;
  rowCount!: number;
  /** While `ready`: how many rows will be stored. */
  storedCount!: number;
  /** All faults found; the first 10,000 are kept. */
  faultCount!: number;
  failure!: ImportFailureResource | null;
  /** While the kind is asked for. */
  recognition!: RecognitionResource | null;
  header!: FileHeaderResource | null;
  /** Their column name to ours. */
  columnMap!: Record<string, unknown>;
  /** Of the preview: how many subjects the file adds, changes, removes and leaves as they are. Null where none was made. */
  changeCounts!: ChangeCountsResource | null;
  /** A warning of the preview: more than half of what is stored would go. To confirm it, send `acceptRemoval`. */
  removesMost!: RemovesMostResource | null;
  /** A warning: nearly all dates of a survey lie outside its offer, so it may be another year's. */
  anotherYear!: AnotherYearResource | null;
  /** It is stored, and nothing newer of its kind (and offer) is. */
  canUndo!: boolean;
  undoRefusal!: ImportFailureResource | null;
  createdBy!: string;
  createdAt!: string;
  finishedAt!: string | null;
}

export class DecidedImportResource {
  importId!: string;
  /** Where it stands now; poll the import for what follows. */
  state!: string;
  version!: number;
}

export class FieldChangeResource {
  field!: string;
  before!: string | null;
  after!: string | null;
}

export class PreviewedChangeResource {
  n!: number;
  /** added, changed or removed. */
  change!: string;
  /** What the facts are about: a URN, a reference. */
  subject!: string;
  label!: string | null;
  /** Row of the file. */
  row!: number | null;
  fields!: FieldChangeResource[];
}

export class ImportPreviewResource {
  counts!: ChangeCountsResource | null;
  items!: PreviewedChangeResource[];
  nextN!: number | null;
}

export class ColumnMapResource {
  id!: string;
  kind!: string;
  /** Their column name to ours. */
  map!: Record<string, unknown>;
  header!: string[];
  fileName!: string;
  createdBy!: string;
  createdAt!: string;
  usedAt!: string;
  uses!: number;
}

export class ColumnMapListResource {
  items!: ColumnMapResource[];
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
