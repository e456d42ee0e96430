import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, refused, type Actor, type Facts, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import type { TableSummary } from '../../platform/files/index.js';
import { enqueue } from '../../platform/queue/index.js';
import { ColumnMapsRepository } from './column-maps.repository.js';
import { FactsOrderRepository } from './facts-order.repository.js';
import type { FileHeader } from './file-header.js';
import { type ImportFindings, noRows } from './import-findings.js';
import { accumulates, mayNameNobody } from './import-kind.js';
import { ImportStaging, type StageSinks, type Watch } from './import-staging.js';
import {
  type Importer,
  ImporterRegistry,
  type StagedFile,
  type StoreTally,
  type StoreTask,
} from './importer.js';
import { type FactScope, ImportsRepository, type TakenImport } from './imports.repository.js';
import { removesMost } from './removes-most.js';
import { UnreadWriter } from './unread-writer.js';

/** Examples of each sort of change that a preview keeps. */
const EXAMPLES_KEPT = 100;

/** An import whose kind and columns are settled, in one worker's hands. */
export type SettledImport = TakenImport &
  FactScope & {
    /** Null: it was not looked at, since nobody has to be asked. */
    readonly header: FileHeader | null;
  };

export interface WorkedImport {
  readonly state: 'imported' | 'ready' | 'received' | 'undone';
  readonly rowCount: number;
  readonly storedCount: number;
  readonly faultCount: number;
}

/** Why nothing was done: kept as the import's failure, or as why it cannot be undone; except `superseded`. */
export type WorkRefusal =
  | 'file-refused'
  | 'overtaken'
  | 'newer-import-stored'
  | 'earlier-file-refused'
  | 'superseded'
  | (string & {});

/** The three things that a worker does with a readable file, each inside the caller's one transaction. */
@Injectable()
export class ImportWork {
  constructor(
    private readonly staging: ImportStaging,
    private readonly imports: ImportsRepository,
    private readonly order: FactsOrderRepository,
    private readonly columnMaps: ColumnMapsRepository,
    private readonly registry: ImporterRegistry,
  ) {}

  /** Reads the file and says what storing it would change; stores nothing but that. */
  async preview(
    manager: EntityManager,
    actor: Actor,
    work: SettledImport,
    findings: ImportFindings,
    watch: Watch,
  ): Promise<Outcome<WorkedImport, WorkRefusal>> {
    const read = await this.read(manager, work, findings, watch);
    return read.ok ? this.show(manager, actor, work, findings, watch) : read;
  }

  /** The preview of a file whose rows are put aside; from now on a person has to confirm it. */
  private async show(
    manager: EntityManager,
    actor: Actor,
    work: SettledImport,
    findings: ImportFindings,
    watch: Watch,
  ): Promise<Outcome<WorkedImport, 'superseded'>> {
    const { importer, task } = this.taskOf(manager, actor, work);
    await this.order.lockStoring(manager);
    const tally = await this.order.rehearse(manager, () => importer.store(task));
    findings.add(tally.faults);
    const refusedRows = tally.faults.flatMap(({ row, effect }) =>
      effect === 'row-refused' && typeof row === 'number' ? [row] : [],
    );
    const { counts, examples } = await importer.compare({ ...task, refusedRows, examples: EXAMPLES_KEPT });
    await this.order.clearStage(manager, work);
    watch.signal.throwIfAborted();
    const kept = { ...findings.counts, storedCount: tally.storedCount };
    const changed = await this.imports.change(manager, work, work.state, 'preview', {
      ...settledColumns(work),
      counts: kept,
      changeCounts: counts,
      review: true,
      basisN: await this.order.latest(manager, work),
      fraction: 1,
    });
    if (!changed) return refused('superseded');
    await this.order.replaceExamples(manager, work.importId, examples);
    await this.imports.replaceFaults(manager, work.importId, findings.kept);
    await this.remember(manager, actor, work);
    await this.audit(manager, actor, work, { state: 'ready', ...kept, changes: { ...counts } });
    return accepted({ state: 'ready', ...kept });
  }

