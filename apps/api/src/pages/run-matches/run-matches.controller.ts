import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import { RunPlacesQueries, RunsQueries, type RunView } from '../../../../../libs/features/runs/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf, takeNotice } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { runTabs } from '../run-tabs.js';
import { chosenRows, MATCH_FILE_COLUMNS, type MatchRow, matchRows } from './match-rows.js';
import { matchesForm } from './run-matches.form.js';
import { presentMatches } from './run-matches.presenter.js';
import { Exports } from '../../web/exports.decorator.js';

const PUBLISHABLE: readonly RunView['state'][] = ['solved', 'published'];

@ApiExcludeController()
@Controller('runs/:runId')
export class RunMatchesPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly places: RunPlacesQueries,
  ) {}

  @Get('matches')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async list(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { run, rows } = await this.read(runId);
    const form = matchesForm(query);
    const notice = takeNotice(request);
    const toPublish = rows.some(({ state }) => state === 'proposed') && PUBLISHABLE.includes(run.state);
    response.render('run-matches/view.njk', {
      ...presentMatches(runId, rows, form, actor.roles.includes('reviewer')),
      ...{ run, form, notice },
      // Others begin on the page of the run, which shows every region.
      publishes: actor.regions !== undefined && toPublish && actor.roles.includes('coordinator'),
      tabs: runTabs(runId, '/matches'),
      page: pageFrame(`Matches, ${run.label}`, actor, '/runs'),
      csrf: csrfTokenOf(request),
    });
  }

  @ListFiles('matches')
  @Exports('run-matches', 'runId')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(runId, query));
  }

  private async file(runId: string, query: Form): Promise<ListFile<MatchRow>> {
    const { rows } = await this.read(runId);
    const chosen = chosenRows(rows, matchesForm(query));
    return { name: 'matches', sheet: 'Matches', columns: MATCH_FILE_COLUMNS, rows: chosen };
  }

  private async read(runId: string): Promise<{ readonly run: RunView; readonly rows: readonly MatchRow[] }> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const [matches, places] = await Promise.all([this.matches.ofRun(runId), this.places.ofRun(runId)]);
    return { run, rows: matchRows(matches, places) };
  }
}
