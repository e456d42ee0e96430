import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { LeadersQueries } from '../../../../../libs/features/leaders/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { OffersQueries } from '../../../../../libs/features/offers/index.js';
import { RunInsightQueries, RunPlacesQueries, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { foundOr404 } from '../../web/answer.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { changeHref, presentRunCase, standingOf } from './run-case.presenter.js';

/** Who may propose an override, or make one. */
const MAY_PROPOSE: readonly string[] = ['coordinator', 'reviewer', 'admin'];

@ApiExcludeController()
@Controller('runs/:runId/cases/:caseId')
export class RunCasePageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly insights: RunInsightQueries,
    private readonly matches: MatchesQueries,
    private readonly places: RunPlacesQueries,
    private readonly leaders: LeadersQueries,
    private readonly offers: OffersQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async one(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Param('caseId') caseId: string,
    @Res() response: Response,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const insight = foundOr404(await this.insights.ofCase(runId, caseId), 'case in this run');
    const [supportCase, matches, result, cases, leaderNames] = await Promise.all([
      this.offers.case(run.offer, caseId),
      this.matches.list({ runId, caseId }),
      insight.leader === null ? this.runs.result(runId) : null,
      this.places.casesOf(runId),
      this.leaders.names(),
    ]);
    const standing = standingOf(matches.items);
    const view = presentRunCase({
      run,
      insight,
      // A reviewer may have put another leader in its place since: this page is about the run's own plan.
      match: matches.items.find(({ leaderRef }) => leaderRef === insight.leader) ?? null,
      uncovered: result?.uncovered.find((one) => one.caseId === caseId) ?? null,
      standing,
      ...{ leaderNames, cases },
    });
    const mayPropose = actor.roles.some((role) => MAY_PROPOSE.includes(role));
    const here = `/runs/${runId}/cases/${encodeURIComponent(caseId)}`;
    response.render('run-case/view.njk', {
      ...view,
      overrideHref: mayPropose ? changeHref(here, standing, supportCase?.state ?? null) : null,
      page: pageFrame(`${view.name}, ${run.label}`, actor, '/runs'),
    });
  }
}
