import { elementsOf, readPart } from './read-part.js';
import type { WorkbookLimits } from './workbook-limits.js';
import { damaged, WorkbookRefused } from './workbook-refused.js';
import type { ZipParts } from './zip-parts.js';

export interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  /** Path of its part in the archive; null: it is no table (a chart). */
  readonly part: string | null;
}

export interface WorkbookLayout {
  readonly sheets: readonly SheetEntry[];
  /** Dates count from 1904 (old files from a Macintosh) instead of 1900. */
  readonly startsIn1904: boolean;
  readonly stylesPart: string | null;
  readonly sharedTextsPart: string | null;
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** Follows the relationships from the archive's root to the sheets; nothing outside the archive is ever followed. */
export async function readLayout(parts: ZipParts, limits: WorkbookLimits): Promise<WorkbookLayout> {
  const roots = parts.has('_rels/.rels') ? await relationsOf(parts, '_rels/.rels', '') : [];
  const main = [...roots].find(([, { type }]) => type === 'officeDocument')?.[1].part ?? 'xl/workbook.xml';
  if (!parts.has(main)) throw damaged(main);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const relationsPart = `${folder}_rels/${main.slice(folder.length)}.rels`;
  const relations = await relationsOf(parts, relationsPart, folder);
  const partOfType = (wanted: string): string | null => {
    const part = [...relations.values()].find(({ type }) => type === wanted)?.part;
    return part !== undefined && parts.has(part) ? part : null;
  };
  const sheets: SheetEntry[] = [];
  let startsIn1904 = false;
  await elementsOf(parts, main, (name, attributes, parent) => {
    if (name === 'workbookPr') startsIn1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
    if (name !== 'sheet' || parent !== 'sheets') return;
    if (sheets.length >= limits.maxSheets) {
      throw new WorkbookRefused('workbook-too-many-sheets', { limit: limits.maxSheets });
    }
    const relation = relations.get(attributes['id'] ?? '');
    sheets.push({
      name: (attributes['name'] ?? '').slice(0, 100),
      isHidden: attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden',
      part: relation?.type === 'worksheet' ? relation.part : null,
    });
  });
  const stylesPart = partOfType('styles');
  return { sheets, startsIn1904, stylesPart, sharedTextsPart: partOfType('sharedStrings') };
}

async function relationsOf(
  parts: ZipParts,
  part: string,
  folder: string,
): Promise<ReadonlyMap<string, Relation>> {
  const found = new Map<string, Relation>();
  if (!parts.has(part)) throw damaged(part);
  await elementsOf(parts, part, (name, attributes) => {
    const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes;
    if (name !== 'Relationship' || id === undefined || target === undefined || mode === 'External') return;
    found.set(id, {
      type: (type ?? '').slice((type ?? '').lastIndexOf('/') + 1),
      part: pathOf(folder, target),
    });
  });
  return found;
}

/** A target inside the archive; `..` beyond its root ends at the root, where nothing lies. */
function pathOf(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

/** All shared texts, without phonetic readings and without their formatting. */
export async function readSharedTexts(
  parts: ZipParts,
  part: string,
  limits: WorkbookLimits,
): Promise<readonly string[]> {
  const texts: string[] = [];
  let current = '';
  let characters = 0;
  const path: string[] = [];
  await readPart(parts, part, {
    open(name) {
      path.push(name);
      if (name === 'si') current = '';
    },
    text(text) {
      if (path.at(-1) !== 't' || path.includes('rPh')) return;
      current += text;
      characters += text.length;
      if (characters > limits.maxSharedCharacters) {
        throw new WorkbookRefused('workbook-too-much-text', { limit: limits.maxSharedCharacters });
      }
    },
    close(name) {
      path.pop();
      if (name !== 'si') return;
      texts.push(unescaped(current));
      if (texts.length > limits.maxSharedTexts) {
        throw new WorkbookRefused('workbook-too-much-text', { limit: limits.maxSharedTexts });
      }
    },
  });
  return texts;
}

/** Spreadsheets write characters that XML cannot hold as `_x000D_`, and a literal `_x` as `_x005F_x`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => {
      const code = parseInt(hex, 16);
      return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCharCode(code);
    })
    .replace(/\r\n?/g, '\n');
}
