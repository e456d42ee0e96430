import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type Actor,
  OFFER_YEARS,
  type OfferYear,
  type Refusal,
} from '../../../../../libs/domain/kernel/index.js';
import { ClaimsQueries, type ClaimView, MakeClaim } from '../../../../../libs/features/delivery/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { plural, poundsText, refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { claimFile } from '../../web/claim-file.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { dateField, dateParts, type Form, textField, versionField } from '../form.js';
import { offerItemsFor, offersFor } from '../offers-for.js';
import { pickItems } from '../pick-items.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { askedRows, shownList } from '../short-list.js';
import { CLAIM_LIST, CLAIM_LIST_COLUMNS, claimLineList } from './claims-list.js';
import { claimFaults, presentClaim, presentLine, waitingText } from './claims.presenter.js';
import { Exports } from '../../web/exports.decorator.js';

/** Claims: signed days of a period, each once. */
@ApiExcludeController()
@Controller('claims')
export class ClaimsPageController {
  constructor(
    private readonly claims: ClaimsQueries,
    private readonly makeClaim: MakeClaim,
    private readonly leaders: LeadersQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    await this.show(actor, request, response, { query, form: query });
  }

  @ListFiles('claims')
  @Exports('claims', 'offer')
  @Allow('coordinator', 'admin')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(await this.file(query));
  }

  @Post()
  @Audits('claim.make')
  @Allow('coordinator', 'admin')
  async make(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const leaderRef = textField(form, 'leaderRef');
    const outcome = await this.makeClaim.execute(actor, {
      ...{ offer: offerIn(actor, form), from: dateField(form, 'from'), to: dateField(form, 'to') },
      ...(leaderRef === '' ? {} : { leaderRef }),
    });
    if (!outcome.ok) {
      response.status(statusOfRefusal(outcome.refusal.code));
      await this.show(actor, request, response, { query: {}, form, refusal: outcome.refusal });
      return;
    }
    const { visits, amountPence, claimId } = outcome.value;
    request.session.notice = `${plural(visits, 'visit', 'visits')} claimed: ${poundsText(amountPence)}.`;
    response.redirect(303, `/claims/${claimId}`);
  }

  @Get(':claimId')
  @Allow('coordinator', 'admin')
  async one(
    @ActorOf() actor: Actor,
    @Param('claimId', PageId) claimId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    await this.showOne(actor, claimId, request, response, { query });
  }

  @ListFiles(':claimId/lines')
  @Exports('claim', 'claimId')
  @Allow('coordinator', 'admin')
  async lineFiles(
    @Param('claimId', PageId) claimId: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    const claim = foundOr404(await this.claims.find(claimId), 'claim');
    const list = claimLineList(claimId);
    const lines = askedRows(list, await this.claims.lines(claimId), query);
    return give(claimFile(claim, lines));
  }

  @Post(':claimId/withdraw')
  @Audits('claim.withdraw')
  @Allow('coordinator', 'admin')
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('claimId', PageId) claimId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Body() form: Form,
  ): Promise<void> {
    const reason = textField(form, 'reason');
    const version = versionField(form);
    foundOr404(await this.claims.find(claimId), 'claim');
    const outcome = await this.makeClaim.withdraw(actor, { claimId, version, reason });
    if (!outcome.ok) {
      response.status(statusOfRefusal(outcome.refusal.code));
      await this.showOne(actor, claimId, request, response, { refusal: outcome.refusal });
      return;
    }
    request.session.notice = 'The claim was withdrawn. Its visits can be claimed again.';
    response.redirect(303, `/claims/${claimId}`);
  }

  private async file(query: Form): Promise<ListFile<ClaimView>> {
    const rows = askedRows(CLAIM_LIST, await this.claims.list(), query);
    return { name: 'claims', sheet: 'Claims', columns: CLAIM_LIST_COLUMNS, rows };
  }

  /** `query`: what the list is filtered and sorted by; `form`: what stands in the fields of a new claim. */
  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    { query, form, refusal }: { readonly query: Form; readonly form: Form; readonly refusal?: Refusal },
  ): Promise<void> {
    const offer = offerIn(actor, form);
    const [claims, unclaimed, leaders] = await Promise.all([
      this.claims.list(),
      this.claims.unclaimed(offer),
      this.leaders.names(),
    ]);
    const list = shownList(CLAIM_LIST, claims, query);
    const faults = claimFaults(refusal, form);
    response.render('claims/list.njk', {
      list,
      rows: list.rows.map(presentClaim),
      hasClaims: claims.length > 0,
      offers: offerItemsFor(actor),
      leaders: pickItems(leaders, 'All leaders'),
      waiting: waitingText(offer, unclaimed),
      form: {
        offer,
        leaderRef: textField(form, 'leaderRef'),
        from: dateParts(dateField(form, 'from')),
        to: dateParts(dateField(form, 'to')),
      },
      ...faults,
      page: pageFrame('Claims', actor, '/claims', { fault: faults.errors !== null }),
      csrf: csrfTokenOf(request),
    });
  }

  private async showOne(
    actor: Actor,
    claimId: string,
    request: Request,
    response: Response,
    { query = {}, refusal }: { readonly query?: Form; readonly refusal?: Refusal },
  ): Promise<void> {
    const claim = foundOr404(await this.claims.find(claimId), 'claim');
    const list = shownList(claimLineList(claimId), await this.claims.lines(claimId), query);
    const notice = takeNotice(request);
    response.render('claims/one.njk', {
      claim: presentClaim(claim),
      ...{ version: claim.version, withdrawnReason: claim.withdrawnReason, isMade: claim.state === 'made' },
      rate: poundsText(claim.dayRatePence),
      ...{ list, lines: list.rows.map(presentLine) },
      notice,
      refusal: refusal === undefined ? null : { text: refusalSentence(refusal), href: '#reason' },
      page: pageFrame('Claim', actor, '/claims', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }
}

/** The offer of the form, else the newest that is there for them. */
function offerIn(actor: Actor, form: Form): OfferYear {
  const asked = OFFER_YEARS.find((year) => year === textField(form, 'offer'));
  return asked ?? offersFor(actor)[0] ?? '2024-25';
}
