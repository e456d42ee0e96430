import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accepted, type Actor, assert, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { enqueue } from '../../platform/queue/index.js';
import {
  decided,
  type DecidedImport,
  decidedTo,
  type DecisionRefusal,
  DecisionsRepository,
  type ImportDecision,
  type LockedImport,
} from './decisions.repository.js';
import { FactsOrderRepository } from './facts-order.repository.js';
import { type FactScope, ImportsRepository } from './imports.repository.js';
import { removesMost } from './removes-most.js';

export interface ImportConfirmation extends ImportDecision {
  /** It is meant that most of what is stored goes (`removes-most`). */
  readonly acceptRemoval?: boolean;
}

/** Stores what the preview showed. The worker does it; whoever presses a second time gets the same answer. */
@Injectable()
export class ConfirmImport {
  constructor(
    private readonly database: Database,
    private readonly decisions: DecisionsRepository,
    private readonly imports: ImportsRepository,
    private readonly order: FactsOrderRepository,
  ) {}

  /**
   * Refused with `preview-outdated` when what is stored has changed since: then the preview is made anew. Refused with
   * `removes-most` when most of what is stored would go and the person did not say that it is meant.
   */
  async execute(
    actor: Actor,
    decision: ImportConfirmation,
  ): Promise<Outcome<DecidedImport, DecisionRefusal | 'preview-outdated' | 'removes-most'>> {
    const outcome = await this.database.transaction(actor, (manager) =>
      this.confirm(manager, actor, decision),
    );
    if (!outcome.ok) return outcome;
    const { outdated, ...answer } = outcome.value;
    // What was put right stays put right: only the answer is a refusal.
    return outdated ? refused('preview-outdated', { importId: decision.importId }) : accepted(answer);
  }

  private async confirm(
    manager: EntityManager,
    actor: Actor,
    decision: ImportConfirmation,
  ): Promise<Outcome<DecidedImport & { readonly outdated: boolean }, DecisionRefusal | 'removes-most'>> {
    const opened = await this.decisions.open(manager, decision, 'confirm', ({ state }) =>
      ['confirmed', 'imported'].includes(state),
    );
    if (!opened.ok) return opened;
    const { row, done } = opened.value;
    if (done) return accepted({ ...decided(row), outdated: false });
    const isCurrent = (await this.order.latest(manager, scopeOf(row))) === row.basisN;
    const most = isCurrent && decision.acceptRemoval !== true ? removesMost(row.changeCounts) : null;
    if (most !== null) return refused('removes-most', { ...most });
    const event = isCurrent ? 'confirm' : 'outdate';
    await changed(this.imports.change(manager, row, row.state, event, { queued: true }));
    await enqueue(manager, 'import', { importId: row.importId });
    await auditDecision(manager, actor, row, event);
    return accepted({ ...decidedTo(row, isCurrent ? 'confirmed' : 'received'), outdated: !isCurrent });
  }
}

/** Puts a file aside before anything of it is stored. */
@Injectable()
export class DiscardImport {
  constructor(
    private readonly database: Database,
    private readonly decisions: DecisionsRepository,
    private readonly imports: ImportsRepository,
    private readonly order: FactsOrderRepository,
  ) {}

  /** Refused with `stored-already` once it is imported: that is undone, not discarded. */
  async execute(
    actor: Actor,
    decision: ImportDecision,
  ): Promise<Outcome<DecidedImport, DecisionRefusal | 'stored-already'>> {
    return this.database.transaction(actor, async (manager) => {
      const opened = await this.decisions.open(
        manager,
        decision,
        'discard',
        ({ state }) => state === 'discarded',
      );
      if (!opened.ok) {
        const { state } = opened.refusal.facts;
        return state === 'imported' ? refused('stored-already', opened.refusal.facts) : opened;
      }
      const { row, done } = opened.value;
      if (done) return accepted(decided(row));
      await changed(this.imports.change(manager, row, row.state, 'discard', { finished: true }));
      await this.order.replaceExamples(manager, row.importId, []);
      await auditDecision(manager, actor, row, 'discard');
      return accepted(decidedTo(row, 'discarded'));
    });
  }
}

/**
 * Takes the facts of a stored file back, as if only the files before it had been stored. The worker does it, or says
 * in `undoRefusal` why it cannot be done.
 */
@Injectable()
export class UndoImport {
  constructor(
    private readonly database: Database,
    private readonly decisions: DecisionsRepository,
    private readonly imports: ImportsRepository,
    private readonly order: FactsOrderRepository,
  ) {}

  /** Refused with `newer-import-stored`: files of one kind (and offer) are undone newest first. */
  async execute(
    actor: Actor,
    decision: ImportDecision & { readonly reason?: string },
  ): Promise<Outcome<DecidedImport, DecisionRefusal | 'newer-import-stored'>> {
    return this.database.transaction(actor, async (manager) => {
      const opened = await this.decisions.open(manager, decision, 'undo', ({ state }) =>
        ['undoing', 'undone'].includes(state),
      );
      if (!opened.ok) return opened;
      const { row, done } = opened.value;
      if (done) return accepted(decided(row));
      const newer = await this.order.findNewer(manager, scopeOf(row), row.storedN ?? 0);
      if (newer !== undefined) return refused('newer-import-stored', { ...newer });
      const changes = { queued: true, undoRefusal: null };
      await changed(this.imports.change(manager, row, row.state, 'undo', changes));
      await enqueue(manager, 'import', { importId: row.importId });
      await auditDecision(manager, actor, row, 'undo', decision.reason);
      return accepted(decidedTo(row, 'undoing'));
    });
  }
}

function scopeOf({ kind, offer }: LockedImport): FactScope {
  assert(kind !== null, 'only an import of a known kind gets so far');
  return { kind, offer };
}

/** The row is locked and its state was looked at: nothing can have changed. */
async function changed(change: Promise<boolean>): Promise<void> {
  assert(await change, 'a locked import changes its state');
}

export async function auditDecision(
  manager: EntityManager,
  actor: Actor,
  { importId, state, kind, offer }: LockedImport,
  event: string,
  reason?: string,
): Promise<void> {
  await append(manager, actor, {
    action: `import.${event}`,
    subjectKind: 'import',
    subjectId: importId,
    before: { state },
    after: { kind, offer },
    ...(reason === undefined ? {} : { reason }),
  });
}
