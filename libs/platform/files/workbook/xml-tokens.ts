import { damaged, WorkbookRefused } from './workbook-refused.js';

export type XmlAttributes = Readonly<Partial<Record<string, string>>>;

/** Names come without their namespace prefix: writers differ in prefixes, not in local names. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  close(name: string): void;
}

const MAX_TOKEN_CHARACTERS = 1_000_000;
const MAX_DEPTH = 64;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** `&#x10FFFF;` is the longest reference there can be. */
const MAX_REFERENCE_CHARACTERS = 12;

/**
 * A streaming XML reader for the parts of a workbook. It knows no document type and no entity but the five of XML
 * itself, so there is nothing to expand and nothing to fetch: a part that declares one is refused.
 */
export class XmlTokens {
  private rest = '';
  private readonly path: string[] = [];
  private sawRoot = false;

  constructor(
    private readonly part: string,
    private readonly handler: XmlHandler,
  ) {}

  push(chunk: string): void {
    const text = this.rest + chunk;
    const end = this.consume(text);
    this.rest = text.slice(end);
    if (this.rest.length > MAX_TOKEN_CHARACTERS) throw damaged(this.part);
  }

  finish(): void {
    if (this.rest.trim() !== '' || this.path.length > 0 || !this.sawRoot) throw damaged(this.part);
  }

  /** Where the last complete token ends. */
  private consume(text: string): number {
    let at = 0;
    while (at < text.length) {
      const markup = text.indexOf('<', at);
      if (markup !== at) {
        const end = markup < 0 ? withoutPartialReference(text, at) : markup;
        if (end > at) this.characters(text.slice(at, end));
        if (markup < 0) return end;
      }
      const next = this.markup(text, markup);
      if (next < 0) return markup;
      at = next;
    }
    return at;
  }

  /** The end of the markup that begins at `start`, or -1 when more text is needed. */
  private markup(text: string, start: number): number {
    const second = text[start + 1];
    if (second === undefined) return -1;
    if (second === '?') return after(text, '?>', start + 2);
    if (second === '!') return this.declaration(text, start);
    const end = tagEnd(text, start + 1);
    if (end < 0) return -1;
    if (second === '/') this.endTag(text.slice(start + 2, end).trim());
    else this.startTag(text.slice(start + 1, end));
    return end + 1;
  }

  private declaration(text: string, start: number): number {
    if (text.startsWith('<!--', start)) return after(text, '-->', start + 4);
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start + 9);
      if (end >= 0 && this.path.length > 0) this.handler.text(text.slice(start + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    if (text.length - start < 9) return -1;
    throw new WorkbookRefused('workbook-declares-entities', { part: this.part });
  }

  private startTag(tag: string): void {
    const isEmpty = tag.endsWith('/');
    const body = isEmpty ? tag.slice(0, -1) : tag;
    const full = /^[^\s=/<>"']+/.exec(body)?.[0];
    if (full === undefined || (this.path.length === 0 && this.sawRoot)) throw damaged(this.part);
    const name = localName(full);
    this.sawRoot = true;
    this.handler.open(name, this.attributes(body, full.length));
    if (isEmpty) {
      this.handler.close(name);
      return;
    }
    this.path.push(full);
    if (this.path.length > MAX_DEPTH) throw damaged(this.part);
  }

  private endTag(full: string): void {
    if (this.path.pop() !== full) throw damaged(this.part);
    this.handler.close(localName(full));
  }

  private attributes(body: string, from: number): XmlAttributes {
    const found: Record<string, string> = Object.create(null) as Record<string, string>;
    const pattern = /\s*([^\s=/<>"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
    pattern.lastIndex = from;
    let end = from;
    for (let match = pattern.exec(body); match !== null; match = pattern.exec(body)) {
      const name = match[1] ?? '';
      if (!name.startsWith('xmlns')) found[localName(name)] = this.decoded(match[2] ?? match[3] ?? '');
      end = pattern.lastIndex;
    }
    if (body.slice(end).trim() !== '') throw damaged(this.part);
    return found;
  }

  private characters(text: string): void {
    if (this.path.length > 0) this.handler.text(this.decoded(text));
    else if (text.trim() !== '') throw damaged(this.part);
  }

  private decoded(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(/&([^;&]{0,12};?)/g, (_, reference: string) => {
      const name = reference.endsWith(';') ? reference.slice(0, -1) : '';
      const character = ENTITIES[name] ?? numericReference(name);
      if (character === undefined) throw damaged(this.part);
      return character;
    });
  }
}

function numericReference(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : parseInt(digits[1], 16);
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? -1 : at + end.length;
}

/** A `>` inside a quoted attribute does not end the tag. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return at;
    else if (character === '"' || character === "'") quote = character;
  }
  return -1;
}

/** Text may be handed on in pieces, but a reference such as `&amp;` must stay whole. */
function withoutPartialReference(text: string, from: number): number {
  const ampersand = text.lastIndexOf('&');
  const isPartial =
    ampersand >= from &&
    text.length - ampersand < MAX_REFERENCE_CHARACTERS &&
    text.indexOf(';', ampersand) < 0;
  return isPartial ? ampersand : text.length;
}
