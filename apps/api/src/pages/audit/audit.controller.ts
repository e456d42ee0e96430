import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, SYSTEM } from '../../../../../libs/domain/kernel/index.js';
import { IdentityQueries, type UserSummary } from '../../../../../libs/features/identity/index.js';
import { AuditQueries, ExportAudit } from '../../../../../libs/platform/audit/index.js';
import { writeCsv } from '../../../../../libs/platform/files/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../../access/every-offer.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { dateParts, type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { auditAddress, auditFilter, auditForm, type AuditForm, wrongDates } from './audit.form.js';
import { AUDIT_COLUMNS, auditTags, presentAudit } from './audit.presenter.js';

@ApiExcludeController()
@Controller('audit')
export class AuditPageController {
  constructor(
    private readonly audit: AuditQueries,
    private readonly exportAudit: ExportAudit,
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
    await this.show(actor, request, response, query, null);
  }

  @Post('export')
  @ConcernsEveryOffer()
  @Audits('audit.export')
  @Allow('admin', 'reviewer', 'auditor')
  async csv(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const form = auditForm(body);
    const filter = auditFilter(form, meantBy(form, await this.identity.users()));
    const outcome = await this.exportAudit.execute(actor, { filter, purpose: textField(body, 'purpose') });
    if (!outcome.ok) {
      response.status(422);
      await this.show(actor, request, response, body, refusalSentence(outcome.refusal));
      return;
    }
    response.type('text/csv').attachment('audit.csv');
    await writeCsv(response, AUDIT_COLUMNS, outcome.value.entries);
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    query: Form,
    purposeFault: string | null,
  ): Promise<void> {
    const form = auditForm(query);
    const users = await this.identity.users();
    const before = textField(query, 'before');
    const filter = auditFilter(form, meantBy(form, users));
    const [page, actions] = await Promise.all([
      this.audit.search(filter, before === '' ? {} : { before }),
      this.audit.actions(),
    ]);
    const names = new Map(users.map((user) => [user.id, `${user.displayName} (${user.username})`]));
    const wrong = wrongDates(form).map((name) => ({
      text: 'Write a date that there is',
      href: `#${name}-day`,
    }));
    const errors = [...wrong, ...(purposeFault === null ? [] : [{ text: purposeFault, href: '#purpose' }])];
    response.render('audit/view.njk', {
      page: pageFrame('Audit trail', actor, '/audit', { fault: errors.length > 0 }),
      csrf: csrfTokenOf(request),
      form,
      dates: { from: dateItems(form.from), to: dateItems(form.to) },
      actions: [{ value: '', text: 'Any action' }, ...actions.map((value) => ({ value, text: value }))],
      tags: auditTags(form),
      rows: presentAudit(page.items, (id) => names.get(id)),
      next: page.nextCursor === null ? null : auditAddress(form, { before: page.nextCursor }),
      purposeFault,
      purpose: textField(query, 'purpose'),
      errors: errors.length === 0 ? null : errors,
    });
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

function dateItems(
  date: string,
): readonly { readonly name: string; readonly value: string; readonly classes: string }[] {
  const { day, month, year } = dateParts(date);
  return [
    { name: 'day', value: day, classes: 'govuk-input--width-2' },
    { name: 'month', value: month, classes: 'govuk-input--width-2' },
    { name: 'year', value: year, classes: 'govuk-input--width-4' },
  ];
}
