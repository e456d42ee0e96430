import { rename, rm, writeFile } from 'node:fs/promises';
import { fileSystemReason } from '../output-folder.js';

/** Writes all or nothing; the reason when it cannot. */
export async function writtenFile(path: string, content: string | Buffer): Promise<string | null> {
  const beside = `${path}.partial`;
  try {
    await writeFile(beside, content);
    await rename(beside, path);
    return null;
  } catch (error) {
    await rm(beside, { force: true });
    const reason = fileSystemReason(error);
    if (reason === null) throw error;
    return reason;
  }
}
