import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { IdentityQueries, type UserSummary } from '../../../../../libs/features/identity/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { takeNotice } from '../../access/session.js';
import { Exports, type NoteExport, NoteOf } from '../../web/exports.decorator.js';
import { type ListFile, sendListFile } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { chosenRows, listForm, shownList } from '../short-list.js';
import { presentPerson } from './people.presenter.js';
import { PEOPLE_FILE_COLUMNS, PEOPLE_LIST } from './people-list.js';

/** Who may come in. */
@ApiExcludeController()
@Controller('admin')
export class PeoplePageController {
  constructor(private readonly identity: IdentityQueries) {}

  @Get('users')
  @Allow('admin')
  async list(
    @ActorOf() actor: Actor,
    @Req() request: Request,
    @Res() response: Response,
    @Query() query: Form,
  ): Promise<void> {
    const notice = takeNotice(request);
    const list = shownList(PEOPLE_LIST, await this.identity.users(), query);
    response.render('people/view.njk', {
      page: pageFrame('People', actor, '/admin/users'),
      notice,
      list,
      people: list.rows.map(presentPerson),
    });
  }

  @Get('users.csv')
  @Exports('people')
  @Allow('admin')
  async csv(@Res() response: Response, @Query() query: Form, @NoteOf() note: NoteExport): Promise<void> {
    await sendListFile(response, 'csv', await this.file(query), note);
  }

  @Get('users.xlsx')
  @Exports('people')
  @Allow('admin')
  async xlsx(@Res() response: Response, @Query() query: Form, @NoteOf() note: NoteExport): Promise<void> {
    await sendListFile(response, 'xlsx', await this.file(query), note);
  }

  private async file(query: Form): Promise<ListFile<UserSummary>> {
    const rows = chosenRows(PEOPLE_LIST, await this.identity.users(), listForm(PEOPLE_LIST, query));
    return { name: 'people', sheet: 'People', columns: PEOPLE_FILE_COLUMNS, rows };
  }
}
