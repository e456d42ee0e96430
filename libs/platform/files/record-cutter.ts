import { type CsvError, Parser } from 'csv-parse';
import type { CsvRecord } from './csv-record.js';
import type { CsvStop } from './csv-stop.js';
import type { TableLimits } from './table-limits.js';

const LINE_FEED = 0x0a;
/** How often text may be cut anew after an unclosed quotation mark: more is no accident but an attack. */
const MAX_RECUT_BYTES = 100_000_000;
const RECUT_SLICE_BYTES = 4_096;

/**
 * csv-parse, handing over each record at once with the line and byte where it ends. Its own `on_record` and `info`
 * options would copy an object of twelve facts for each record, which takes longer than the parsing.
 */
class RecordParser extends Parser {
  constructor(
    maxRecordCharacters: number,
    private readonly keep: (cells: string[], endLine: number, endByte: number) => void,
  ) {
    super({
      bom: false,
      record_delimiter: '\n',
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: maxRecordCharacters,
    });
    // The callbacks of write and end carry the same error; unheard, the event would end the process.
    this.on('error', () => undefined);
  }

  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    this.keep(record, this.info.lines, this.info.bytes);
    return true;
  }
}

/**
 * Cuts text (LF line breaks, UTF-8) into records with csv-parse, and recovers where csv-parse cannot: a row whose
 * quotation mark is never closed swallows what follows it, to the next mark or to the end of the file. Then that
 * one row is reported as broken and the text after its line is cut anew.
 *
 * Marks that merely stand in the wrong place (`6" pipe`) stay as they are, and the record says so.
 */
export class RecordCutter {
  private parser: RecordParser;
  private batch: CsvRecord[] = [];
  /** Bytes since the last complete record, and where they begin in the current parser's input. */
  private pending: Buffer = Buffer.alloc(0);
  private pendingStart = 0;
  private recordEnd = 0;
  /** Lines before the current parser's input; lines of the last complete record's end within it. */
  private linesBefore = 0;
  private lastLine = 0;
  /** A record has taken in the rows after it: what the parser says until it is replaced does not count. */
  private hasSwallowed = false;
  private brokenRows = 0;
  private recutBytes = 0;

  constructor(private readonly limits: TableLimits) {
    this.parser = this.newParser();
  }

  async push(text: string): Promise<CsvStop | null> {
    const bytes = Buffer.from(text, 'utf8');
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    return (await this.write(bytes)) ? null : this.recut();
  }

  async finish(): Promise<CsvStop | null> {
    while (!(await this.end())) {
      const stop = await this.recut();
      if (stop !== null) return stop;
    }
    return null;
  }

  takeBatch(): readonly CsvRecord[] {
    const batch = this.batch;
    this.batch = [];
    return batch;
  }

  close(): void {
    this.parser.destroy();
  }

  /** Leaves out the line where the trouble begins and starts again after it, as often as needed. */
  private async recut(): Promise<CsvStop | null> {
    do {
      const row = this.linesBefore + this.lastLine + 1;
      const lineEnd = this.pending.indexOf(LINE_FEED);
      this.batch.push({ row, cells: [], quotes: 'not-closed' });
      this.brokenRows += 1;
      this.pending = lineEnd < 0 ? Buffer.alloc(0) : this.pending.subarray(lineEnd + 1);
      this.recutBytes += this.pending.length;
      if (this.brokenRows > this.limits.maxBrokenRows || this.recutBytes > MAX_RECUT_BYTES) {
        return { code: 'too-many-broken-rows', row, facts: { limit: this.limits.maxBrokenRows } };
      }
      this.linesBefore = row;
      this.lastLine = 0;
      this.pendingStart = 0;
      this.recordEnd = 0;
      this.hasSwallowed = false;
      this.parser.destroy();
      this.parser = this.newParser();
    } while (!(await this.writeSlices(this.pending)));
    return null;
  }

  /** In small pieces: after one unclosed mark another may be near, and what follows it is parsed in vain. */
  private async writeSlices(bytes: Buffer): Promise<boolean> {
    for (let at = 0; at < bytes.length; at += RECUT_SLICE_BYTES) {
      if (!(await this.write(bytes.subarray(at, at + RECUT_SLICE_BYTES)))) return false;
    }
    return true;
  }

  private write(bytes: Buffer): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.parser.write(bytes, (error) => {
        this.pending = this.pending.subarray(this.recordEnd - this.pendingStart);
        this.pendingStart = this.recordEnd;
        this.settle(error, resolve, reject);
      });
    });
  }

  private end(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.parser.end((error?: Error | null) => {
        this.settle(error, resolve, reject);
      });
    });
  }

  private newParser(): RecordParser {
    return new RecordParser(this.limits.maxRecordCharacters, (cells, endLine, endByte) => {
      this.keep(cells, endLine, endByte);
    });
  }

  private keep(cells: string[], endLine: number, endByte: number): void {
    if (this.hasSwallowed) return;
    let quotes: CsvRecord['quotes'] = 'proper';
    if (cells.some((cell) => cell.includes('"'))) {
      const raw = this.pending.subarray(this.recordEnd - this.pendingStart, endByte - this.pendingStart);
      quotes = hasProperQuotes(raw.toString('utf8')) ? 'proper' : 'misplaced';
      if (quotes === 'misplaced' && endLine > this.lastLine + 1) {
        this.hasSwallowed = true;
        return;
      }
    }
    this.batch.push({ row: this.linesBefore + this.lastLine + 1, cells, quotes });
    this.lastLine = endLine;
    this.recordEnd = endByte;
  }

  /** False: something that cutting anew heals. Any other error is a bug. */
  private settle(
    error: Error | null | undefined,
    resolve: (isClean: boolean) => void,
    reject: (error: Error) => void,
  ): void {
    const code = (error as Partial<CsvError> | null | undefined)?.code;
    const isCurable = code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE';
    if (this.hasSwallowed || isCurable) resolve(false);
    else if (error === null || error === undefined) resolve(true);
    else reject(error);
  }
}

/** RFC 4180: a cell is quoted as a whole, with inner marks doubled, or holds no mark at all. */
export function hasProperQuotes(record: string): boolean {
  const quoted = /"(?:[^"]|"")*"(?=[,\n]|$)/y;
  const plain = /[^",\n]*(?=[,\n]|$)/y;
  const text = record.endsWith('\n') ? record.slice(0, -1) : record;
  for (let at = 0; at <= text.length; at += 1) {
    const cell = text[at] === '"' ? quoted : plain;
    cell.lastIndex = at;
    if (!cell.test(text)) return false;
    at = cell.lastIndex;
  }
  return true;
}
