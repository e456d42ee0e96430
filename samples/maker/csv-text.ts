/** Characters that cp1252 writes in one byte above 0x7f and Latin-1 does not. */
const CP1252_ONLY: Readonly<Record<string, number>> = {
  '€': 0x80,
  '‘': 0x91,
  '’': 0x92,
  '–': 0x96,
  '—': 0x97,
};

export type CsvRow = Readonly<Record<string, string | number>>;

/** The header and one line a row, with CRLF as the published files have; `blank` stands where a row says nothing. */
export function csvText(columns: readonly string[], rows: readonly CsvRow[], blank = ''): string {
  const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;
  const known = new Set(columns);
  for (const row of rows) {
    const stray = Object.keys(row).find((name) => !known.has(name));
    if (stray !== undefined) throw new Error(`No such column: ${stray}`);
  }
  return line(columns) + rows.map((row) => line(columns.map((name) => String(row[name] ?? blank)))).join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The bytes of `text` in cp1252, as GIAS and Ofsted publish. */
export function cp1252(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (character) => {
      const code = CP1252_ONLY[character] ?? character.codePointAt(0) ?? 0;
      if (code > 0xff) throw new Error(`Not in cp1252: ${character}`);
      return code;
    }),
  );
}

/** `2024-09-01` as `01/09/2024` or `01-09-2024`; nothing for null. */
export function britishDate(iso: string | null, separator: '/' | '-'): string {
  return iso === null ? '' : iso.split('-').reverse().join(separator);
}
