import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AllowAnyone } from '../../apps/api/src/access/allow.decorator.js';
import { AuditsNothing } from '../../apps/api/src/access/audits.decorator.js';
import { RouteCensus } from '../../apps/api/src/access/route-census.js';
import { Exports, GivesBlankForm } from '../../apps/api/src/web/exports.decorator.js';
import { describeApi } from '../../apps/api/src/openapi.js';
import { createApi } from '../../apps/api/src/start-api.js';
import { readSettings } from '../../libs/platform/config/index.js';
import { openBareTestDatabase } from '../support/database-harness.js';
import { TEST_SESSION_SECRET } from '../support/service-processes.js';
import { ROUTE_TABLE } from './route-table.js';

@Controller('open')
class ForgetfulController {
  @Get('a')
  @AllowAnyone()
  named(): string {
    return 'said who may come in';
  }

  @Get('b')
  forgotten(): string {
    return 'said nothing';
  }
}

@Controller('silent')
class SilentController {
  @Post('a')
  @AllowAnyone()
  @AuditsNothing('changes-nothing')
  explained(): string {
    return 'said why nothing is written down';
  }

  @Post('b')
  @AllowAnyone()
  unexplained(): string {
    return 'said nothing';
  }
}

@Controller('files')
class FilesController {
  @Get('blank.csv')
  @AllowAnyone()
  @GivesBlankForm()
  blank(): string {
    return 'a form to fill in';
  }

  @Get('noted.csv')
  @AllowAnyone()
  @Exports('cases')
  noted(): string {
    return 'said what it gives';
  }

  @Get('unnoted.xlsx')
  @AllowAnyone()
  unnoted(): string {
    return 'said nothing';
  }
}

describe('routes', () => {
  let app: NestExpressApplication;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const database = await openBareTestDatabase({ migrated: true });
    close = database.close;
    app = await createApi({
      databaseUrl: database.urls.app,
      host: '127.0.0.1',
      port: 0,
      uploadBytes: 1_000_000,
      sessionSecret: TEST_SESSION_SECRET,
      access: readSettings({}).access,
      secureCookies: false,
      logLevel: 'warn',
    });
  });
  afterAll(async () => {
    await app.close();
    await close();
  });

  it('name exactly the roles of the table', () => {
    const routes = app.get(RouteCensus).routes();
    const found = Object.fromEntries(
      routes.map(({ controller, handler, allowed }) => [`${controller}.${handler}`, allowed]),
    );
    expect(found).toEqual(ROUTE_TABLE);
  });

  it('stand all in the description of the API, and none that is not there', () => {
    const described = Object.entries(describeApi(app).paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const routes = app
      .get(RouteCensus)
      .routes()
      .filter(({ path }) => path.startsWith('/api/'));
    expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(routes.length).toBeGreaterThan(90);
  });

  it('stop the start when one of them names nobody', async () => {
    @Module({ imports: [DiscoveryModule], controllers: [ForgetfulController], providers: [RouteCensus] })
    class ForgetfulModule {}
    const forgetful = await Test.createTestingModule({ imports: [ForgetfulModule] }).compile();
    await expect(forgetful.createNestApplication().init()).rejects.toThrow(
      /ForgetfulController\.forgotten.*@Allow/,
    );
  });

  it('stop the start when one of them may change something and names no audit event', async () => {
    @Module({ imports: [DiscoveryModule], controllers: [SilentController], providers: [RouteCensus] })
    class SilentModule {}
    const silent = await Test.createTestingModule({ imports: [SilentModule] }).compile();
    await expect(silent.createNestApplication().init()).rejects.toThrow(
      /^[^,]*: SilentController\.unexplained\. .*@Audits/,
    );
  });

  it('stop the start when one of them gives a file and does not say what is in it', async () => {
    @Module({ imports: [DiscoveryModule], controllers: [FilesController], providers: [RouteCensus] })
    class FilesModule {}
    const files = await Test.createTestingModule({ imports: [FilesModule] }).compile();
    await expect(files.createNestApplication().init()).rejects.toThrow(
      /^[^,]*: FilesController\.unnoted\. .*@Exports/,
    );
  });
});
