import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { clearlyBest, fileAt, findHeader, likenesses, peekTable } from '../../platform/files/index.js';
import { SCHOOL_FILE_PROFILES } from './file-profiles.js';

const DATA = resolve(process.cwd(), '../shared/data');

async function kindOf(path: string): Promise<string | null> {
  const { rows } = await peekTable(fileAt(resolve(DATA, path)));
  const header = findHeader(rows, SCHOOL_FILE_PROFILES);
  return clearlyBest(likenesses(header?.cells ?? [], SCHOOL_FILE_PROFILES))?.name ?? null;
}

/** Of the published files, what their names say they hold. */
const FILES: readonly (readonly [folder: string, names: RegExp, kind: string, count: number])[] = [
  ['gias', /edubasealldata_(2019|2024|2025|subset)/, 'schools', 4],
  ['gias', /grouplinks|group_links/, 'group-links', 3],
  ['gias', /gias_groups/, 'groups', 2],
  ['gias', /gias_links/, 'school-links', 1],
  ['ofsted', /ofsted_mi/, 'inspections', 8],
  ['places', /outcodes/, 'places', 1],
];

it.each(FILES)('knows every published file in %s like %s as %s', async (folder, names, kind, count) => {
  const files = readdirSync(resolve(DATA, folder)).filter((name) => names.test(name));
  expect(files).toHaveLength(count);
  const found: Record<string, string | null> = {};
  for (const file of files) found[file] = await kindOf(`${folder}/${file}`);
  expect(found).toEqual(Object.fromEntries(files.map((file) => [file, kind])));
});
