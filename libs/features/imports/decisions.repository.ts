import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, type OfferYear, type Outcome, refused } from '../../domain/kernel/index.js';
import { type ImportEvent, type ImportState, transition } from '../../domain/lifecycle/index.js';
import type { ColumnMap } from '../../platform/files/index.js';
import type { ChangeCounts, FileHeader } from './file-header.js';
import type { ImportKind } from './import-kind.js';

/** What a person decides about, as they saw it. */
export interface ImportDecision {
  readonly importId: string;
  /** The import's version on the page or in the answer that they saw; absent: whatever it is now. */
  readonly version?: number;
}

/** An import whose row this transaction holds locked. */
export interface LockedImport {
  readonly importId: string;
  readonly state: ImportState;
  readonly version: number;
  readonly kind: ImportKind | null;
  readonly offer: OfferYear | null;
  readonly kindSettled: boolean;
  readonly columnMap: ColumnMap;
  readonly header: FileHeader | null;
  readonly basisN: number | null;
  readonly storedN: number | null;
  readonly changeCounts: ChangeCounts | null;
}

/** What came of a decision: `state` is where the import stands now. */
export interface DecidedImport {
  readonly importId: string;
  readonly state: ImportState;
  readonly version: number;
}

export type DecisionRefusal = 'no-such-import' | 'not-possible-in-this-state' | 'overtaken';

@Injectable()
export class DecisionsRepository {
  /**
   * Locks the import for a decision. `done`: somebody (or this person's first press) decided the same already, and
   * nothing is left to do.
   */
  async open(
    manager: EntityManager,
    { importId, version }: ImportDecision,
    event: ImportEvent,
    isDone: (row: LockedImport) => boolean,
  ): Promise<Outcome<{ readonly row: LockedImport; readonly done: boolean }, DecisionRefusal>> {
    const rows = await manager.query<LockedImport[]>(
      `SELECT id AS "importId", state, version, kind, offer, kind_settled AS "kindSettled", column_map AS "columnMap",
         header, basis_n AS "basisN", stored_n AS "storedN", change_counts AS "changeCounts"
       FROM import WHERE id::text = $1 FOR UPDATE`,
      [importId],
    );
    const row = rows[0];
    if (row === undefined) return refused('no-such-import', { importId });
    if (isDone(row)) return accepted({ row, done: true });
    const next = transition('import', row.state, event);
    if (!next.ok) return next;
    if (version !== undefined && version !== row.version) {
      return refused('overtaken', { importId, version, now: row.version });
    }
    return accepted({ row, done: false });
  }
}

export function decided({ importId, state, version }: LockedImport): DecidedImport {
  return { importId, state, version };
}

/** After a change that raised the version once. */
export function decidedTo({ importId, version }: LockedImport, state: ImportState): DecidedImport {
  return { importId, state, version: version + 1 };
}
