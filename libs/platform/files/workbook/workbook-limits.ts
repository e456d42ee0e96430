/**
 * What one workbook may ask of us (docs/files.md). A workbook is a ZIP archive: a small one can unpack to anything,
 * so what comes out is counted while it comes out, in a process of its own.
 */
export interface WorkbookLimits {
  /** Bytes of the file as it is stored. */
  readonly maxPackedBytes: number;
  /** Files inside the archive. */
  readonly maxParts: number;
  /** Bytes of one file inside the archive, unpacked. */
  readonly maxPartBytes: number;
  /** Bytes of all files inside the archive, unpacked. */
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes for each packed byte of one file, once it has unpacked to `ratioFromBytes`. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
  /** Characters of all shared texts together. */
  readonly maxSharedCharacters: number;
  readonly maxSharedTexts: number;
  readonly maxSheets: number;
  /** What the format itself allows. */
  readonly maxSheetRows: number;
  readonly maxSheetColumns: number;
  /** Heap of the reading process. */
  readonly readerMegabytes: number;
  /** Seconds that we wait for the reading process, all in all. */
  readonly readerSeconds: number;
}

export const DEFAULT_WORKBOOK_LIMITS: WorkbookLimits = {
  maxPackedBytes: 50_000_000,
  maxParts: 2_000,
  maxPartBytes: 400_000_000,
  maxUnpackedBytes: 500_000_000,
  maxRatio: 100,
  ratioFromBytes: 10_000_000,
  maxSharedCharacters: 50_000_000,
  maxSharedTexts: 2_000_000,
  maxSheets: 255,
  maxSheetRows: 1_048_576,
  maxSheetColumns: 16_384,
  readerMegabytes: 384,
  readerSeconds: 120,
};

/** All limits of one reading: those of the table come along because rows are cut short where they are read. */
export interface SheetLimits extends WorkbookLimits {
  /** Cells of one row beyond this are counted, not read. */
  readonly maxColumns: number;
  readonly maxRecordCharacters: number;
}
