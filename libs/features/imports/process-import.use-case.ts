import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, refused, type Actor, type Facts, type Outcome } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { Heartbeat } from './heartbeat.js';
import { ImportFindings } from './import-findings.js';
import type { Watch } from './import-staging.js';
import { ImportWork, type SettledImport, type WorkRefusal } from './import-work.js';
import { ImportsRepository, STALLED_AFTER_SECONDS, type TakenImport } from './imports.repository.js';
import { SettleImport, type Settled } from './settle-import.js';
import { StoredFile } from './stored-file.js';

/** An import that broke off this often, since it was last queued, is given up. */
const TAKES_MAX = 5;

export interface ProcessImportInput {
  readonly importId: string;
  /** Stop early; the import waits for its next attempt. */
  readonly signal?: AbortSignal;
}

export interface ProcessedImport {
  /**
   * `ready`, `needs-kind`, `needs-columns`: waits for a person; `received`: its preview was out of date and is made
   * anew; `undone` or, when that is refused, `imported`: after the wish to undo it.
   */
  readonly state: 'imported' | 'failed' | 'ready' | 'needs-kind' | 'needs-columns' | 'received' | 'undone';
  readonly rowCount: number;
  readonly storedCount: number;
  readonly faultCount: number;
}

/**
 * `nothing-to-do`: unknown, finished, waiting for a person, or in another worker's hands; `superseded`: another worker
 * took it meanwhile, so this one's work was thrown away.
 */
export type ProcessImportRefusal = 'nothing-to-do' | 'superseded';

const NOTHING = { rowCount: 0, storedCount: 0, faultCount: 0 } as const;

/**
 * Does the next step of one import: reads a received file (and stores it, unless a person wants to see the preview
 * first), stores a confirmed one, takes a stored one back. Each step is one transaction: all of its effects with every
 * fault, the audit row and the new state, or nothing. Any number of workers may try at once; one of them takes it, and
 * a worker that is silent for too long loses it to the next.
 */
@Injectable()
export class ProcessImport {
  constructor(
    private readonly database: Database,
    private readonly repository: ImportsRepository,
    private readonly settle: SettleImport,
    private readonly work: ImportWork,
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
    const { lost } = heartbeat;
    const watch: Watch = {
      signal: input.signal === undefined ? lost : AbortSignal.any([lost, input.signal]),
      onFraction: (fraction) => {
        heartbeat.progress(fraction);
      },
    };
    try {
      return await this.step(actor, taken, watch);
    } catch (error) {
      if (lost.aborted) return refused('superseded', { importId });
      await this.repository.release(manager, taken).catch(() => undefined);
      throw error;
    } finally {
      await heartbeat.stop();
    }
  }

  private async step(
    actor: Actor,
    taken: TakenImport,
    watch: Watch,
  ): Promise<Outcome<ProcessedImport, 'superseded'>> {
    const findings = new ImportFindings();
    const worked =
      taken.takes > TAKES_MAX
        ? refused('broke-off-repeatedly', { times: taken.takes - 1 })
        : await this.attempt(actor, taken, findings, watch);
    if (worked.ok) return accepted(worked.value);
    const { code, facts } = worked.refusal;
    if (code === 'superseded') return refused('superseded', { importId: taken.importId });
    return this.database.transaction(actor, (manager) =>
      taken.state === 'undoing'
        ? this.keepStored(manager, actor, taken, { code, facts })
        : this.fail(manager, actor, taken, findings, { code, facts }),
    );
  }

  private async attempt(
    actor: Actor,
    taken: TakenImport,
    findings: ImportFindings,
    watch: Watch,
  ): Promise<Outcome<ProcessedImport, WorkRefusal>> {
    if (taken.state === 'reading') return this.readFirst(actor, taken, findings, watch);
    const { kind } = taken;
    if (kind === null) throw new Error('An import without a kind cannot be confirmed');
    const settled: SettledImport = { ...taken, kind, header: null };
    return this.database.transaction(actor, (manager) =>
      taken.state === 'confirmed'
        ? this.work.store(manager, actor, settled, findings, watch)
        : this.work.undo(manager, actor, settled, findings, watch),
    );
  }

  private async readFirst(
    actor: Actor,
    taken: TakenImport,
    findings: ImportFindings,
    watch: Watch,
  ): Promise<Outcome<ProcessedImport, WorkRefusal>> {
    const { manager } = this.database;
    const source = new StoredFile(manager, taken, watch.signal, () => undefined);
    const settled = await this.settle.execute(manager, taken, source);
    if (settled.answer === 'refuse') {
      findings.stop(settled.stop);
      return refused('file-refused', findings.stopFacts(settled.stop));
    }
    if (settled.answer !== 'read') {
      return this.database.transaction(actor, (inside) => this.ask(inside, actor, taken, settled));
    }
    const { kind, offer, columnMap, header } = settled;
    const work: SettledImport = { ...taken, kind, offer, columnMap, header };
    return this.database.transaction(actor, (inside) =>
      taken.review
        ? this.work.preview(inside, actor, work, findings, watch)
        : this.work.store(inside, actor, work, findings, watch),
    );
  }

  private async ask(
    manager: EntityManager,
    actor: Actor,
    taken: TakenImport,
    settled: Settled & { readonly answer: 'ask-kind' | 'ask-columns' },
  ): Promise<Outcome<ProcessedImport, 'superseded'>> {
    const state = settled.answer === 'ask-kind' ? 'needs-kind' : 'needs-columns';
    const changed = await this.repository.change(manager, taken, 'reading', settled.answer, {
      header: settled.header,
      ...(settled.answer === 'ask-kind'
        ? { recognition: settled.recognition }
        : { kind: settled.kind, offer: settled.offer, recognition: null }),
      changeCounts: null,
      counts: NOTHING,
    });
    if (!changed) return refused('superseded');
    await this.repository.replaceFaults(manager, taken.importId, []);
    await this.audit(manager, actor, taken, { state });
    return accepted({ state, ...NOTHING });
  }

  private async fail(
    manager: EntityManager,
    actor: Actor,
    taken: TakenImport,
    findings: ImportFindings,
    failure: { readonly code: string; readonly facts: Facts },
  ): Promise<Outcome<ProcessedImport, 'superseded'>> {
    const counts = { ...findings.counts, storedCount: 0 };
    const changes = { failure, counts, changeCounts: null, finished: true };
    if (!(await this.repository.change(manager, taken, taken.state, 'fail', changes))) {
      return refused('superseded');
    }
    await this.repository.replaceFaults(manager, taken.importId, findings.kept);
    await this.audit(manager, actor, taken, { state: 'failed', failure: failure.code, ...counts });
    return accepted({ state: 'failed', ...counts });
  }

  /** It cannot be undone: its facts stay as they are, and it says why. */
  private async keepStored(
    manager: EntityManager,
    actor: Actor,
    taken: TakenImport,
    refusal: { readonly code: string; readonly facts: Facts },
  ): Promise<Outcome<ProcessedImport, 'superseded'>> {
    const changes = { undoRefusal: refusal, fraction: 1 };
    if (!(await this.repository.change(manager, taken, 'undoing', 'refuse-undo', changes))) {
      return refused('superseded');
    }
    await this.audit(manager, actor, taken, { state: 'imported', undoRefused: refusal.code });
    return accepted({ state: 'imported', ...NOTHING });
  }

  private async audit(
    manager: EntityManager,
    actor: Actor,
    { importId, kind, offer }: TakenImport,
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
