import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, refused, type Actor, type Facts, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Heartbeat } from './heartbeat.js';
import { accumulates } from './import-kind.js';
import { ImportFindings } from './import-findings.js';
import { ImporterRegistry } from './importer.js';
import { ImportsRepository, STALLED_AFTER_SECONDS, type TakenImport } from './imports.repository.js';
import { StageWriter } from './stage-writer.js';
import { StoredFile } from './stored-file.js';

/** An import that broke off this often is given up. */
const TAKES_MAX = 5;

export interface ProcessImportInput {
  readonly importId: string;
  /** Stop early; the import waits for its next attempt. */
  readonly signal?: AbortSignal;
}

export interface ProcessedImport {
  readonly state: 'imported' | 'failed';
  readonly rowCount: number;
  readonly storedCount: number;
  readonly faultCount: number;
}

/**
 * `nothing-to-do`: unknown, finished, or in another worker's hands; `superseded`: another worker took it meanwhile,
 * so this one's work was thrown away.
 */
export type ProcessImportRefusal = 'nothing-to-do' | 'superseded';

/** Why nothing of the file was stored: kept as the import's failure, except `superseded`. */
type NothingStored = 'file-refused' | 'overtaken' | 'broke-off-repeatedly' | 'superseded';

/**
 * Reads one received file and stores what it holds: all good rows, every fault, the audit row and the final state in
 * one transaction, or nothing. Any number of workers may try at once; one of them takes it, and a worker that is
 * silent for too long loses it to the next.
 */
@Injectable()
export class ProcessImport {
  constructor(
    private readonly database: Database,
    private readonly repository: ImportsRepository,
    private readonly registry: ImporterRegistry,
  ) {}

  /** Throws when something of ours broke: the import then waits for its next attempt. */
  async execute(
    actor: Actor,
    input: ProcessImportInput,
  ): Promise<Outcome<ProcessedImport, ProcessImportRefusal>> {
    const { importId } = input;
    const { manager } = this.database;
    const taken = await this.repository.take(manager, importId, STALLED_AFTER_SECONDS);
    if (taken === undefined) return refused('nothing-to-do', { importId });
    const heartbeat = new Heartbeat((fraction) => this.repository.heartbeat(manager, taken, fraction));
    try {
      return await this.work(actor, taken, heartbeat, input.signal);
    } catch (error) {
      if (heartbeat.lost.aborted) return refused('superseded', { importId });
      await this.repository.release(manager, taken).catch(() => undefined);
      throw error;
    } finally {
      await heartbeat.stop();
    }
  }

  private async work(
    actor: Actor,
    taken: TakenImport,
    heartbeat: Heartbeat,
    stop: AbortSignal | undefined,
  ): Promise<Outcome<ProcessedImport, 'superseded'>> {
    const findings = new ImportFindings();
    const signal = stop === undefined ? heartbeat.lost : AbortSignal.any([heartbeat.lost, stop]);
    const stored =
      taken.fence > TAKES_MAX
        ? refused('broke-off-repeatedly', { times: taken.fence - 1 })
        : await this.database.transaction(actor, (manager) =>
            this.store(manager, actor, taken, findings, { heartbeat, signal }),
          );
    if (stored.ok) return stored;
    const { code, facts } = stored.refusal;
    if (code === 'superseded') return refused(code, { importId: taken.importId });
    return this.database.transaction(actor, (manager) =>
      this.fail(manager, actor, taken, findings, { code, facts }),
    );
  }

  private async store(
    manager: EntityManager,
    actor: Actor,
    taken: TakenImport,
    findings: ImportFindings,
    watch: { readonly heartbeat: Heartbeat; readonly signal: AbortSignal },
  ): Promise<Outcome<ProcessedImport, NothingStored>> {
    const importer = this.registry.importerOf(taken.kind);
    const { importId, fence, kind, offer, columnMap } = taken;
    await this.repository.allowLongStatements(manager);
    const stage = new StageWriter(this.repository, manager, taken);
    const source = new StoredFile(manager, taken, watch.signal, (fraction) => {
      watch.heartbeat.progress(fraction);
    });
    const summary = await importer.read({
      manager,
      kind,
      offer,
      columnMap,
      source,
      accept: (row) => stage.accept(row),
    });
    source.throwIfBroken();
    await stage.flush();
    findings.take(summary);
    if (summary.stopped !== null) return refused('file-refused', findings.stopFacts(summary.stopped));
    await this.repository.lockStoring(manager);
    const later = accumulates(kind) ? undefined : await this.repository.findOvertaking(manager, importId);
    if (later !== undefined) return refused('overtaken', { importId: later });
    const tally = await importer.store({ manager, actor, importId, fence, kind, offer });
    findings.add(tally.faults);
    await this.repository.clearStage(manager, taken);
    watch.signal.throwIfAborted();
    const counts = { ...findings.counts, storedCount: tally.storedCount };
    if (!(await this.repository.finish(manager, taken, counts))) return refused('superseded');
    await this.repository.insertFaults(manager, importId, findings.kept);
    await this.audit(manager, actor, taken, { state: 'imported', ...counts, ...tally.facts });
    return accepted({ state: 'imported', ...counts });
  }

  private async fail(
    manager: EntityManager,
    actor: Actor,
    taken: TakenImport,
    findings: ImportFindings,
    failure: { readonly code: string; readonly facts: Facts },
  ): Promise<Outcome<ProcessedImport, 'superseded'>> {
    const counts = { ...findings.counts, storedCount: 0 };
    if (!(await this.repository.fail(manager, taken, failure, counts))) return refused('superseded');
    await this.repository.insertFaults(manager, taken.importId, findings.kept);
    await this.audit(manager, actor, taken, { state: 'failed', failure: failure.code, ...counts });
    return accepted({ state: 'failed', ...counts });
  }

  private async audit(
    manager: EntityManager,
    actor: Actor,
    taken: TakenImport,
    result: Facts,
  ): Promise<void> {
    const { importId, kind, offer, fileName } = taken;
    await append(manager, actor, {
      action: 'import.process',
      subjectKind: 'import',
      subjectId: importId,
      after: { kind, offer, fileName, ...result },
    });
  }
}
