import { access, constants, readFile, stat } from 'node:fs/promises';
import { fileSystemReason } from '../output-folder.js';

/** What a JSON file holds, or why it cannot be used. */
export async function readJsonObject(
  path: string,
): Promise<{ readonly ok: true; readonly value: object } | { readonly ok: false; readonly reason: string }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return { ok: false, reason: `it cannot be read: ${reasonOf(error)}` };
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value };
    return { ok: false, reason: 'it is no JSON object' };
  } catch (error) {
    return { ok: false, reason: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Null when it is a file that may be read. */
export async function unreadableReason(path: string): Promise<string | null> {
  try {
    await access(path, constants.R_OK);
    return (await stat(path)).isDirectory() ? 'it is a folder' : null;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const reason = fileSystemReason(error);
  if (reason === null) throw error;
  return reason;
}
