import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import {
  OverridesQueries,
  ProposalsToReview,
  type ProposalToReview,
} from '../../../../../libs/features/overrides/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { choicesFor } from '../offers-for.js';
import { pageFrame } from '../page-frame.js';
import { everyRow, pageLinks, pageNumber } from '../sorted-list.js';
import { proposalFilter, reviewAddress, reviewForm, type ReviewForm } from './review.form.js';
import {
  presentProposals,
  presentReview,
  PROPOSAL_FILE_COLUMNS,
  REVIEW_CHOICES,
  reviewColumns,
  reviewScope,
  reviewTags,
} from './review.presenter.js';

const ROWS_ON_A_PAGE = 50;

/** What waits for a reviewer: approvals, proposals worth a look, their own decisions. */
@ApiExcludeController()
@Controller('review')
export class ReviewPageController {
  constructor(
    private readonly overrides: OverridesQueries,
    private readonly proposals: ProposalsToReview,
    private readonly leaders: LeadersQueries,
  ) {}

  @Get()
  @Allow('reviewer', 'admin')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const form = reviewForm(query);
    const page = pageNumber(query);
    const [waiting, own, found, names] = await Promise.all([
      this.overrides.list({ state: 'awaiting-approval', limit: 200 }),
      this.overrides.list({ decidedBy: actor.id, limit: 20 }),
      this.read(form, page, ROWS_ON_A_PAGE),
      this.leaders.names(),
    ]);
    response.render('review/view.njk', {
      ...presentReview({ waiting, own, names, actorId: actor.id }),
      scope: reviewScope(actor),
      ...{ form, choices: choicesFor(actor, REVIEW_CHOICES) },
      ...{ tags: reviewTags(form), columns: reviewColumns(form) },
      rows: presentProposals(found.items),
      pages: pageLinks({ page, size: ROWS_ON_A_PAGE, total: found.total }, 'Proposals', (to) =>
        reviewAddress(form, { page: to }),
      ),
      links: {
        csv: reviewAddress(form, {}, '/review/proposals.csv'),
        xlsx: reviewAddress(form, {}, '/review/proposals.xlsx'),
      },
      page: pageFrame('Review', actor, '/review'),
      csrf: csrfTokenOf(request),
    });
  }

  @ListFiles('proposals')
  @Exports('proposals-to-review', 'offer')
  @Allow('reviewer', 'admin')
  files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(this.file(query));
  }

  private file(query: Form): ListFile<ProposalToReview> {
    const form = reviewForm(query);
    const rows = everyRow((page, size) => this.read(form, page, size));
    return { name: 'proposals-to-review', sheet: 'Proposals', columns: PROPOSAL_FILE_COLUMNS, rows };
  }

  private read(form: ReviewForm, page: number, size: number): ReturnType<ProposalsToReview['list']> {
    const order = { sort: form.sort, descending: form.direction === 'descending' };
    return this.proposals.list(proposalFilter(form), order, { page, size });
  }
}
