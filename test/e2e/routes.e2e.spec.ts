import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AllowAnyone } from '../../apps/api/src/access/allow.decorator.js';
import { RouteCensus } from '../../apps/api/src/access/route-census.js';
import { createApi } from '../../apps/api/src/start-api.js';
import { openBareTestDatabase } from '../support/database-harness.js';

const C = 'coordinator';
const R = 'reviewer';
const L = 'leader';
const A = 'admin';

/** Who may use which route. A route that is not in this table fails the test. */
const TABLE: Readonly<Record<string, readonly string[] | 'anyone'>> = {
  'HealthController.live': 'anyone',
  'HealthController.ready': 'anyone',
  'TokensController.create': 'anyone',
  'TokensController.list': [C, R, L, A],
  'TokensController.revoke': [C, R, L, A],
  'TokensController.me': [C, R, L, A],
  'ImportsController.receive': [C, A],
  'ImportsController.list': [C, A],
  'ImportsController.one': [C, A],
  'ImportsController.faults': [C, A],
  'ImportsController.faultsCsv': [C, A],
  'SurveyController.workbook': [C, R, L, A],
  'SurveyController.csv': [C, R, L, A],
  'SurveyTemplatePageController.workbook': [C, A],
  'SurveyTemplatePageController.csv': [C, A],
  'ImportsController.preview': [C, A],
  'ImportsController.rejected': [C, A],
  'ImportDecisionsController.kind': [C, A],
  'ImportDecisionsController.columns': [C, A],
  'ImportDecisionsController.confirm': [C, A],
  'ImportDecisionsController.discard': [C, A],
  'ImportDecisionsController.undo': [C, A],
  'ColumnMapsController.list': [C, A],
  'ColumnMapsController.forget': [C, A],
  'OffersController.list': [C, R, A],
  'OffersController.one': [C, R, A],
  'OffersController.assess': [C, A],
  'OffersController.assessment': [C, R, A],
  'OffersController.decisions': [C, R, A],
  'OffersController.cases': [C, R, A],
  'OffersController.case': [C, R, A],
  'DecisionChangesController.changes': [C, R, A],
  'DecisionChangesController.changesCsv': [C, R, A],
  'DecisionChangesController.decisions': [C, R, A],
  'CaseWorkController.contacts': [C, R, A],
  'CaseWorkController.contact': [C, A],
  'CaseWorkController.withdraw': [C, A],
  'CaseWorkController.move': [C, A],
  'CaseWorkController.editNeed': [C, A],
  'CaseWorkController.conflictCheck': [C, A],
  'OfferRecordsController.settings': [C, R, A],
  'OfferRecordsController.setSettings': [C, A],
  'OfferRecordsController.termDates': [C, R, A],
  'OfferRecordsController.setTermDates': [C, A],
  'OfferRecordsController.directSupport': [C, R, A],
  'OfferRecordsController.agree': [C, A],
  'OfferRecordsController.referrals': [C, R, A],
  'OfferRecordsController.refer': [C, A],
  'SchoolsController.schools': [C, R, A],
  'SchoolsController.trusts': [C, R, A],
  'LeadersController.list': [C, R, A],
  'LeadersController.statement': [C, R, L, A],
  'PairsController.explain': [C, R, A],
  'CompareController.compare': [C, R, A],
  'CompareController.csv': [C, R, A],
  'EffectsController.ask': [C, R, A],
  'EffectsController.one': [C, R, A],
  'ExplanationsController.match': [C, R, A],
  'ExplanationsController.uncovered': [C, R, A],
  'ExplanationsController.values': [C, R, A],
  'RunsController.create': [C, A],
  'RunsController.list': [C, R, A],
  'RunsController.one': [C, R, A],
  'RunsController.progress': [C, R, A],
  'RunsController.result': [C, R, A],
  'RunsController.cancel': [C, A],
  'RunsController.publish': [C, A],
  'RunsController.unpublish': [C, A],
  'RunsController.discard': [C, A],
  'MatchesController.list': [C, R, L, A],
  'MatchesController.one': [C, R, L, A],
  'MatchesController.accept': [L, C, A],
  'MatchesController.decline': [L, C, A],
  'SignInController.form': 'anyone',
  'SignInController.enter': 'anyone',
  'SignInController.leave': 'anyone',
  'StartPageController.show': [C, R, L, A],
  'StartPageController.assess': [C, A],
  'ImportsPageController.list': [C, A],
  'ImportsPageController.upload': [C, A],
  'ImportsPageController.faults': [C, A],
  'ImportPageController.one': [C, A],
  'ImportPageController.rejected': [C, A],
  'ImportPageController.kind': [C, A],
  'ImportPageController.columns': [C, A],
  'ImportPageController.decide': [C, A],
  'EligibilityPageController.list': [C, R, A],
  'EligibilityPageController.csv': [C, R, A],
  'EligibilityPageController.one': [C, R, A],
  'LeadersPageController.list': [C, R, A],
  'LeadersPageController.csv': [C, R, A],
  'LeaderPageController.one': [C, R, A],
  'LeaderPageController.csv': [C, R, A],
  'StatementPageController.show': [L],
  'StatementPageController.csv': [L],
  'RunsPageController.list': [C, R, A],
  'RunsPageController.start': [C, A],
  'RunCasePageController.one': [C, R, A],
  'RunPageController.one': [C, R, A],
  'RunPageController.decide': [C, A],
};

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
      sessionSecret: 'x'.repeat(40),
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
    expect(found).toEqual(TABLE);
  });

  it('stop the start when one of them names nobody', async () => {
    @Module({ imports: [DiscoveryModule], controllers: [ForgetfulController], providers: [RouteCensus] })
    class ForgetfulModule {}
    const forgetful = await Test.createTestingModule({ imports: [ForgetfulModule] }).compile();
    await expect(forgetful.createNestApplication().init()).rejects.toThrow(
      /ForgetfulController\.forgotten.*@Allow/,
    );
  });
});
