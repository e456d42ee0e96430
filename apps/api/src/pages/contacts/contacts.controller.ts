import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  ADDRESS_PARTIES,
  ChangeContactAddress,
  ContactAddressesQueries,
} from '../../../../../libs/features/messages/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../../access/every-offer.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import {
  addressFaults,
  type AddressForm,
  contactsAddress,
  partyChoices,
  partyText,
  presentAddresses,
} from './contacts.presenter.js';

/** Who is written to at schools, authorities, dioceses and trusts. */
@ApiExcludeController()
@Controller('contacts')
export class ContactsPageController {
  constructor(
    private readonly addresses: ContactAddressesQueries,
    private readonly change: ChangeContactAddress,
  ) {}

  @Get()
  @ConcernsEveryOffer()
  @Allow('coordinator', 'admin')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const party = ADDRESS_PARTIES.find((known) => known === textField(query, 'party'));
    const partyRef = textField(query, 'partyRef');
    const filter = {
      ...(party === undefined ? {} : { party }),
      ...(partyRef === '' ? {} : { partyRef }),
    };
    const [page, counts] = await Promise.all([
      this.addresses.list(filter, { cursor: textField(query, 'cursor') }),
      this.addresses.counts(),
    ]);
    const notice = takeNotice(request);
    response.render('contacts/list.njk', {
      page: pageFrame('Contact addresses', actor, '/outbox'),
      notice,
      ...{ filter, rows: presentAddresses(page.items), parties: partyChoices(party ?? '', counts) },
      next: page.nextCursor === null ? null : contactsAddress(filter, page.nextCursor),
    });
  }

  @Get('form')
  @ConcernsEveryOffer()
  @Allow('coordinator', 'admin')
  async form(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const { party, partyRef } = formIn(query);
    const known = await this.known({ party, partyRef });
    const form = known ?? { ...formIn({}), party, partyRef };
    this.show(actor, request, response, { form, isKnown: known !== undefined });
  }

  @Post()
  @ConcernsEveryOffer()
  @Audits('contact-address.enter')
  @Allow('coordinator', 'admin')
  async save(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const form = formIn(body);
    const { party, partyRef, name, email, source } = form;
    const outcome = await this.change.execute(actor, { party, partyRef, address: { name, email, source } });
    if (outcome.ok) {
      request.session.notice = `The address of ${partyText(outcome.value)} is kept.`;
      response.redirect(303, contactsAddress({ party: outcome.value.party }));
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    const isKnown = (await this.known(form)) !== undefined;
    this.show(actor, request, response, { form, isKnown, refusal: outcome.refusal });
  }

  @Post('withdraw')
  @ConcernsEveryOffer()
  @Audits('contact-address.remove')
  @Allow('coordinator', 'admin')
  async withdraw(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Body() body: Form,
  ): Promise<void> {
    const { party, partyRef } = formIn(body);
    const outcome = await this.change.execute(actor, { party, partyRef, address: null });
    // Pressed twice: the list says how it stands now.
    request.session.notice = outcome.ok
      ? `The address of ${partyText(outcome.value)} is withdrawn. Messages to them wait for another one.`
      : refusalSentence(outcome.refusal);
    response.redirect(303, '/contacts');
  }

  private async known({
    party,
    partyRef,
  }: Pick<AddressForm, 'party' | 'partyRef'>): Promise<AddressForm | undefined> {
    const kind = ADDRESS_PARTIES.find((one) => one === party);
    if (kind === undefined || partyRef === '') return undefined;
    const [found] = (await this.addresses.list({ party: kind, partyRef })).items;
    return found;
  }

  private show(
    actor: Actor,
    request: Request,
    response: Response,
    shown: { readonly form: AddressForm; readonly isKnown: boolean; readonly refusal?: Refusal },
  ): void {
    const { form, isKnown, refusal } = shown;
    const title = isKnown ? 'Change a contact address' : 'Add a contact address';
    response.render('contacts/form.njk', {
      page: pageFrame(title, actor, '/outbox', { fault: refusal !== undefined }),
      csrf: csrfTokenOf(request),
      ...{ title, form, isKnown, parties: partyChoices(form.party) },
      ...addressFaults(form, refusal),
    });
  }
}

function formIn(given: Form): AddressForm {
  return {
    party: textField(given, 'party'),
    partyRef: textField(given, 'partyRef'),
    name: textField(given, 'name'),
    email: textField(given, 'email'),
    source: textField(given, 'source'),
  };
}
