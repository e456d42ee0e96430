import { elementsOf } from './read-part.js';
import { WorkbookRefused } from './workbook-refused.js';
import type { ZipParts } from './zip-parts.js';

const MAIN_TYPES = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml',
];

/** Archives that are something else, by what their content types or their names give away. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/wordprocessingml/, 'a Word document'],
  [/presentationml/, 'a PowerPoint presentation'],
];

/** Refuses every archive but a plain XLSX workbook, each by its own name. Macros never enter the service. */
export async function refuseOtherKinds(parts: ZipParts): Promise<void> {
  if (!parts.has('[Content_Types].xml')) throw await otherArchive(parts);
  const types: string[] = [];
  await elementsOf(parts, '[Content_Types].xml', (name, { ContentType }) => {
    if (ContentType !== undefined && (name === 'Override' || name === 'Default')) types.push(ContentType);
  });
  const hasMacros = parts.names.some((name) => name.endsWith('vbaproject.bin'));
  if (types.some((type) => type.includes('sheet.binary'))) throw new WorkbookRefused('workbook-binary');
  if (hasMacros || types.some((type) => type.includes('macroEnabled.main'))) {
    throw new WorkbookRefused('workbook-with-macros');
  }
  if (types.some((type) => MAIN_TYPES.includes(type))) return;
  const other = OTHERS.find(([pattern]) => types.some((type) => pattern.test(type)));
  throw new WorkbookRefused('not-a-text-file', { looksLike: other?.[1] ?? 'an Office file without a sheet' });
}

async function otherArchive(parts: ZipParts): Promise<WorkbookRefused> {
  if (parts.has('mimetype')) {
    let type = '';
    for await (const text of parts.text('mimetype')) type = `${type}${text}`.slice(0, 200);
    if (type.includes('opendocument')) return new WorkbookRefused('open-document');
  }
  if (parts.names.some((name) => name.endsWith('.iwa'))) {
    return new WorkbookRefused('not-a-text-file', { looksLike: 'an Apple Numbers or Pages file' });
  }
  const inside = parts.names.find((name) => /\.(?:xlsx|csv)$/.test(name)) ?? '';
  return new WorkbookRefused('zip-archive', { inside });
}
