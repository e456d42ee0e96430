import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, OfferYear, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { offerPolicy } from '../../../../../libs/domain/offers/index.js';
import { IdentityQueries } from '../../../../../libs/features/identity/index.js';
import { AgreeDirectSupport, OfferRecordsQueries } from '../../../../../libs/features/offers/index.js';
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
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { chosenRows, listForm, shownList } from '../short-list.js';
import { AGREEMENT_FILE_COLUMNS, agreementList, type ListedAgreement } from './agreements-list.js';
import {
  agreementFaults,
  type AgreementForm,
  agreementForm,
  directSupportAddress,
  presentAgreement,
  presentAgreementForm,
} from './direct-support.presenter.js';

/** Schools of trusts for which trust and leader agree that direct support is more effective. */
@ApiExcludeController()
@Controller('rounds/:offer/direct-support')
export class DirectSupportPageController {
  constructor(
    private readonly records: OfferRecordsQueries,
    private readonly agreement: AgreeDirectSupport,
    private readonly identity: IdentityQueries,
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
    const offer = offerWithTrustLevel(given);
    const found = await this.listed(offer);
    const list = shownList(agreementList(offer), found, query);
    const notice = takeNotice(request);
    response.render('direct-support/list.njk', {
      page: pageFrame(`Direct support, ${OFFER_NAMES[offer]}`, actor, '/eligibility'),
      ...{ notice, address: directSupportAddress(offer), mayChange: coordinates(actor) },
      back: `/eligibility?offer=${offer}`,
      ...{ list, hasAgreements: found.length > 0, rows: list.rows.map(({ row }) => row) },
    });
  }

  @ListFiles('direct-support')
  @Exports('direct-support', 'offer')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @Param('offer') given: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(offerWithTrustLevel(given), query));
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
    this.show(actor, request, response, { offer: offerWithTrustLevel(given), form: agreementForm(query) });
  }

  @Post()
  @Audits('direct-support.agree', 'direct-support.revoke')
  @Allow('coordinator', 'admin')
  async save(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('offer') given: string,
    @Body() body: Form,
  ): Promise<void> {
    const offer = offerWithTrustLevel(given);
    const form = agreementForm(body);
    const { urn, leaderRef, on, reason, agreed } = form;
    const outcome = await this.agreement.execute(actor, {
      ...{ offer, urn, agreed, reason },
      ...(leaderRef === '' ? {} : { leaderRef }),
      ...(on === '' ? {} : { on }),
    });
    if (outcome.ok) {
      request.session.notice = `The agreement is ${agreed ? 'recorded' : 'taken back'}. The next assessment of the offer follows it.`;
      response.redirect(303, directSupportAddress(offer));
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    this.show(actor, request, response, { offer, form, refusal: outcome.refusal });
  }

  private async file(offer: OfferYear, query: Form): Promise<ListFile<ListedAgreement>> {
    const list = agreementList(offer);
    const rows = chosenRows(list, await this.listed(offer), listForm(list, query));
    return {
      name: `direct-support-${offer}`,
      sheet: 'Direct support',
      columns: AGREEMENT_FILE_COLUMNS,
      rows,
    };
  }

  private async listed(offer: OfferYear): Promise<readonly ListedAgreement[]> {
    const [agreements, users] = await Promise.all([this.records.directSupport(offer), this.identity.users()]);
    const names = new Map(users.map((user) => [user.id, user.displayName]));
    return agreements.map((agreement) => ({
      agreement,
      row: presentAgreement(offer, agreement, (id) => names.get(id) ?? 'The service'),
    }));
  }

  private show(
    actor: Actor,
    request: Request,
    response: Response,
    shown: { readonly offer: OfferYear; readonly form: AgreementForm; readonly refusal?: Refusal },
  ): void {
    const { offer, form, refusal } = shown;
    const what = form.agreed ? 'Agree on direct support' : 'Take an agreement back';
    const title = `${what}, ${OFFER_NAMES[offer]}`;
    response.render('direct-support/form.njk', {
      page: pageFrame(title, actor, '/eligibility', { fault: refusal !== undefined }),
      ...{ csrf: csrfTokenOf(request), title, address: directSupportAddress(offer) },
      fields: presentAgreementForm(form),
      ...(refusal === undefined ? { errors: null, faults: {} } : agreementFaults(form, refusal)),
    });
  }
}

/** In other offers no school is supported through its trust: there is nothing to agree on, and no such page. */
function offerWithTrustLevel(given: string): OfferYear {
  const offer = knownOffer(given);
  return foundOr404(
    offerPolicy(offer).trustLevelRule === null ? undefined : offer,
    'offer with support at trust level',
  );
}
