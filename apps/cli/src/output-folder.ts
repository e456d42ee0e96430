import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Files that commands of ours write: those of an earlier run are removed when a new one does not make them. */
export const OUR_FILES = [
  'decisions.csv',
  'matches.csv',
  'uncovered.csv',
  'leaders.csv',
  'plan.json',
  'run.json',
  'report.html',
  'errors.csv',
  'decisions.xlsx',
  'matches.xlsx',
  'uncovered.xlsx',
  'leaders.xlsx',
] as const;
export type OurFile = (typeof OUR_FILES)[number];

/**
 * Puts a command's files into `folder`, all or nothing: each is written in full beside it first, and only when
 * every one is on disk are they moved in. With `isWhole`, files of an earlier run that this one does not make go;
 * without, they stay. Files that are not ours are never touched. With `isPrivate` only who runs the command may read the
 * files, and a folder that it makes.
 *
 * @throws what the file system throws (no such place, no right to write, disk full)
 */
export async function writeOutputFolder(
  folder: string,
  files: ReadonlyMap<string, string | Buffer>,
  isWhole: boolean,
  isPrivate = false,
): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const beside = await mkdtemp(join(dirname(target), `.${basename(target)}-partial-`));
  try {
    for (const [name, content] of files) {
      await writeFile(join(beside, name), content, isPrivate ? { mode: 0o600 } : {});
    }
    await mkdir(target, { recursive: true, ...(isPrivate ? { mode: 0o700 } : {}) });
    for (const name of files.keys()) await rename(join(beside, name), join(target, name));
    const stale = isWhole ? OUR_FILES.filter((name) => !files.has(name)) : [];
    for (const name of stale) await rm(join(target, name), { force: true });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** What the file system said, or null when the error is of another kind (a bug of ours). */
export function fileSystemReason(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  return 'syscall' in error && 'message' in error ? String(error.message) : null;
}
