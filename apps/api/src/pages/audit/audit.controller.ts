import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, SYSTEM } from '../../../../../libs/domain/kernel/index.js';
import { IdentityQueries, type UserSummary } from '../../../../../libs/features/identity/index.js';
import { type AuditFile, AuditQueries } from '../../../../../libs/platform/audit/index.js';
import { writeCsv } from '../../../../../libs/platform/files/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { ConcernsEveryOffer } from '../../access/every-offer.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile } from '../../web/list-file.js';
import { problemOf, ProblemException } from '../../web/problem.js';
import { dateItems, NO_REAL_DATE } from '../date-items.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { auditAddress, auditFilter, auditForm, type AuditForm, wrongDates } from './audit.form.js';
import { actionText, AUDIT_COLUMNS, auditOrder, auditTags, presentAudit } from './audit.presenter.js';

/** A workbook is put together in memory; a CSV file of any length is not. */
const MOST_IN_WORKBOOK = 20_000;
const TOO_MANY = problemOf(
  422,
  'too-many-rows',
  `A workbook holds at most ${MOST_IN_WORKBOOK.toLocaleString('en-GB')} events. Narrow the search, or take the CSV file.`,
);

@ApiExcludeController()
@Controller('audit')
export class AuditPageController {
  constructor(
    private readonly audit: AuditQueries,
    private readonly identity: IdentityQueries,
  ) {}

  @Get()
  @ConcernsEveryOffer()
  @Allow('admin', 'reviewer', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const form = auditForm(query);
    const users = await this.identity.users();
    const before = textField(query, 'before');
    const filter = auditFilter(form, meantBy(form, users));
    const [page, actions] = await Promise.all([
      this.audit.search(filter, {
        ...(before === '' ? {} : { before }),
        oldestFirst: form.direction === 'ascending',
      }),
      this.audit.actions(),
    ]);
    const names = new Map(users.map((user) => [user.id, `${user.displayName} (${user.username})`]));
    const wrong = wrongDates(form).map((name) => ({
      text: NO_REAL_DATE,
      href: `#${name}-day`,
    }));
    response.render('audit/view.njk', {
      page: pageFrame('Audit trail', actor, '/audit', { fault: wrong.length > 0 }),
      csrf: csrfTokenOf(request),
      form,
      dates: { from: dateItems(form.from), to: dateItems(form.to) },
      actions: [
        { value: '', text: 'Any action' },
        ...actions.map((value) => ({ value, text: actionText(value) })),
      ],
      order: auditOrder(form),
      isOldestFirst: form.direction === 'ascending',
      tags: auditTags(form),
      rows: presentAudit(page.items, (id) => names.get(id)),
      next: page.nextCursor === null ? null : auditAddress(form, { before: page.nextCursor }),
      links: {
        csv: auditAddress(form, {}, '/audit/trail.csv'),
        xlsx: auditAddress(form, {}, '/audit/trail.xlsx'),
      },
      errors: wrong.length === 0 ? null : wrong,
    });
  }

  @Get('trail.csv')
  @Exports('audit', 'subject')
  @ConcernsEveryOffer()
  @Allow('admin', 'reviewer', 'auditor')
  async csv(@Res() response: Response, @Query() query: Form, @NoteOf() note: NoteExport): Promise<void> {
    const found = await this.found(query);
    await note(found.rows);
    response.type('text/csv').attachment('audit.csv');
    await writeCsv(response, AUDIT_COLUMNS, found.entries);
  }

  @Get('trail.xlsx')
  @Exports('audit', 'subject')
  @ConcernsEveryOffer()
  @Allow('admin', 'reviewer', 'auditor')
  async xlsx(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    const { rows, entries } = await this.found(query);
    if (rows > MOST_IN_WORKBOOK) throw new ProblemException(TOO_MANY);
    return give({ name: 'audit', sheet: 'Audit', columns: AUDIT_COLUMNS, rows: entries });
  }

  private async found(query: Form): Promise<AuditFile> {
    const form = auditForm(query);
    const filter = auditFilter(form, meantBy(form, await this.identity.users()));
    return this.audit.file(filter, form.direction === 'ascending');
  }
}

/** The actors whose username, name or id holds what was typed; undefined: nobody was asked for. */
function meantBy({ person }: AuditForm, users: readonly UserSummary[]): readonly string[] | undefined {
  if (person === '') return undefined;
  const wanted = person.toLowerCase();
  const found = users.filter(({ id, username, displayName }) =>
    [id, username, displayName].some((text) => text.toLowerCase().includes(wanted)),
  );
  return [...found.map(({ id }) => id), ...(wanted === SYSTEM.id ? [SYSTEM.id] : [])];
}
