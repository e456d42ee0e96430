import { Injectable } from '@nestjs/common';
import { type Actor, OFFER_YEARS, type Outcome, refused } from '../../../../../libs/domain/kernel/index.js';
import {
  belongsToOneOffer,
  IMPORT_KINDS,
  type ImportDecision,
  ImporterRegistry,
  type ImportSummary,
  MapImportColumns,
  SetImportKind,
} from '../../../../../libs/features/imports/index.js';
import { type Form, textField } from '../form.js';
import { columnMapFrom, type ColumnQuestion, columnQuestions, givenTwice } from './columns-form.js';

/** What a file's page asks, and the answers out of its forms. */
@Injectable()
export class ImportAnswers {
  constructor(
    private readonly registry: ImporterRegistry,
    private readonly setKind: SetImportKind,
    private readonly mapColumns: MapImportColumns,
  ) {}

  /** Which column is which; nothing while the kind is not known. */
  questions(item: ImportSummary, sent?: Form): readonly ColumnQuestion[] {
    if (item.kind === null || item.header === null) return [];
    const { columns } = this.registry.profileOf(item.kind);
    return columnQuestions(columns, item.header, item.columnMap, sent);
  }

  async kind(actor: Actor, decision: ImportDecision, sent: Form): Promise<Outcome<unknown>> {
    const kind = IMPORT_KINDS.find((known) => known === textField(sent, 'kind'));
    const year = OFFER_YEARS.find((known) => known === textField(sent, 'offer')) ?? null;
    if (kind === undefined) return refused('bad-kind');
    return this.setKind.execute(actor, { ...decision, kind, offer: belongsToOneOffer(kind) ? year : null });
  }

  async columns(
    actor: Actor,
    decision: ImportDecision,
    item: ImportSummary,
    sent: Form,
  ): Promise<Outcome<unknown>> {
    const questions = this.questions(item, sent);
    const twice = givenTwice(questions);
    if (twice.length > 0) return refused('bad-column-choice', { columns: twice.map(({ name }) => name) });
    return this.mapColumns.execute(actor, { ...decision, columnMap: columnMapFrom(questions) });
  }
}
