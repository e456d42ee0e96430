import { Controller, Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Actor, OFFER_YEARS } from '../../../../../libs/domain/kernel/index.js';
import { type AssessmentSummary, OffersQueries } from '../../../../../libs/features/offers/index.js';
import { SchoolPlacesQueries } from '../../../../../libs/features/schools/index.js';
import { DECISION_COLUMNS } from '../../../../../libs/features/reports/index.js';
import { writeCsv } from '../../../../../libs/platform/files/index.js';
import {
  dateText,
  inspectionsEndSentence,
  OFFER_NAMES,
  unknownSubjectSentence,
  unreadRowsSentence,
} from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { decisionsXlsx } from '../../web/decisions-workbook.js';
import { coordinates } from '../coordinates.js';
import type { Form } from '../form.js';
import { EVERY_OFFER, offersFor, choicesFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { everyRow, pageLinks, pageNumber } from '../sorted-list.js';
import {
  decisionFilter,
  eligibilityAddress,
  eligibilityForm,
  type EligibilityForm,
} from './eligibility.form.js';
import {
  actionLinks,
  decisionColumns,
  ELIGIBILITY_CHOICES,
  filterTags,
  presentDecision,
  presentDecisions,
  recordLinks,
} from './eligibility.presenter.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';

const ROWS_ON_A_PAGE = 50;
const ROWS_AT_ONCE = 2000;

@ApiExcludeController()
@Controller('eligibility')
export class EligibilityPageController {
  constructor(
    private readonly offers: OffersQueries,
    private readonly places: SchoolPlacesQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const form = await this.form(query, offersFor(actor));
    const page = pageNumber(query);
    const [assessment, found] = await Promise.all([
      this.offers.latestAssessment(form.offer),
      this.read(form, page, ROWS_ON_A_PAGE),
    ]);
    response.render('eligibility/list.njk', {
      page: pageFrame('Who is eligible', actor, '/eligibility'),
      csrf: csrfTokenOf(request),
      offerName: OFFER_NAMES[form.offer],
      asOf: assessment === undefined ? null : dateText(assessment.asOf),
      counts: assessment?.counts ?? null,
      mayDecide: mayRecord(actor),
      passedOver: (assessment?.unknownSubjects ?? []).map(unknownSubjectSentence),
      unread: assessment === undefined ? [] : doubts(assessment),
      form,
      choices: choicesFor(actor, ELIGIBILITY_CHOICES),
      tags: filterTags(form),
      records: actor.regions === undefined ? recordLinks(form.offer) : [],
      columns: decisionColumns(form),
      rows: presentDecisions(found.items),
      pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.total }, 'Schools and trusts', (to) =>
        eligibilityAddress(form, { page: to }),
      ),
      links: {
        csv: eligibilityAddress(form, {}, '/eligibility/decisions.csv'),
        xlsx: eligibilityAddress(form, {}, '/eligibility/decisions.xlsx'),
      },
    });
  }

  @Get('decisions.csv')
  @Exports('decisions', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async csv(@Res() response: Response, @Query() query: Form, @NoteOf() note: NoteExport): Promise<void> {
    const form = await this.form(query);
    await note((await this.read(form, 1, 1)).total);
    response.type('text/csv').attachment(`decisions-${form.offer}.csv`);
    await writeCsv(
      response,
      DECISION_COLUMNS,
      everyRow((page, size) => this.read(form, page, size), ROWS_AT_ONCE),
    );
  }

  @Get('decisions.xlsx')
  @Exports('decisions', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async xlsx(@Query() query: Form, @NoteOf() note: NoteExport): Promise<StreamableFile> {
    const form = await this.form(query);
    await note((await this.read(form, 1, 1)).total);
    return decisionsXlsx(
      form.offer,
      everyRow((page, size) => this.read(form, page, size), ROWS_AT_ONCE),
    );
  }

  @Get(':offer/:subjectKind/:subjectId')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async one(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param() given: { readonly offer: string; readonly subjectKind: string; readonly subjectId: string },
  ): Promise<void> {
    const offer = foundOr404(
      OFFER_YEARS.find((year) => year === given.offer),
      'offer',
    );
    const kind = (['school', 'trust'] as const).find((known) => known === given.subjectKind);
    const decision = kind && (await this.offers.decision(offer, kind, given.subjectId));
    const found = foundOr404(decision, 'decision');
    const [place, hasDistricts] = await Promise.all([
      this.places.one(found.subjectKind, found.subjectId),
      this.places.hasDistricts(),
    ]);
    const placed = place === undefined ? null : { ...place, kind: found.subjectKind, hasDistricts };
    const view = presentDecision(found, placed);
    response.render('eligibility/decision.njk', {
      page: pageFrame(`${view.name}: ${view.answer.text}`, actor, '/eligibility'),
      csrf: csrfTokenOf(request),
      back: `/eligibility?offer=${offer}`,
      decision: view,
      actions: mayRecord(actor) ? actionLinks(found) : [],
    });
  }

  /** In the order of the list, over all its pages. */

  private read(
    form: EligibilityForm,
    page: number,
    size: number,
  ): ReturnType<OffersQueries['sortedDecisions']> {
    const order = { sort: form.sort, descending: form.direction === 'descending' };
    return this.offers.sortedDecisions(form.offer, decisionFilter(form), order, { page, size });
  }

  /** Without an offer in the address: the newest one that was assessed. */
  private async form(query: Form, own = EVERY_OFFER): Promise<EligibilityForm> {
    const assessed = await this.offers.assessments();
    const years = new Set(assessed.filter(({ state }) => state === 'done').map(({ offer }) => offer));
    return eligibilityForm(query, own.find((year) => years.has(year)) ?? own[0] ?? '2024-25');
  }
}

/** Why a "no" may be wrong. */
function doubts({ unreadRows, inspectionsEnd, asOf }: AssessmentSummary): readonly string[] {
  return [
    ...(unreadRows ?? []).map(unreadRowsSentence),
    ...(inspectionsEnd === null ? [] : [inspectionsEndSentence(inspectionsEnd, asOf)]),
  ];
}

/** Records by hand cut through regions. */
function mayRecord(actor: Actor): boolean {
  return actor.regions === undefined && coordinates(actor);
}
