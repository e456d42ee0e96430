import { Body, Controller, Get, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor, Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  ADDRESS_PARTIES,
  ChangeContactAddress,
  ContactAddressesQueries,
  type ListedAddress,
} from '../../../../../libs/features/messages/index.js';
import { refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits } from '../../access/audits.decorator.js';
import { ConcernsEveryOffer } from '../../access/every-offer.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { everyRow, pageLinks, pageNumber } from '../sorted-list.js';
import { addressFilter, contactsAddress, contactsForm, type ContactsForm } from './contacts.form.js';
import {
  addressFaults,
  type AddressForm,
  CONTACT_FILE_COLUMNS,
  contactColumns,
  contactTags,
  partyChoices,
  partyText,
  presentAddresses,
} from './contacts.presenter.js';

const ROWS_ON_A_PAGE = 50;

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
    const form = contactsForm(query);
    const page = pageNumber(query);
    const [found, counts] = await Promise.all([
      this.read(form, page, ROWS_ON_A_PAGE),
      this.addresses.counts(),
    ]);
    const notice = takeNotice(request);
    response.render('contacts/list.njk', {
      page: pageFrame('Contact addresses', actor, '/outbox'),
      csrf: csrfTokenOf(request),
      ...{ notice, form, parties: partyChoices(form.party, counts), tags: contactTags(form) },
      ...{ columns: contactColumns(form), rows: presentAddresses(found.items) },
      pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.total }, 'Addresses', (to) =>
        contactsAddress(form, { page: to }),
      ),
      links: {
        csv: contactsAddress(form, {}, '/contacts/contacts.csv'),
        xlsx: contactsAddress(form, {}, '/contacts/contacts.xlsx'),
      },
    });
  }

  @ListFiles('contacts')
  @ConcernsEveryOffer()
  @Exports('contacts', 'party')
  @Allow('coordinator', 'admin')
  files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(this.file(query));
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
      : { important: refusalSentence(outcome.refusal) };
    response.redirect(303, '/contacts');
  }

  private file(query: Form): ListFile<ListedAddress> {
    const form = contactsForm(query);
    const rows = everyRow((page, size) => this.read(form, page, size));
    return { name: 'contacts', sheet: 'Contacts', columns: CONTACT_FILE_COLUMNS, rows };
  }

  private read(
    form: ContactsForm,
    page: number,
    size: number,
  ): ReturnType<ContactAddressesQueries['sorted']> {
    const order = { sort: form.sort, descending: form.direction === 'descending' };
    return this.addresses.sorted(addressFilter(form), order, { page, size });
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
