import { elementsOf } from './read-part.js';
import type { ZipParts } from './zip-parts.js';

/** How a number is meant: the same 45292 is a count, a date or a percentage by its cell's format alone. */
export type CellFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'digits'; readonly digits: number };

const NUMBER: CellFormat = { kind: 'number' };
const MAX_CELL_STYLES = 65_536;

/** Formats that every spreadsheet knows by number (ECMA-376 part 1, 18.8.30), with those of East Asian versions. */
const BUILT_IN: readonly (readonly [number, number, CellFormat['kind']])[] = [
  [9, 10, 'percent'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [50, 58, 'date'],
];

/** The format of every cell style, in the order in which cells name them. */
export async function readCellFormats(parts: ZipParts, part: string): Promise<readonly CellFormat[]> {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  await elementsOf(parts, part, (name, attributes, parent) => {
    if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
    if (name === 'xf' && parent === 'cellXfs' && styles.length < MAX_CELL_STYLES) {
      styles.push(Number(attributes['numFmtId'] ?? 0));
    }
  });
  return styles.map((id) => {
    const code = codes.get(id);
    return code === undefined ? builtInFormat(id) : formatOf(code);
  });
}

function builtInFormat(id: number): CellFormat {
  const kind = BUILT_IN.find(([from, to]) => id >= from && id <= to)?.[2];
  return kind === 'date' || kind === 'time' || kind === 'percent' ? { kind } : NUMBER;
}

/** What a format of the user's own means. Texts, colours and conditions in it say nothing about that. */
export function formatOf(code: string): CellFormat {
  const bare = code
    .slice(0, 1_000)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';', 1)[0]
    ?.replace(/general|am\/pm|a\/p/gi, (word) => (word.toLowerCase() === 'general' ? '' : 'h'))
    .trim();
  if (bare === undefined || bare === '') return NUMBER;
  if (/^0{2,20}$/.test(bare)) return { kind: 'digits', digits: bare.length };
  if (/[dye]/i.test(bare) && !/[0#]/.test(bare.replace(/\.0+/, ''))) return { kind: 'date' };
  if (/[hs]/i.test(bare)) return { kind: 'time' };
  if (/^m+$/i.test(bare)) return { kind: 'date' };
  return bare.includes('%') ? { kind: 'percent' } : NUMBER;
}
