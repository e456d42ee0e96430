import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../libs/domain/kernel/index.js';
import type { ContactProblem } from '../../../../libs/domain/offers/index.js';
import {
  CaseRecordQueries,
  EditCaseNeed,
  type EditCaseNeedInput,
  MoveCase,
  type MoveCaseInput,
  RecordContact,
  type RecordContactInput,
  type RecordedContact,
} from '../../../../libs/features/offers/index.js';
import {
  RecordConflictCheck,
  type RecordConflictCheckInput,
} from '../../../../libs/features/matches/index.js';
import { contactProblemSentence } from '../../../../libs/wording/index.js';
import { ActorOf } from '../access/actor.decorator.js';
import { Audits } from '../access/audits.decorator.js';
import { foundOr404, valueOf } from '../web/answer.js';
import {
  ConflictCheckBody,
  ConflictCheckResource,
  type ContactProblemResource,
  ContactsResource,
  EditedNeedsResource,
  EditNeedBody,
  MoveCaseBody,
  MovedCaseResource,
  RecordContactBody,
  RecordedContactResource,
  WithdrawContactBody,
} from './case-work.dto.js';
import { ApiEndpoint } from './endpoint.decorator.js';
import { knownOffer } from './known-offer.js';

@ApiTags('cases')
@Controller('api/v1/offers/:offer/cases/:caseId')
export class CaseWorkController {
  constructor(
    private readonly records: CaseRecordQueries,
    private readonly recordContact: RecordContact,
    private readonly moveCase: MoveCase,
    private readonly editCaseNeed: EditCaseNeed,
    private readonly recordConflictCheck: RecordConflictCheck,
  ) {}

  @Get('contacts')
  @ApiEndpoint({
    summary: 'The contact plan of a case, every recorded contact, and what is wrong with the record',
    allow: ['coordinator', 'reviewer', 'admin', 'auditor'],
    answers: ContactsResource,
    problems: [404],
  })
  async contacts(@Param('offer') offer: string, @Param('caseId') caseId: string): Promise<ContactsResource> {
    const found = foundOr404(await this.records.contacts(knownOffer(offer), caseId), 'case');
    return {
      steps: [...found.record.steps],
      contactBy: found.record.contactBy,
      knownOn: found.record.knownOn,
      status: found.status,
      contacts: found.history.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })),
      problems: found.problems.map(problemResource),
    };
  }

  @Post('contacts')
  @Audits('contact.record', 'contact.correct')
  @ApiEndpoint({
    summary: 'Record a contact, or correct one; the first moves an eligible case on',
    allow: ['coordinator', 'admin'],
    status: 201,
    answers: RecordedContactResource,
    problems: [400, 404, 409, 422],
  })
  async contact(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('caseId') caseId: string,
    @Body() body: RecordContactBody,
  ): Promise<RecordedContactResource> {
    const { ...given } = body;
    const input = { ...given, offer: knownOffer(offer), caseId } as RecordContactInput;
    return recordedResource(valueOf(await this.recordContact.execute(actor, input)));
  }

  @Post('contacts/:contactId/withdraw')
  @Audits('contact.withdraw')
  @ApiEndpoint({
    summary: 'Say that a recorded contact never happened',
    allow: ['coordinator', 'admin'],
    answers: RecordedContactResource,
    problems: [400, 404, 409],
  })
  async withdraw(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('caseId') caseId: string,
    @Param('contactId') contactId: string,
    @Body() body: WithdrawContactBody,
  ): Promise<RecordedContactResource> {
    const { ...given } = body;
    const input = { ...given, offer: knownOffer(offer), caseId, contactId };
    return recordedResource(valueOf(await this.recordContact.withdraw(actor, input)));
  }

  @Post('moves')
  @Audits('case.contact', 'case.offer', 'case.take-up', 'case.turn-down')
  @ApiEndpoint({
    summary: 'Record that support was offered, taken up or turned down',
    allow: ['coordinator', 'admin'],
    answers: MovedCaseResource,
    problems: [400, 404, 409, 422],
  })
  async move(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('caseId') caseId: string,
    @Body() body: MoveCaseBody,
  ): Promise<MovedCaseResource> {
    const { ...given } = body;
    const input = { ...given, offer: knownOffer(offer), caseId } as MoveCaseInput;
    return valueOf(await this.moveCase.execute(actor, input));
  }

  @Post('needs')
  @Audits('need.add', 'need.remove')
  @ApiEndpoint({
    summary: 'Add a need to a case or take one away; undone by the opposite edit',
    allow: ['coordinator', 'admin'],
    status: 201,
    answers: EditedNeedsResource,
    problems: [400, 404, 409, 422],
  })
  async editNeed(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('caseId') caseId: string,
    @Body() body: EditNeedBody,
  ): Promise<EditedNeedsResource> {
    const { ...given } = body;
    const input = { ...given, offer: knownOffer(offer), caseId } as EditCaseNeedInput;
    const { needs } = valueOf(await this.editCaseNeed.execute(actor, input));
    return { needs: [...needs] };
  }

  @Post('conflict-checks')
  @Audits('conflict-check.record')
  @ApiEndpoint({
    summary: 'Record a check for conflicts of interest between a leader and a case',
    description:
      'The last check that found one keeps the pair apart and stops its match, as a declaration does.',
    allow: ['coordinator', 'admin'],
    status: 201,
    answers: ConflictCheckResource,
    problems: [400, 404, 422],
  })
  async conflictCheck(
    @ActorOf() actor: Actor,
    @Param('offer') offer: string,
    @Param('caseId') caseId: string,
    @Body() body: ConflictCheckBody,
  ): Promise<ConflictCheckResource> {
    const { ...given } = body;
    const input = { ...given, offer: knownOffer(offer), caseId } as RecordConflictCheckInput;
    const { checkedOn, stopped, underWay } = valueOf(await this.recordConflictCheck.execute(actor, input));
    return { checkedOn, stopped: [...stopped], underWay: [...underWay] };
  }
}

function recordedResource({ contactId, problems }: RecordedContact): RecordedContactResource {
  return { contactId, problems: problems.map(problemResource) };
}

function problemResource(problem: ContactProblem): ContactProblemResource {
  return { code: problem.code, facts: { ...problem.facts }, why: contactProblemSentence(problem) };
}
