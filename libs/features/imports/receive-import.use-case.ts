import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, refused, type Actor, type OfferYear, type Outcome } from '../../domain/kernel/index.js';
import type { ImportState } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import type { ColumnMap } from '../../platform/files/index.js';
import { enqueue } from '../../platform/queue/index.js';
import { belongsToOneOffer, type ImportKind } from './import-kind.js';
import { ReceiveRepository } from './receive.repository.js';

const CHUNK_BYTES = 1024 * 1024;
const FILE_NAME_CHARACTERS_MAX = 200;

export interface ReceiveImportInput {
  /** Absent or null: to be recognised by its header. */
  readonly kind?: ImportKind | null;
  /**
   * Needed by, and only for, the kinds that belong to one offer. Where the kind is to be recognised it counts if the
   * kind turns out to be one of those, and is asked for if it is missing then.
   */
  readonly offer: OfferYear | null;
  readonly fileName: string;
  /** Their column name to ours. */
  readonly columnMap?: ColumnMap;
  /**
   * The bytes, read once. They must come briskly (a spooled file, not a slow client): a transaction is open while
   * they do, and PostgreSQL ends one that is idle for 30 seconds.
   */
  readonly content: AsyncIterable<Uint8Array>;
  readonly maxBytes: number;
  /** Import again what was imported before. */
  readonly force?: boolean;
  /** Stop before anything is stored and show what would change; a person confirms. Default: store what is readable. */
  readonly review?: boolean;
  /** Of a file that is not reviewed: it is meant that most of what is stored goes (`removes-most`). */
  readonly acceptRemoval?: boolean;
}

export interface ReceivedImport {
  /** The new import, or the earlier one of the same file. */
  readonly importId: string;
  /** True: the same bytes were received before, for the same use; nothing was stored and nothing new will run. */
  readonly recognised: boolean;
  /** Where it stands: an earlier one may wait for somebody to confirm it. */
  readonly state: ImportState;
  readonly sha256: string;
  readonly byteSize: number;
}

export type ReceiveImportRefusal = 'file-too-large' | 'file-empty' | 'offer-required' | 'offer-not-wanted';

/** Stores an uploaded file whole, with the job that will read it, or stores nothing. */
@Injectable()
export class ReceiveImport {
  constructor(
    private readonly database: Database,
    private readonly repository: ReceiveRepository,
  ) {}

  async execute(
    actor: Actor,
    input: ReceiveImportInput,
  ): Promise<Outcome<ReceivedImport, ReceiveImportRefusal>> {
    const { kind = null, offer } = input;
    if (kind !== null) {
      const wantsOffer = belongsToOneOffer(kind);
      if (wantsOffer && offer === null) return refused('offer-required', { kind });
      if (!wantsOffer && offer !== null) return refused('offer-not-wanted', { kind, offer });
    }
    let opened = false;
    const received = await this.database.transaction(actor, (manager) => {
      if (opened) throw new Error('An upload cannot be read twice: send it again');
      opened = true;
      return this.receive(manager, actor, input);
    });
    // A refusal rolls back; that the file is known is one on the inside and an answer on the outside.
    if (!received.ok && received.refusal.code === 'known') return accepted(received.refusal.earlier);
    return received as Outcome<ReceivedImport, ReceiveImportRefusal>;
  }

  private async receive(
    manager: EntityManager,
    actor: Actor,
    input: ReceiveImportInput,
  ): Promise<Outcome<ReceivedImport, ReceiveImportRefusal> | Known> {
    const { kind = null, offer, review = false, acceptRemoval = false } = input;
    const fileName = plainFileName(input.fileName);
    const columnMap = input.columnMap ?? {};
    const importId = await this.repository.insert(manager, {
      kind,
      offer,
      fileName,
      columnMap,
      review,
      acceptRemoval,
      createdBy: actor.id,
    });
    const hash = createHash('sha256');
    let byteSize = 0;
    let n = 0;
    for await (const chunk of inChunks(input.content)) {
      byteSize += chunk.length;
      if (byteSize > input.maxBytes) return refused('file-too-large', { limitBytes: input.maxBytes });
      hash.update(chunk);
      await this.repository.insertChunk(manager, importId, ++n, chunk);
    }
    if (byteSize === 0) return refused('file-empty');
    const sha256 = hash.digest('hex');
    await this.repository.setContent(manager, importId, { sha256, byteSize });
    if (input.force !== true) {
      const same = await this.repository.findSame(manager, importId);
      if (same !== undefined)
        return known({ importId: same.id, recognised: true, state: same.state, sha256, byteSize });
    }
    await enqueue(manager, 'import', { importId });
    await append(manager, actor, {
      action: 'import.receive',
      subjectKind: 'import',
      subjectId: importId,
      after: { kind, offer, sha256, byteSize, review, acceptRemoval },
    });
    return accepted({ importId, recognised: false, state: 'received', sha256, byteSize });
  }
}

interface Known {
  readonly ok: false;
  readonly refusal: { readonly code: 'known'; readonly earlier: ReceivedImport };
}

function known(earlier: ReceivedImport): Known {
  return { ok: false, refusal: { code: 'known', earlier } };
}

/** The last part of whatever path a browser sent, without control characters. */
function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/\p{C}/gu, '').trim().slice(0, FILE_NAME_CHARACTERS_MAX);
  return plain === '' ? 'unnamed' : plain;
}

/** The same bytes in pieces of one MiB; the last may be shorter. */
async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of content) {
    for (let start = 0; start < part.length;) {
      const end = Math.min(part.length, start + CHUNK_BYTES - bytes);
      waiting.push(part.subarray(start, end));
      bytes += end - start;
      start = end;
      if (bytes < CHUNK_BYTES) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      bytes = 0;
    }
  }
  if (bytes > 0) yield Buffer.concat(waiting);
  return undefined;
}
