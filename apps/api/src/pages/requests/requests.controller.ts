import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, OfferYear, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { offerPolicy, takesRequests } from '../../../../../libs/domain/offers/index.js';
import {
  OfferRecordsQueries,
  RecordReferral,
  type RecordReferralInput,
  WithdrawReferral,
} from '../../../../../libs/features/offers/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { knownOffer } from '../../json/known-offer.js';
import { foundOr404 } from '../../web/answer.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { coordinates } from '../coordinates.js';
import { ActorNames } from '../actor-names.js';
import { type Form, textField } from '../form.js';
import type { FormFaults } from '../form-faults.js';
import { pageFrame } from '../page-frame.js';
import { askedRows, shownList } from '../short-list.js';
import {
  missingInRequest,
  presentRequest,
  presentRequestForm,
  requestFaults,
  type RequestForm,
  requestForm,
  requestsAddress,
  requestWords,
} from './requests.presenter.js';
import { type ListedRequest, REQUEST_FILE_COLUMNS, requestList } from './requests-list.js';

/** What schools and trusts asked for outside the criteria, or by application, and what was decided about it. */
@ApiExcludeController()
@Controller('rounds/:offer/requests')
export class RequestsPageController {
  constructor(
    private readonly records: OfferRecordsQueries,
    private readonly record: RecordReferral,
    private readonly withdrawal: WithdrawReferral,
    private readonly actors: ActorNames,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('offer') given: string,
    @Query() query: Form,
  ): Promise<void> {
    const offer = offerOnRequest(given);
    const found = await this.listed(offer);
    const list = shownList(requestList(offer), found, query);
    const notice = takeNotice(request);
    const words = requestWords(offer);
    response.render('requests/list.njk', {
      page: pageFrame(`${words.title}, ${OFFER_NAMES[offer]}`, actor, '/eligibility'),
      ...{ notice, words, address: requestsAddress(offer), mayChange: coordinates(actor) },
      back: `/eligibility?offer=${offer}`,
      ...{ list, hasRequests: found.length > 0, rows: list.rows.map(({ row }) => row) },
    });
  }

  @ListFiles('requests')
  @Exports('requests', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @Param('offer') given: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(offerOnRequest(given), query));
  }

  @Get('form')
  @Allow('coordinator', 'admin')
  form(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('offer') given: string,
    @Query() query: Form,
  ): void {
    this.showForm(actor, request, response, { offer: offerOnRequest(given), form: requestForm(query) });
  }

  @Post()
  @Audits('referral.record')
  @Allow('coordinator', 'admin')
  async save(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('offer') given: string,
    @Body() body: Form,
  ): Promise<void> {
    const offer = offerOnRequest(given);
    const form = requestForm(body);
    const missing = missingInRequest(form);
    if (missing.length > 0) {
      response.status(422);
      this.showForm(actor, request, response, { offer, form, faults: requestFaults(missing) });
      return;
    }
    const { on, decidedBy, ...rest } = form;
    const outcome = await this.record.execute(actor, {
      ...{ ...rest, offer },
      ...(on === '' ? {} : { on }),
      ...(decidedBy === '' ? {} : { decidedBy }),
    } as RecordReferralInput);
    if (outcome.ok) {
      request.session.notice = 'The decision is recorded. The next assessment of the offer follows it.';
      response.redirect(303, requestsAddress(offer));
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    const faults = requestFaults([], outcome.refusal);
    this.showForm(actor, request, response, { offer, form, faults });
  }

  @Get(':referralId')
  @Allow('coordinator', 'admin')
  async one(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param() given: { readonly offer: string; readonly referralId: string },
  ): Promise<void> {
    await this.showOne(actor, request, response, given);
  }

  @Post(':referralId')
  @Audits('referral.withdraw')
  @Allow('coordinator', 'admin')
  async withdraw(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param() given: { readonly offer: string; readonly referralId: string },
    @Body() body: Form,
  ): Promise<void> {
    const offer = offerOnRequest(given.offer);
    const reason = textField(body, 'reason');
    const outcome = await this.withdrawal.execute(actor, { offer, referralId: given.referralId, reason });
    // Pressed twice: the list says how it stands now.
    if (outcome.ok || outcome.refusal.code === 'already-withdrawn') {
      request.session.notice = 'The decision is withdrawn. The next assessment of the offer follows it.';
      response.redirect(303, requestsAddress(offer));
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.showOne(actor, request, response, given, { reason, refusal: outcome.refusal });
  }

  private async file(offer: OfferYear, query: Form): Promise<ListFile<ListedRequest>> {
    const list = requestList(offer);
    const rows = askedRows(list, await this.listed(offer), query);
    return { name: `requests-${offer}`, sheet: 'Decisions', columns: REQUEST_FILE_COLUMNS, rows };
  }

  private async listed(offer: OfferYear): Promise<readonly ListedRequest[]> {
    const [referrals, called] = await Promise.all([this.records.referrals(offer), this.actors.named()]);
    return referrals.map((referral) => ({
      referral,
      row: presentRequest(offer, referral, called),
    }));
  }

  private showForm(
    actor: Actor,
    request: Request,
    response: Response,
    shown: { readonly offer: OfferYear; readonly form: RequestForm; readonly faults?: FormFaults },
  ): void {
    const { offer, form, faults = requestFaults([]) } = shown;
    const title = `Record a decision, ${OFFER_NAMES[offer]}`;
    response.render('requests/form.njk', {
      page: pageFrame(title, actor, '/eligibility', { fault: faults.errors !== null }),
      ...{ csrf: csrfTokenOf(request), title, address: requestsAddress(offer), words: requestWords(offer) },
      fields: presentRequestForm(form),
      ...faults,
    });
  }

  private async showOne(
    actor: Actor,
    request: Request,
    response: Response,
    given: { readonly offer: string; readonly referralId: string },
    more: { readonly reason?: string; readonly refusal?: Refusal } = {},
  ): Promise<void> {
    const offer = offerOnRequest(given.offer);
    const address = requestsAddress(offer);
    const href = `${address}/${given.referralId}`;
    const { row } = foundOr404(
      (await this.listed(offer)).find((one) => one.row.href === href),
      'decision',
    );
    const title = `Withdraw a decision, ${OFFER_NAMES[offer]}`;
    response.render('requests/withdraw.njk', {
      page: pageFrame(title, actor, '/eligibility', { fault: more.refusal !== undefined }),
      ...{ csrf: csrfTokenOf(request), title, address, href, row, reason: more.reason ?? '' },
      ...requestFaults([], more.refusal),
    });
  }
}

/** In other offers nobody can ask: there is no such page. */
function offerOnRequest(given: string): OfferYear {
  const offer = knownOffer(given);
  return foundOr404(takesRequests(offerPolicy(offer)) ? offer : undefined, 'offer with requests');
}
