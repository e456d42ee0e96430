import { TextDecoder } from 'node:util';
import type { FaultCode } from './row-fault.js';

export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** Bytes 0x80 to 0x9F of Windows-1252; the five that it leaves undefined read as U+FFFD. */
const C1 = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD' + '\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ';

/**
 * Windows-1252 by table. `new TextDecoder('windows-1252')` reads 0x80 to 0x9F as control characters on some
 * Node releases (20.20 among them), which turns every typographic apostrophe of a school's name into rubbish.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replace(/[\u0080-\u009f]/g, (character) => C1.charAt(character.charCodeAt(0) - 0x80));
}

/** What the first bytes say: an encoding that has a byte-order mark, or that this is no CSV at all. */
export type HeadFinding =
  | { readonly kind: 'text'; readonly encoding: TextEncoding | null; readonly skipBytes: number }
  | { readonly kind: 'refused'; readonly code: FaultCode; readonly looksLike: string };

/** How many bytes `inspectHead` wants to see (fewer only when the file is shorter). */
export const HEAD_BYTES = 512;

const MAGIC: readonly (readonly [readonly number[], FaultCode, string])[] = [
  [[0x1f, 0x8b], 'not-a-text-file', 'a GZIP archive'],
  [[0x25, 0x50, 0x44, 0x46], 'not-a-text-file', 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'not-a-text-file', 'a picture'],
  [[0xff, 0xd8, 0xff], 'not-a-text-file', 'a picture'],
  [[0x47, 0x49, 0x46, 0x38], 'not-a-text-file', 'a picture'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'not-a-text-file', 'a 7-Zip archive'],
  [[0x52, 0x61, 0x72, 0x21], 'not-a-text-file', 'a RAR archive'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'not-a-text-file', 'a word processor document'],
];
/** A ZIP archive: its first file, its end (when empty), or a part of several. */
const ZIP = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0x50, 0x4b, 0x07, 0x08],
];
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

const beginsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** Which reader a file is for: its content decides, never its name. */
export function containerOf(head: Uint8Array): 'zip' | 'old-office' | 'none' {
  if (ZIP.some((bytes) => beginsWith(head, bytes))) return 'zip';
  return beginsWith(head, OLD_OFFICE) ? 'old-office' : 'none';
}

export function inspectHead(head: Uint8Array): HeadFinding {
  if (head.length === 0) return { kind: 'refused', code: 'file-empty', looksLike: 'nothing' };
  for (const [bytes, code, looksLike] of MAGIC) {
    if (beginsWith(head, bytes)) return { kind: 'refused', code, looksLike };
  }
  const text = withByteOrderMark(head);
  const start = new TextDecoder(text.encoding ?? 'latin1').decode(head.subarray(text.skipBytes));
  if (/urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/.test(start)) {
    return { kind: 'refused', code: 'workbook-as-xml', looksLike: 'an XML spreadsheet' };
  }
  if (/^\s*<[^]*(?:urn:schemas-microsoft-com:office:excel|<table[\s>])/i.test(start)) {
    return { kind: 'refused', code: 'workbook-as-html', looksLike: 'a web page with a table' };
  }
  if (/^\s*<(?:!doctype|html|head|body|\?xml|!--)/i.test(start)) {
    return { kind: 'refused', code: 'html-page', looksLike: 'a web page' };
  }
  if (/^\s*(?:\{\s*["}]|\[\s*[[{\]])/.test(start)) {
    return { kind: 'refused', code: 'json-not-csv', looksLike: 'JSON' };
  }
  return text;
}

function withByteOrderMark(head: Uint8Array): HeadFinding & { readonly kind: 'text' } {
  if (beginsWith(head, [0xef, 0xbb, 0xbf])) return { kind: 'text', encoding: 'utf-8', skipBytes: 3 };
  if (beginsWith(head, [0xff, 0xfe])) return { kind: 'text', encoding: 'utf-16le', skipBytes: 2 };
  if (beginsWith(head, [0xfe, 0xff])) return { kind: 'text', encoding: 'utf-16be', skipBytes: 2 };
  return { kind: 'text', encoding: null, skipBytes: 0 };
}

/** Length of the last, perhaps unfinished, UTF-8 sequence when it is cut off by the end; else 0. */
function cutOffTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? back : 0;
    }
  }
  return 0;
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false;
  return true;
}

/**
 * Bytes to text, chunk by chunk. Without a byte-order mark the choice between UTF-8 and Windows-1252 is put off
 * until the first chunk that is not plain ASCII, and then made on that whole chunk: valid UTF-8, or else
 * Windows-1252. Bytes that are invalid in the encoding chosen become U+FFFD; the table reader notes them by row.
 */
export class TextDecoding {
  private carry: Uint8Array = new Uint8Array(0);
  private decoder: TextDecoder | null = null;
  private chosen: TextEncoding | null;

  constructor(encoding: TextEncoding | null) {
    this.chosen = encoding;
  }

  /** Null while every byte so far was plain ASCII. */
  get encoding(): TextEncoding | null {
    return this.chosen;
  }

  push(chunk: Uint8Array): string {
    if (this.chosen !== null) return this.decode(chunk);
    const bytes = this.carry.length === 0 ? chunk : Buffer.concat([this.carry, chunk]);
    this.carry = new Uint8Array(0);
    if (isAscii(bytes)) return Buffer.from(bytes).toString('latin1');
    const tail = cutOffTail(bytes);
    const whole = bytes.subarray(0, bytes.length - tail);
    if (tail > 0 && isAscii(whole)) {
      this.carry = Buffer.from(bytes.subarray(bytes.length - tail));
      return Buffer.from(whole).toString('latin1');
    }
    this.chosen = isUtf8(whole) ? 'utf-8' : 'windows-1252';
    return this.decode(bytes);
  }

  finish(): string {
    if (this.chosen === null && this.carry.length > 0) this.chosen = 'windows-1252';
    return this.decode(this.carry, true);
  }

  private decode(bytes: Uint8Array, last = false): string {
    if (this.chosen === null || this.chosen === 'windows-1252') return decodeWindows1252(bytes);
    this.decoder ??= new TextDecoder(this.chosen, { ignoreBOM: true });
    return this.decoder.decode(bytes, { stream: !last });
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** CR LF and lone CR become LF, across chunks, so that lines are counted as a spreadsheet counts them. */
export class LineBreaks {
  private heldReturn = false;

  push(text: string): string {
    let whole = this.heldReturn ? `\r${text}` : text;
    this.heldReturn = whole.endsWith('\r');
    if (this.heldReturn) whole = whole.slice(0, -1);
    return whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
  }

  finish(): string {
    return this.heldReturn ? '\n' : '';
  }
}
