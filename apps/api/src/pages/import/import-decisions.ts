import { Injectable } from '@nestjs/common';
import { accepted, type Actor, type Outcome } from '../../../../../libs/domain/kernel/index.js';
import {
  ConfirmImport,
  DiscardImport,
  type ImportConfirmation,
  UndoImport,
} from '../../../../../libs/features/imports/index.js';

export const IMPORT_DECISIONS = ['confirm', 'discard', 'undo'] as const;
export type ImportDecisionName = (typeof IMPORT_DECISIONS)[number];

/** The buttons of a file's page: each does its use case and gives the sentence that tells it was done. */
@Injectable()
export class ImportDecisions {
  constructor(
    private readonly confirmImport: ConfirmImport,
    private readonly discardImport: DiscardImport,
    private readonly undoImport: UndoImport,
  ) {}

  async execute(
    actor: Actor,
    name: ImportDecisionName,
    { reason, acceptRemoval, ...decision }: ImportConfirmation & { readonly reason: string },
  ): Promise<Outcome<string>> {
    switch (name) {
      case 'confirm': {
        const accepting = acceptRemoval === undefined ? decision : { ...decision, acceptRemoval };
        const outcome = await this.confirmImport.execute(actor, accepting);
        return outcome.ok ? accepted('Confirmed. The file is being stored.') : outcome;
      }
      case 'discard': {
        const outcome = await this.discardImport.execute(actor, decision);
        return outcome.ok ? accepted('The file was put aside. Nothing of it was stored.') : outcome;
      }
      case 'undo': {
        const given = reason === '' ? decision : { ...decision, reason };
        const outcome = await this.undoImport.execute(actor, given);
        return outcome.ok ? accepted('What this file changed is being taken back.') : outcome;
      }
    }
  }
}
