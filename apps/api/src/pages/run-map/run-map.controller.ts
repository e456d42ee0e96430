import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { MatchesQueries } from '../../../../../libs/features/matches/index.js';
import {
  BOUNDARY_CREDIT,
  COAST_CREDIT,
  mapKeyHtml,
  OutlineQueries,
  runMapSvg,
} from '../../../../../libs/features/reports/index.js';
import { RunPlacesQueries, RunsQueries } from '../../../../../libs/features/runs/index.js';
import { type Boundaries, coast } from '../../../../../libs/platform/geography/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { csrfTokenOf } from '../../access/session.js';
import { foundOr404 } from '../../web/answer.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { PageId } from '../page-id.js';
import { runTabs } from '../run-tabs.js';
import { pageNumber } from '../sorted-list.js';
import { mapForm } from './run-map.form.js';
import {
  MAP_FILE_COLUMNS,
  type MapFacts,
  type MapRow,
  mapRows,
  presentMap,
  presentMarks,
} from './run-map.presenter.js';

const SHOWS = [
  { value: '', text: 'Every case' },
  { value: 'covered', text: 'Cases with a leader' },
  { value: 'uncovered', text: 'Cases without a leader' },
];

@ApiExcludeController()
@Controller('runs/:runId/map')
export class RunMapPageController {
  constructor(
    private readonly runs: RunsQueries,
    private readonly matches: MatchesQueries,
    private readonly places: RunPlacesQueries,
    private readonly outlines: OutlineQueries,
  ) {}

  @Get()
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async show(
    @ActorOf() actor: Actor,
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const run = foundOr404(await this.runs.find(runId), 'run');
    const { facts, outline } = await this.read(runId, query);
    const { form } = facts;
    const view = presentMap(facts);
    response.render('run-map/view.njk', {
      ...view,
      ...{ run, form, shows: SHOWS },
      svg: runMapSvg(
        view.content,
        outline ?? coast(),
        `Map of ${run.label}. ${view.sentence} The table below lists the same cases.`,
      ),
      key: mapKeyHtml(),
      credit: outline === null ? COAST_CREDIT : BOUNDARY_CREDIT,
      isCoast: outline === null,
      tabs: runTabs(runId, '/map'),
      page: pageFrame(`Map, ${run.label}`, actor, '/runs'),
      csrf: csrfTokenOf(request),
    });
  }

  /** What a browser needs to draw the same map so that it can be moved and enlarged. */
  @Get('marks')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async marks(
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @Res() response: Response,
  ): Promise<void> {
    const { facts, outline } = await this.read(runId, query);
    response.json(presentMarks(facts, outline ?? coast()));
  }

  @ListFiles('cases')
  @Exports('run-map', 'runId')
  @Allow('coordinator', 'reviewer', 'admin', 'auditor')
  async files(
    @Param('runId', PageId) runId: string,
    @Query() query: Form,
    @GivesFile() give: GiveFile,
  ): Promise<StreamableFile> {
    return give(await this.file(runId, query));
  }

  private async file(runId: string, query: Form): Promise<ListFile<MapRow>> {
    const { facts } = await this.read(runId, query);
    return { name: 'map', sheet: 'Cases', columns: MAP_FILE_COLUMNS, rows: mapRows(facts) };
  }

  private async read(
    runId: string,
    query: Form,
  ): Promise<{ readonly facts: MapFacts; readonly outline: Boundaries | null }> {
    const [result, matches, places, outline] = await Promise.all([
      this.runs.result(runId),
      this.matches.ofRun(runId),
      this.places.ofRun(runId),
      this.outlines.current(),
    ]);
    const { uncovered } = foundOr404(result, 'result of this run');
    return {
      facts: { runId, matches, uncovered, places, form: mapForm(query), page: pageNumber(query) },
      outline,
    };
  }
}
