import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { damaged, WorkbookRefused } from './workbook-refused.js';
import type { WorkbookLimits } from './workbook-limits.js';

const DEFLATED = 8;
const STORED = 0;
const SYMBOLIC_LINK = 0xa000;

/**
 * The files inside a workbook, none of them unpacked before it is asked for. Only the archive's directory says what
 * there is; every size in it is a claim that is checked while the part comes out.
 */
export class ZipParts {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly limits: WorkbookLimits,
  ) {}

  /** Refuses what no spreadsheet program writes, before anything is unpacked. */
  static async open(bytes: Buffer, limits: WorkbookLimits): Promise<ZipParts> {
    const zip = await openZip(bytes);
    if (zip.entryCount > limits.maxParts) {
      throw new WorkbookRefused('workbook-too-many-parts', { parts: zip.entryCount, limit: limits.maxParts });
    }
    const entries = new Map<string, Entry>();
    let claimed = 0;
    for await (const entry of entriesOf(zip)) {
      const name = entry.fileName.toLowerCase();
      if (entries.has(name)) throw new WorkbookRefused('workbook-part-twice', { part: entry.fileName });
      refuseOddities(entry);
      claimed += entry.uncompressedSize;
      entries.set(name, entry);
    }
    if (claimed > limits.maxUnpackedBytes) throw tooLarge(limits.maxUnpackedBytes);
    return new ZipParts(zip, entries, limits);
  }

  /** Names in lower case: part names are compared without regard to case. */
  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** The text of a part, piece by piece. UTF-8, or UTF-16 with its byte-order mark. */
  async *text(name: string): AsyncGenerator<string> {
    let decoder: TextDecoder | undefined;
    for await (const chunk of this.bytes(name)) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      yield decodedPiece(decoder, name, chunk);
    }
    if (decoder !== undefined) yield decodedPiece(decoder, name);
  }

  private async *bytes(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw damaged(name);
    let bytes = 0;
    let checksum = 0;
    try {
      const stream = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        this.count(entry, bytes, chunk.length);
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof WorkbookRefused ? error : damaged(entry.fileName);
    }
    if (bytes !== entry.uncompressedSize) throw lyingSize(entry);
    if (checksum !== entry.crc32) throw damaged(entry.fileName);
  }

  private count(entry: Entry, bytes: number, more: number): void {
    this.unpacked += more;
    const { maxPartBytes, maxUnpackedBytes, maxRatio, ratioFromBytes } = this.limits;
    if (bytes > entry.uncompressedSize) throw lyingSize(entry);
    if (bytes > maxPartBytes) throw tooLarge(maxPartBytes);
    if (this.unpacked > maxUnpackedBytes) throw tooLarge(maxUnpackedBytes);
    if (bytes > ratioFromBytes && bytes > entry.compressedSize * maxRatio) {
      throw new WorkbookRefused('workbook-inflates', { part: entry.fileName, limit: maxRatio });
    }
  }
}

async function openZip(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: false });
  } catch {
    throw new WorkbookRefused('workbook-truncated');
  }
}

/** The library refuses names that would leave a folder (`../x`, `/x`, `C:x`), and directories it cannot follow. */
async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    for await (const entry of zip.eachEntry()) yield entry;
  } catch (error) {
    if (error instanceof WorkbookRefused) throw error;
    const said = error instanceof Error ? error.message : '';
    if (/^(?:absolute path|invalid relative path|invalid characters in fileName)/.test(said)) {
      throw new WorkbookRefused('workbook-unsafe-name', { part: said.slice(said.indexOf(': ') + 2) });
    }
    if (said.startsWith('strong encryption')) throw new WorkbookRefused('workbook-encrypted');
    throw damaged('directory');
  }
}

function refuseOddities(entry: Entry): void {
  if (entry.isEncrypted()) throw new WorkbookRefused('workbook-encrypted');
  if (((entry.externalFileAttributes >>> 16) & 0xf000) === SYMBOLIC_LINK) {
    throw new WorkbookRefused('workbook-link', { part: entry.fileName });
  }
  const method = entry.compressionMethod;
  if (method !== STORED && method !== DEFLATED) throw damaged(entry.fileName);
  if (method === STORED && entry.compressedSize !== entry.uncompressedSize) throw lyingSize(entry);
}

function lyingSize(entry: Entry): WorkbookRefused {
  return new WorkbookRefused('workbook-size-untrue', {
    part: entry.fileName,
    claimed: entry.uncompressedSize,
  });
}

function tooLarge(limit: number): WorkbookRefused {
  return new WorkbookRefused('workbook-too-large', { limit });
}

function decodedPiece(decoder: TextDecoder, name: string, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw damaged(name);
  }
}

function encodingOf(start: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}
