import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../../../../../libs/domain/kernel/index.js';
import { IdentityQueries, type UserSummary } from '../../../../../libs/features/identity/index.js';
import { ActorOf } from '../../access/actor.decorator.js';
import { Allow } from '../../access/allow.decorator.js';
import { takeNotice } from '../../access/session.js';
import { Exports } from '../../web/exports.decorator.js';
import { type GiveFile, GivesFile, type ListFile, ListFiles } from '../../web/list-file.js';
import type { Form } from '../form.js';
import { pageFrame } from '../page-frame.js';
import { askedRows, shownList } from '../short-list.js';
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

  @ListFiles('users')
  @Exports('people')
  @Allow('admin')
  async files(@Query() query: Form, @GivesFile() give: GiveFile): Promise<StreamableFile> {
    return give(await this.file(query));
  }

  private async file(query: Form): Promise<ListFile<UserSummary>> {
    const rows = askedRows(PEOPLE_LIST, await this.identity.users(), query);
    return { name: 'people', sheet: 'People', columns: PEOPLE_FILE_COLUMNS, rows };
  }
}
