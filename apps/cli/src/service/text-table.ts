import { plain } from './service-session.js';

/** Rows as aligned columns, the names first; a line each, without spaces at the end. */
export function textTable(names: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [names, ...rows].map((row) => row.map(plain));
  const widths = names.map((_name, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
