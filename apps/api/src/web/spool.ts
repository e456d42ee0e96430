import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { problemOf, ProblemException } from './problem.js';

/**
 * Writes a request's body to a file of our own naming, gives it to `use` as a stream and removes it again, so that a
 * slow client never holds a transaction open. More than `maxBytes` ends as 413.
 */
export async function spooled<T>(
  body: Readable,
  maxBytes: number,
  use: (content: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'leader-match-upload-'));
  const path = join(folder, randomUUID());
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new ProblemException(tooLarge(maxBytes)));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(body, counted, createWriteStream(path, { mode: 0o600 }));
    return await use(createReadStream(path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tooLarge(maxBytes: number): ReturnType<typeof problemOf> {
  return problemOf(
    413,
    'file-too-large',
    `The file is larger than ${String(Math.floor(maxBytes / (1024 * 1024)))} MB.`,
    {
      facts: { limitBytes: maxBytes },
    },
  );
}
