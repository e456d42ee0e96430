import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { EXPORT_PURPOSES, type ExportPurpose } from '../../../../libs/domain/kernel/index.js';
import { EXPORT_PURPOSE_CHARACTERS } from '../../../../libs/platform/audit/index.js';
import { INTEGER_MAX } from './integer-max.js';

/** What everybody says who takes a file. */
export class ExportQuery {
  /** What the file is needed for; kept in the audit trail. */
  @IsIn(EXPORT_PURPOSES)
  purpose!: ExportPurpose;

  /** What for, in a few words without names; needed with the purpose `other`. */
  @IsOptional()
  @IsString()
  @MaxLength(EXPORT_PURPOSE_CHARACTERS)
  purposeText?: string;
}

/** What is kept as a file by whoever reads it row by row. */
export class ExportBody extends ExportQuery {
  @IsIn(['run-matches', 'run-uncovered'])
  table!: 'run-matches' | 'run-uncovered';

  /** Id of the run. */
  @IsUUID()
  subjectId!: string;

  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';

  /** Without the header. */
  @IsInt()
  @Min(0)
  @Max(INTEGER_MAX)
  rows!: number;
}

export class NotedExportResource {
  @ApiProperty({ enum: EXPORT_PURPOSES })
  purpose!: ExportPurpose;
}