  /**
   * Reads the file and stores what it holds, or goes back to the preview when that is out of date. Makes a preview of it
   * where most of what is stored would go and nobody said that it is meant.
   */
  async store(
    manager: EntityManager,
    actor: Actor,
    work: SettledImport,
    findings: ImportFindings,
    watch: Watch,
  ): Promise<Outcome<WorkedImport, WorkRefusal>> {
    const unread = new UnreadWriter(this.imports, manager, work.importId);
    await unread.begin();
    const read = await this.read(manager, work, findings, watch, { unread: (row) => unread.add(row) });
    if (!read.ok) return read;
    await unread.flush();
    const { importer, task } = this.taskOf(manager, actor, work);
    await this.order.lockStoring(manager);
    const standing = await this.standing(manager, work);
    if (!standing.ok) return standing;
    if (standing.value === 'outdated') return this.outdate(manager, actor, work);
    if (await this.removesUnasked(work, importer, task)) {
      await unread.begin();
      return this.show(manager, actor, work, findings, watch);
    }
    const tally = await importer.store(task);
    findings.add(tally.faults);
    await this.order.clearStage(manager, work);
    watch.signal.throwIfAborted();
    const counts = { ...findings.counts, storedCount: tally.storedCount };
    if (!(await this.finish(manager, work, counts, tally))) return refused('superseded');
    await this.imports.replaceFaults(manager, work.importId, findings.kept);
    if (work.state === 'reading') await this.remember(manager, actor, work);
    await this.audit(manager, actor, work, { state: 'imported', ...counts, ...tally.facts });
    return accepted({ state: 'imported', ...counts });
  }

  /** Makes the facts what they would be without this file, by reading again those that remain. */
  async undo(
    manager: EntityManager,
    actor: Actor,
    work: SettledImport,
    findings: ImportFindings,
    watch: Watch,
  ): Promise<Outcome<WorkedImport, WorkRefusal>> {
    const importer = this.registry.importerOf(work.kind);
    const { importId, kind, offer } = work;
    await this.order.lockStoring(manager);
    const newer = await this.order.findNewer(manager, work, work.storedN ?? 0);
    if (newer !== undefined) return refused('newer-import-stored', { ...newer });
    const all = await this.order.remaining(manager, work, importId);
    const wanted = importer.rebuildsFrom(kind) === 'latest' ? all.slice(-1) : all;
    const remaining: (StagedFile & { readonly note: Facts })[] = [];
    for (const earlier of wanted) {
      // Nobody else stages an import under a fence below zero.
      const staged = { ...earlier, kind, offer, fence: -work.fence };
      const summary = await this.staging.stage(manager, staged, watch);
      if (summary.stopped !== null) {
        return refused('earlier-file-refused', {
          ...findings.stopFacts(summary.stopped),
          importId: earlier.importId,
        });
      }
      remaining.push(staged);
    }
    const note = work.undoNote ?? {};
    const rebuilt = await importer.rebuild({ manager, actor, importId, kind, offer, note, remaining });
    if (!rebuilt.ok) return rebuilt;
    for (const staged of remaining) await this.order.clearStage(manager, staged);
    watch.signal.throwIfAborted();
    const undoneN = await this.order.next(manager);
    const changes = { undoneN, undoRefusal: null, fraction: 1, finished: true };
    if (!(await this.imports.change(manager, work, 'undoing', 'finish-undo', changes))) {
      return refused('superseded');
    }
    await this.order.replaceExamples(manager, importId, []);
    await this.audit(manager, actor, work, { state: 'undone', remaining: all.length, ...rebuilt.value });
    return accepted({ state: 'undone', rowCount: 0, storedCount: 0, faultCount: 0 });
  }

