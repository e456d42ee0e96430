import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, OfferYear, Refusal } from '../../../../../libs/domain/kernel/index.js';
import { offerPolicy } from '../../../../../libs/domain/offers/index.js';
import {
  AgreeDirectSupport,
  OfferRecordsQueries,
  OffersQueries,
} from '../../../../../libs/features/offers/index.js';
import { begun, OFFER_NAMES } from '../../../../../libs/wording/index.js';
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
import type { Form } from '../form.js';
import { pickItems } from '../pick-items.js';
import { pageFrame } from '../page-frame.js';
import { askedRows, shownList } from '../short-list.js';
import { AGREEMENT_FILE_COLUMNS, agreementList, type ListedAgreement } from './agreements-list.js';
import {
  agreementFaults,
  type AgreementForm,
  agreementForm,
  directSupportAddress,
  presentAgreement,
  presentAgreementForm,
  urnOf,
} from './direct-support.presenter.js';

/** Schools of trusts for which trust and leader agree that direct support is more effective. */
@ApiExcludeController()
@Controller('rounds/:offer/direct-support')
export class DirectSupportPageController {
  constructor(
    private readonly records: OfferRecordsQueries,
    private readonly agreement: AgreeDirectSupport,
    private readonly actors: ActorNames,
    private readonly offers: OffersQueries,
    private readonly leaders: LeadersQueries,
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
  async form(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Param('offer') given: string,
    @Query() query: Form,
  ): Promise<void> {
    const form = agreementForm(query);
    await this.show(actor, request, response, { offer: offerWithTrustLevel(given), form });
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
    const { leaderRef, on, reason, agreed } = form;
    const outcome = await this.agreement.execute(actor, {
      ...{ offer, urn: urnOf(form), agreed, reason },
      ...(leaderRef === '' ? {} : { leaderRef }),
      ...(on === '' ? {} : { on }),
    });
    if (outcome.ok) {
      request.session.notice = `The agreement is ${agreed ? 'recorded' : 'taken back'}. The next assessment of the offer follows it.`;
      response.redirect(303, directSupportAddress(offer));
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    await this.show(actor, request, response, { offer, form, refusal: outcome.refusal });
  }

  private async file(offer: OfferYear, query: Form): Promise<ListFile<ListedAgreement>> {
    const list = agreementList(offer);
    const rows = askedRows(list, await this.listed(offer), query);
    return {
      name: `direct-support-${offer}`,
      sheet: 'Direct support',
      columns: AGREEMENT_FILE_COLUMNS,
      rows,
    };
  }

  private async listed(offer: OfferYear): Promise<readonly ListedAgreement[]> {
    const [agreements, called] = await Promise.all([this.records.directSupport(offer), this.actors.named()]);
    return agreements.map((agreement) => ({
      agreement,
      row: presentAgreement(offer, agreement, (id) => begun(called(id))),
    }));
  }

  /** Schools of the trusts of the offer; to take an agreement back, those for which one stands. */
  private async schoolsFor(
    offer: OfferYear,
    { agreed }: AgreementForm,
  ): Promise<ReadonlyMap<string, string>> {
    if (agreed) return this.offers.namesInTrusts(offer);
    const standing = (await this.records.directSupport(offer)).filter((one) => one.agreed);
    return new Map(standing.map(({ urn, name }) => [urn, name ?? 'School']));
  }

  private async show(
    actor: Actor,
    request: Request,
    response: Response,
    shown: { readonly offer: OfferYear; readonly form: AgreementForm; readonly refusal?: Refusal },
  ): Promise<void> {
    const { offer, form, refusal } = shown;
    const [schools, leaders] = await Promise.all([this.schoolsFor(offer, form), this.leaders.names()]);
    const what = form.agreed ? 'Agree on direct support' : 'Take an agreement back';
    const title = `${what}, ${OFFER_NAMES[offer]}`;
    response.render('direct-support/form.njk', {
      page: pageFrame(title, actor, '/eligibility', { fault: refusal !== undefined }),
      ...{ csrf: csrfTokenOf(request), title, address: directSupportAddress(offer) },
      fields: presentAgreementForm(form, schools),
      schools: pickItems(schools, 'Choose a school'),
      leaders: pickItems(leaders, 'Nobody is named'),
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
