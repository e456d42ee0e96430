import { begun } from '../../../../../libs/wording/index.js';
import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  ChangeTermDates,
  type ListedTermDates,
  TermDatesQueries,
} from '../../../../../libs/features/offers/index.js';
import { AuditQueries } from '../../../../../libs/platform/audit/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../../access/every-offer.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { coordinates } from '../coordinates.js';
import { ActorNames } from '../actor-names.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { askedRows, shownList } from '../short-list.js';
import { AUTHORITY_FILE_COLUMNS, AUTHORITY_LIST } from './authorities-list.js';
import { endsOfForm, formOfTermDates, termDatesForm, type TermDatesForm } from './term-dates.form.js';
import {
  authorityText,
  fallbackText,
  NATIONAL,
  presentAuthorities,
  presentEvents,
  presentNational,
  termDatesError,
} from './term-dates.presenter.js';

interface Shown {
  readonly form?: TermDatesForm;
  readonly refusal?: Refusal;
}

/** The last days of terms, by which a contact is due: of each local authority, else the national ones. */
@ApiExcludeController()
@Controller('term-dates')
export class TermDatesPageController {
  constructor(
    private readonly termDates: TermDatesQueries,
    private readonly change: ChangeTermDates,
    private readonly audit: AuditQueries,
    private readonly actors: ActorNames,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const [national, found] = await Promise.all([this.termDates.one(NATIONAL), this.termDates.authorities()]);
    const list = shownList(AUTHORITY_LIST, found, query);
    const notice = takeNotice(request);
    response.render('term-dates/list.njk', {
      page: pageFrame('Term dates', actor),
      ...{ notice, list, hasAuthorities: found.length > 0, mayChange: mayChange(actor) },
      ...{ national: presentNational(national), rows: presentAuthorities(list.rows) },
    });
  }

  @ListFiles('term-dates')
  @Exports('term-dates')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(await this.file(query));
  }

  @Get(':authority')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async one(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('authority') authority: string,
  ): Promise<void> {
    await this.render(actor, request, response, authority);
  }

  @Post(':authority')
  @ConcernsEveryOffer()
  @Audits('term-dates.change')
  @Allow('coordinator', 'admin')
  async save(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('authority') authority: string,
    @Body() body: Form,
  ): Promise<void> {
    const form = termDatesForm(body);
    const { version } = form;
    const outcome = await this.change.execute(actor, { authority, version, ends: endsOfForm(form) });
    if (outcome.ok) {
      const name = authorityText(authority, (await this.nameOf(authority)) ?? null);
      request.session.notice = `${name}: saved. The next assessment of each offer follows them.`;
      response.redirect(303, '/term-dates');
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.render(actor, request, response, authority, { form, refusal: outcome.refusal });
  }

  private async file(query: Form): Promise<ListFile<ListedTermDates>> {
    const found = await this.termDates.authorities();
    const rows = askedRows(AUTHORITY_LIST, found, query);
    return { name: 'term-dates', sheet: 'Term dates', columns: AUTHORITY_FILE_COLUMNS, rows };
  }

  private async render(
    actor: Actor,
    request: Request,
    response: Response,
    authority: string,
    { form, refusal }: Shown = {},
  ): Promise<void> {
    const name = foundOr404(await this.nameOf(authority), 'local authority');
    const [own, national, trail, called] = await Promise.all([
      this.termDates.one(authority),
      this.termDates.one(NATIONAL),
      this.audit.search({ subjectKind: 'term-dates', subjectId: authority }, { limit: 20 }),
      this.actors.for(actor),
    ]);
    const title = `Term dates: ${authority === NATIONAL ? 'national' : authorityText(authority, name)}`;
    response.render('term-dates/view.njk', {
      page: pageFrame(title, actor, '', { fault: refusal !== undefined }),
      ...{ csrf: csrfTokenOf(request), title, authority, mayChange: mayChange(actor), version: own.version },
      ...{
        form: form ?? formOfTermDates(own.ends, own.version),
        fallback: fallbackText(authority, national),
      },
      events: presentEvents(trail.items, (id) => begun(called(id))),
      error: refusal === undefined ? null : termDatesError(refusal),
    });
  }

  /** Undefined: there is no such authority in the register, and none that has dates. */
  private async nameOf(authority: string): Promise<string | undefined> {
    if (authority === NATIONAL) return NATIONAL;
    const found = (await this.termDates.authorities()).find((row) => row.authority === authority);
    return found === undefined ? undefined : (found.name ?? `Local authority ${authority}`);
  }
}

/** The dates hold for every offer: whoever is limited to some only looks at them. */
function mayChange(actor: Actor): boolean {
  return actor.offers === undefined && coordinates(actor);
}
