import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** Bytes under a name: a file on disk, an upload, chunks out of the database. Opened once for each reading. */
export interface FileSource {
  /** Shown to people and kept as evidence: a file name, never a path. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** A file on disk, streamed. That it does not exist shows when it is read (fault `file-not-found`). */
export function fileAt(path: string, name: string = basename(path)): FileSource {
  return { name, open: () => createReadStream(path) as AsyncIterable<Uint8Array> };
}

/** Chunks from anywhere. An iterator that can run only once makes a source that can be read only once. */
export function fileFrom(name: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): FileSource {
  return {
    name,
    async *open() {
      yield* chunks;
    },
  };
}

/** A small file held in memory, UTF-8 when given as text. */
export function fileOf(name: string, content: string | Uint8Array): FileSource {
  return fileFrom(name, [typeof content === 'string' ? Buffer.from(content, 'utf8') : content]);
}

/** Hexadecimal SHA-256 of a stream. Reading errors are thrown. */
export async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
