import { createHash, type Hash } from 'node:crypto';
import type { CsvRecord, SheetEnd } from './csv-record.js';
import type { CsvStop } from './csv-stop.js';
import { nextSlice, slices } from './file-slices.js';
import type { FileSource } from './file-source.js';
import { RecordCutter } from './record-cutter.js';
import type { TableLimits } from './table-limits.js';
import { HEAD_BYTES, inspectHead, LineBreaks, TextDecoding, type TextEncoding } from './text-decoding.js';

/** How reading ended. `sha256` is null when not every byte was seen. */
export interface CsvEnd {
  readonly stop: CsvStop | null;
  readonly sha256: string | null;
  readonly bytes: number;
  readonly encoding: TextEncoding;
  /** Set when the file is a workbook. */
  readonly sheet?: SheetEnd;
}

/**
 * The records of a CSV file in batches of what one 64 kB slice held, so that memory does not grow with the file.
 * Refusals come as the return value; exceptions are bugs.
 */
export async function* csvRecords(
  source: FileSource,
  limits: TableLimits,
): AsyncGenerator<readonly CsvRecord[], CsvEnd> {
  const reading = new CsvReading(limits);
  const bytes = slices(source);
  try {
    for (;;) {
      const step = await nextSlice(bytes);
      if ('code' in step) return reading.end(step, false);
      const stop = step.done === true ? await reading.finish() : await reading.push(step.value);
      const batch = reading.takeBatch();
      if (batch.length > 0) yield batch;
      if (stop !== null || step.done === true) return reading.end(stop, step.done === true);
    }
  } finally {
    reading.close();
    await bytes.return(undefined);
  }
}

/** The state of one reading: bytes -> text -> lines of bearable length -> records. */
class CsvReading {
  private readonly hash: Hash = createHash('sha256');
  private readonly lines = new LineBreaks();
  private readonly cutter: RecordCutter;
  private decoding: TextDecoding | null = null;
  private head: Uint8Array = new Uint8Array(0);
  private bytes = 0;
  private lineNumber = 1;
  private lineCharacters = 0;
  /** The last line as far as it has come. */
  private heldLine = '';

  constructor(private readonly limits: TableLimits) {
    this.cutter = new RecordCutter(limits);
  }

  async push(chunk: Uint8Array): Promise<CsvStop | null> {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    if (this.bytes > this.limits.maxBytes) {
      return { code: 'file-too-large', row: null, facts: { limitBytes: this.limits.maxBytes } };
    }
    if (this.decoding !== null) return this.cut(this.lines.push(this.decoding.push(chunk)));
    this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
    return this.head.length < HEAD_BYTES ? null : this.begin();
  }

  async finish(): Promise<CsvStop | null> {
    const early = this.decoding === null ? await this.begin() : null;
    if (early !== null) return early;
    const rest = this.lines.push(this.decoding?.finish() ?? '') + this.lines.finish();
    const stop = (await this.cut(rest)) ?? (await this.cutter.push(this.heldLine));
    return stop ?? this.cutter.finish();
  }

  takeBatch(): readonly CsvRecord[] {
    return this.cutter.takeBatch();
  }

  end(stop: CsvStop | null, sawAll: boolean): CsvEnd {
    return {
      stop,
      sha256: sawAll ? this.hash.digest('hex') : null,
      bytes: this.bytes,
      encoding: this.decoding?.encoding ?? 'utf-8',
    };
  }

  close(): void {
    this.cutter.close();
  }

  private async begin(): Promise<CsvStop | null> {
    const finding = inspectHead(this.head);
    if (finding.kind === 'refused') {
      return { code: finding.code, row: null, facts: { looksLike: finding.looksLike } };
    }
    this.decoding = new TextDecoding(finding.encoding);
    return this.cut(this.lines.push(this.decoding.push(this.head.subarray(finding.skipBytes))));
  }

  /**
   * Hands whole lines on. Those before one that cannot be read are still cut to their end, so that what is kept
   * never depends on how the bytes came in pieces.
   */
  private async cut(text: string): Promise<CsvStop | null> {
    const trouble = this.troubleIn(text);
    const sound = trouble === null ? text : text.slice(0, trouble.lineStart);
    const end = sound.lastIndexOf('\n') + 1;
    const lines = end === 0 ? '' : this.heldLine + sound.slice(0, end);
    this.heldLine = end === 0 ? this.heldLine + sound : sound.slice(end);
    const stop = lines === '' ? null : await this.cutter.push(lines);
    if (stop !== null || trouble === null) return stop;
    return (await this.cutter.finish()) ?? trouble.stop;
  }

  /**
   * The first line that holds NUL bytes or is too long. csv-parse counts a row's characters but not its commas, so
   * endless lines are caught before it sees them.
   */
  private troubleIn(text: string): { readonly lineStart: number; readonly stop: CsvStop } | null {
    const nul = text.indexOf('\0');
    const limit = this.limits.maxRecordCharacters;
    for (let lineStart = 0; ;) {
      const feed = text.indexOf('\n', lineStart);
      const lineEnd = feed < 0 ? text.length : feed;
      const row = this.lineNumber;
      if (nul >= lineStart && nul < lineEnd)
        return { lineStart, stop: { code: 'nul-bytes', row, facts: {} } };
      this.lineCharacters += lineEnd - lineStart;
      if (this.lineCharacters > limit) {
        return { lineStart, stop: { code: 'record-too-long', row, facts: { limit } } };
      }
      if (feed < 0) return null;
      this.lineNumber += 1;
      this.lineCharacters = 0;
      lineStart = feed + 1;
    }
  }
}
