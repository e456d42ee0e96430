import type { EntityManager } from 'typeorm';
import type { FileSource } from '../../platform/files/index.js';
import { readImportChunks } from './imports.queries.js';

/** How much of an import's progress is reading; the rest is storing. */
const READING_SHARE = 0.9;

/**
 * The stored bytes of an import as a file. Readers turn a failing source into a fault of the file; ours fails only
 * for reasons of our own (a lost database, an early stop), so the error is kept and thrown by `throwIfBroken`.
 */
export class StoredFile implements FileSource {
  private broken: { readonly error: unknown } | undefined;

  constructor(
    private readonly manager: EntityManager,
    private readonly file: {
      readonly importId: string;
      readonly fileName: string;
      readonly byteSize: number;
    },
    private readonly signal: AbortSignal,
    private readonly onFraction: (fraction: number) => void,
  ) {}

  get name(): string {
    return this.file.fileName;
  }

  async *open(): AsyncGenerator<Uint8Array, undefined> {
    try {
      let bytes = 0;
      for await (const chunk of readImportChunks(this.manager, this.file.importId)) {
        this.signal.throwIfAborted();
        yield chunk;
        bytes += chunk.length;
        this.onFraction((bytes / this.file.byteSize) * READING_SHARE);
      }
    } catch (error) {
      this.broken = { error };
      throw error;
    }
    return undefined;
  }

  throwIfBroken(): void {
    if (this.broken !== undefined) throw this.broken.error;
  }
}