  private async read(
    manager: EntityManager,
    work: SettledImport,
    findings: ImportFindings,
    watch: Watch,
    sinks: StageSinks = {},
  ): Promise<Outcome<TableSummary, 'file-refused'>> {
    const summary = await this.staging.stage(manager, work, watch, sinks);
    findings.take(summary);
    if (summary.stopped !== null) return refused('file-refused', findings.stopFacts(summary.stopped));
    if (summary.rowsRead > 0 || mayNameNobody(work.kind)) return accepted(summary);
    // Storing nothing would take everything before it away.
    return refused('file-refused', findings.stop(noRows(work.fileName)));
  }

  /** Whether the file may be stored: refused when a later one was, out of date when a person saw something else. */
  private async standing(
    manager: EntityManager,
    work: SettledImport,
  ): Promise<Outcome<'current' | 'outdated', 'overtaken'>> {
    if (work.state === 'confirmed') {
      return accepted((await this.order.latest(manager, work)) === work.basisN ? 'current' : 'outdated');
    }
    const later = accumulates(work.kind)
      ? undefined
      : await this.order.findOvertaking(manager, work.importId);
    return later === undefined ? accepted('current') : refused('overtaken', { importId: later });
  }

  private async removesUnasked(work: SettledImport, importer: Importer, task: StoreTask): Promise<boolean> {
    if (work.state === 'confirmed' || work.acceptRemoval || accumulates(work.kind)) return false;
    if ((await this.order.latest(task.manager, work)) === 0) return false;
    const { counts } = await importer.compare({ ...task, refusedRows: [], examples: 0 });
    return removesMost(counts) !== null;
  }

  private async outdate(
    manager: EntityManager,
    actor: Actor,
    work: SettledImport,
  ): Promise<Outcome<WorkedImport, 'superseded'>> {
    const { importId } = work;
    await this.order.clearStage(manager, work);
    if (!(await this.imports.change(manager, work, work.state, 'outdate', { queued: true }))) {
      return refused('superseded');
    }
    await enqueue(manager, 'import', { importId });
    await this.audit(manager, actor, work, { state: 'received', why: 'preview-outdated' });
    return accepted({ state: 'received', rowCount: 0, storedCount: 0, faultCount: 0 });
  }

  private async finish(
    manager: EntityManager,
    work: SettledImport,
    counts: { readonly rowCount: number; readonly storedCount: number; readonly faultCount: number },
    { undoNote }: StoreTally,
  ): Promise<boolean> {
    return this.imports.change(manager, work, work.state, 'store', {
      ...settledColumns(work),
      counts,
      storedN: await this.order.next(manager),
      ...(undoNote === undefined ? {} : { undoNote }),
      fraction: 1,
      finished: true,
    });
  }

  private taskOf(
    manager: EntityManager,
    actor: Actor,
    { importId, fence, kind, offer }: SettledImport,
  ): { readonly importer: Importer; readonly task: StoreTask } {
    return {
      importer: this.registry.importerOf(kind),
      task: { manager, actor, importId, fence, kind, offer },
    };
  }

  /** The map has proved itself: it serves the next file with this header too. */
  private async remember(manager: EntityManager, actor: Actor, work: SettledImport): Promise<void> {
    const { kind, header, columnMap: map, fileName, createdBy } = work;
    if (header === null || Object.keys(map).length === 0) return;
    const input = { kind, header: header.names, map, fileName, createdBy };
    const { id, changed } = await this.columnMaps.remember(manager, input);
    if (!changed) return;
    await append(manager, actor, {
      action: 'column-map.remember',
      subjectKind: 'column-map',
      subjectId: id,
      after: { kind, map, importId: work.importId },
    });
  }

  private async audit(
    manager: EntityManager,
    actor: Actor,
    { importId, kind, offer }: SettledImport,
    result: Facts,
  ): Promise<void> {
    await append(manager, actor, {
      action: 'import.process',
      subjectKind: 'import',
      subjectId: importId,
      after: { kind, offer, ...result },
    });
  }
}

function settledColumns({ kind, offer, columnMap, header }: SettledImport) {
  return { kind, offer, columnMap, ...(header === null ? {} : { header }), recognition: null };
}
