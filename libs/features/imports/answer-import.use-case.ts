import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type OfferYear, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { type ColumnMap, missingColumns, normaliseHeader } from '../../platform/files/index.js';
import { enqueue } from '../../platform/queue/index.js';
import { ColumnMapsRepository } from './column-maps.repository.js';
import { auditDecision } from './decide-import.use-case.js';
import {
  decided,
  type DecidedImport,
  decidedTo,
  type DecisionRefusal,
  DecisionsRepository,
  type ImportDecision,
  type LockedImport,
} from './decisions.repository.js';
import type { FileHeader } from './file-header.js';
import { belongsToOneOffer, type ImportKind } from './import-kind.js';
import { ImporterRegistry } from './importer.js';
import { ImportsRepository } from './imports.repository.js';

export interface SetImportKindInput extends ImportDecision {
  readonly kind: ImportKind;
  /** Needed by, and only for, the kinds that belong to one offer. */
  readonly offer: OfferYear | null;
}

/** A person says what a file holds, whatever its header looks like; it is read again. */
@Injectable()
export class SetImportKind {
  constructor(
    private readonly database: Database,
    private readonly decisions: DecisionsRepository,
    private readonly imports: ImportsRepository,
  ) {}

  async execute(
    actor: Actor,
    input: SetImportKindInput,
  ): Promise<Outcome<DecidedImport, DecisionRefusal | 'offer-required' | 'offer-not-wanted'>> {
    const { kind, offer } = input;
    if (belongsToOneOffer(kind) && offer === null) return refused('offer-required', { kind });
    if (!belongsToOneOffer(kind) && offer !== null) return refused('offer-not-wanted', { kind, offer });
    return this.database.transaction(actor, async (manager) => {
      const opened = await this.decisions.open(
        manager,
        input,
        'answer',
        (row) => row.kindSettled && row.kind === kind && row.offer === offer,
      );
      if (!opened.ok) return opened;
      const { row, done } = opened.value;
      if (done) return accepted(decided(row));
      const changes = { kind, offer, kindSettled: true, queued: true, changeCounts: null };
      await this.imports.change(manager, row, row.state, 'answer', changes);
      await enqueue(manager, 'import', { importId: row.importId });
      await auditDecision(manager, actor, { ...row, kind, offer }, 'set-kind');
      return accepted(decidedTo(row, 'received'));
    });
  }
}

export interface MapImportColumnsInput extends ImportDecision {
  /** Their column name to ours. Takes the place of the map that the import has. */
  readonly columnMap: ColumnMap;
}

/** A person says which column is which; the file is read again, and the map remembered once it has served. */
@Injectable()
export class MapImportColumns {
  constructor(
    private readonly database: Database,
    private readonly decisions: DecisionsRepository,
    private readonly imports: ImportsRepository,
    private readonly registry: ImporterRegistry,
  ) {}

  /** `bad-column-map`: `strangers` (no columns of ours), `absent` (none of the file's), `missing` (still needed). */
  async execute(
    actor: Actor,
    input: MapImportColumnsInput,
  ): Promise<Outcome<DecidedImport, DecisionRefusal | 'bad-column-map'>> {
    const { columnMap } = input;
    return this.database.transaction(actor, async (manager) => {
      const opened = await this.decisions.open(
        manager,
        input,
        'answer',
        (row) => row.state !== 'needs-columns' && isSame(row.columnMap, columnMap),
      );
      if (!opened.ok) return opened;
      const { row, done } = opened.value;
      if (done) return accepted(decided(row));
      const { kind, header } = row;
      if (kind === null || header === null) {
        return refused('not-possible-in-this-state', { machine: 'import', state: row.state });
      }
      const faults = this.faultsOf(kind, header, columnMap);
      if (faults !== null) return refused('bad-column-map', faults);
      await this.imports.change(manager, row, row.state, 'answer', {
        columnMap,
        queued: true,
        changeCounts: null,
      });
      await enqueue(manager, 'import', { importId: row.importId });
      await this.audit(manager, actor, row, columnMap);
      return accepted(decidedTo(row, 'received'));
    });
  }

  private faultsOf(
    kind: ImportKind,
    header: FileHeader,
    map: ColumnMap,
  ): { strangers: readonly string[]; absent: readonly string[]; missing: readonly string[] } | null {
    const { columns } = this.registry.profileOf(kind);
    const ours = new Set(columns.flatMap(({ names }) => names.map(normaliseHeader)));
    const theirs = new Set(header.names.map(normaliseHeader));
    const strangers = Object.values(map).filter((name) => !ours.has(normaliseHeader(name)));
    const absent = Object.keys(map).filter((name) => !theirs.has(normaliseHeader(name)));
    const missing = missingColumns(header.names, columns, map);
    const isGood = strangers.length + absent.length + missing.length === 0;
    return isGood ? null : { strangers, absent, missing };
  }

  private async audit(
    manager: Parameters<typeof append>[0],
    actor: Actor,
    { importId, columnMap: before }: LockedImport,
    after: ColumnMap,
  ): Promise<void> {
    await append(manager, actor, {
      action: 'import.map-columns',
      subjectKind: 'import',
      subjectId: importId,
      before: { columnMap: before },
      after: { columnMap: after },
    });
  }
}

/** The next file with this header is asked about again. */
@Injectable()
export class ForgetColumnMap {
  constructor(
    private readonly database: Database,
    private readonly columnMaps: ColumnMapsRepository,
  ) {}

  async execute(
    actor: Actor,
    { columnMapId }: { readonly columnMapId: string },
  ): Promise<Outcome<{ readonly columnMapId: string }, 'no-such-column-map'>> {
    return this.database.transaction(actor, async (manager) => {
      const forgotten = await this.columnMaps.forget(manager, columnMapId);
      if (forgotten === undefined) return refused('no-such-column-map', { columnMapId });
      await append(manager, actor, {
        action: 'column-map.forget',
        subjectKind: 'column-map',
        subjectId: columnMapId,
        before: { kind: forgotten.kind, map: forgotten.map },
      });
      return accepted({ columnMapId });
    });
  }
}

function isSame(one: ColumnMap, other: ColumnMap): boolean {
  const flat = (map: ColumnMap): string => JSON.stringify(Object.entries(map).sort());
  return flat(one) === flat(other);
}
