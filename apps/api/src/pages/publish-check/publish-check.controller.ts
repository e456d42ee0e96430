import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { PublishRunUseCase, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { plural, refusalSentence } from '../../../../../libs/wording/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { Audits, AuditsNothing } from '../../access/audits.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { statusOfRefusal } from '../../web/outcome-to-status.js';
import { type Form, textField } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { type SortOrder } from '../sorted-list.js';
import { idsField, orderField, pageField, type ProposalSort, publishAddress } from './publish-check.form.js';
import { presentPublishCheck } from './publish-check.presenter.js';
import { chosenBy, EVERYTHING, fingerprintOf, type Selection, withPage } from './selection.js';

const CHANGED =
  'The proposals of this run have changed since you looked at them. Check them again, then publish.';

const NONE_CHOSEN = 'Choose at least one proposal to publish.';

interface Shown {
  readonly page: number;
  readonly order: SortOrder<ProposalSort>;
  readonly fault?: string;
}

/** What would be published, to be confirmed: all proposals of a run, or some of them, chosen page by page. */
@ApiExcludeController()
@Controller('runs/:runId/publish')
export class PublishCheckPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly publishRun: PublishRunUseCase,
  ) {}

  @Get()
  @Allow('coordinator', 'admin')
  async check(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(actor, runId, request, response, { page: pageField(query), order: orderField(query) });
  }

  /** Keeps the boxes of one page in the session and leads to another page. */
  @Post('choose')
  @AuditsNothing('changes-nothing')
  @Allow('coordinator', 'admin')
  choose(
    @Param('runId', PageId) runId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    const start = textField(form, 'start');
    const selection =
      start === 'all' || start === 'none'
        ? { isAll: start === 'all', but: [] }
        : chosenWith(selectionOf(request, runId), form);
    request.session.publishing = { runId, ...selection };
    response.redirect(303, publishAddress(runId, pageField(form), orderField(form)));
  }

  @Post('selected')
  @Audits('run.publish', 'run.publish-more')
  @Allow('coordinator', 'admin')
  async publish(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Body() form: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const selection = chosenWith(selectionOf(request, runId), form);
    request.session.publishing = { runId, ...selection };
    const ids = await this.proposalIds(runId);
    const asked = { page: pageField(form), order: orderField(form) };
    if (textField(form, 'of') !== fingerprintOf(ids)) {
      response.status(409);
      await this.show(actor, runId, request, response, { ...asked, fault: CHANGED });
      return;
    }
    const matchIds = ids.filter(chosenBy(selection));
    if (matchIds.length === 0) {
      response.status(422);
      await this.show(actor, runId, request, response, { ...asked, fault: NONE_CHOSEN });
      return;
    }
    const outcome = await this.publishRun.execute(actor, { runId, matchIds });
    if (outcome.ok) {
      delete request.session.publishing;
      request.session.notice = `${plural(outcome.value.matches, 'match', 'matches')} published. The days are reserved.`;
      response.redirect(303, actor.regions === undefined ? `/runs/${runId}` : `/runs/${runId}/matches`);
      return;
    }
    response.status(statusOfRefusal(outcome.refusal.code));
    const fault = refusalSentence(outcome.refusal);
    await this.show(actor, runId, request, response, { ...asked, fault });
  }

  private async proposalIds(runId: string): Promise<readonly string[]> {
    return (await this.matches.ofRun(runId)).filter(({ state }) => state === 'proposed').map(({ id }) => id);
  }

  private async show(
    actor: Actor,
    runId: string,
    request: Request,
    response: Response,
    { page, order, fault }: Shown,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const proposals = (await this.matches.ofRun(runId)).filter(({ state }) => state === 'proposed');
    const selection = selectionOf(request, runId);
    response.render('publish-check/view.njk', {
      ...presentPublishCheck({ proposals, selection, page, order }),
      of: fingerprintOf(proposals.map(({ id }) => id)),
      ...{ run, refusal: fault === undefined ? null : [{ text: fault, href: '#proposals' }] },
      page: pageFrame(`Publish ${run.label}`, actor, '/runs', { fault: fault !== undefined }),
      csrf: csrfTokenOf(request),
    });
  }
}

function selectionOf({ session: { publishing } }: Request, runId: string): Selection {
  return publishing?.runId === runId ? publishing : EVERYTHING;
}

function chosenWith(before: Selection, form: Form): Selection {
  return withPage(before, idsField(form, 'shown'), idsField(form, 'match'));
}
