import type { CsvStop } from './csv-stop.js';
import type { FileSource } from './file-source.js';

const SLICE_BYTES = 65_536;

/** The bytes of a file in pieces of at most 64 kB. */
export async function* slices(source: FileSource): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of source.open()) {
    for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
      yield chunk.subarray(start, start + SLICE_BYTES);
    }
  }
  return undefined;
}

/** Only the source's own failure (no such file, no permission, a broken upload) becomes a fault. */
export async function nextSlice(
  bytes: AsyncIterator<Uint8Array, undefined>,
): Promise<IteratorResult<Uint8Array> | CsvStop> {
  try {
    return await bytes.next();
  } catch (error) {
    const reason =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown reason';
    const code = reason === 'ENOENT' ? 'file-not-found' : 'file-not-readable';
    return { code, row: null, facts: { reason } };
  }
}

/** The first bytes of a source (fewer only when it is shorter), and a source that begins with them again. */
export async function withHead(
  source: FileSource,
  headBytes: number,
): Promise<{ readonly head: Uint8Array; readonly source: FileSource }> {
  const bytes = slices(source);
  const seen: Uint8Array[] = [];
  let length = 0;
  let failure: { readonly error: unknown } | null = null;
  while (length < headBytes && failure === null) {
    try {
      const step = await bytes.next();
      if (step.done === true) break;
      seen.push(step.value);
      length += step.value.length;
    } catch (error) {
      failure = { error };
    }
  }
  async function* open(): AsyncGenerator<Uint8Array> {
    try {
      yield* seen;
      if (failure !== null) throw failure.error;
      yield* bytes;
    } finally {
      await bytes.return(undefined);
    }
  }
  const head = seen.length === 1 && seen[0] !== undefined ? seen[0] : Buffer.concat(seen);
  return { head: head.subarray(0, headBytes), source: { name: source.name, open } };
}
