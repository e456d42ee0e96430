import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AllowAnyone } from '../../apps/api/src/access/allow.decorator.js';
import { RouteCensus } from '../../apps/api/src/access/route-census.js';
import { createApi } from '../../apps/api/src/start-api.js';
import { readSettings } from '../../libs/platform/config/index.js';
import { openBareTestDatabase } from '../support/database-harness.js';
import { TEST_SESSION_SECRET } from '../support/service-processes.js';

const C = 'coordinator';
const R = 'reviewer';
const L = 'leader';
const A = 'admin';
const V = 'auditor';

/** Who may use which route. A route that is not in this table fails the test. */
const TABLE: Readonly<Record<string, readonly string[] | 'anyone'>> = {
  'HealthController.live': 'anyone',
  'HealthController.ready': 'anyone',
  'TokensController.create': 'anyone',
  'TokensController.list': [C, R, L, A, V],
  'TokensController.revoke': [C, R, L, A, V],
  'TokensController.me': [C, R, L, A, V],
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
  'OffersController.list': [C, R, A, V],
  'OffersController.one': [C, R, A, V],
  'OffersController.assess': [C, A],
  'OffersController.assessment': [C, R, A, V],
  'OffersController.decisions': [C, R, A, V],
  'OffersController.decisionsXlsx': [C, R, A, V],
  'OffersController.cases': [C, R, A, V],
  'OffersController.case': [C, R, A, V],
  'DecisionChangesController.changes': [C, R, A, V],
  'DecisionChangesController.changesCsv': [C, R, A, V],
  'DecisionChangesController.decisions': [C, R, A, V],
  'CaseWorkController.contacts': [C, R, A, V],
  'CaseWorkController.contact': [C, A],
  'CaseWorkController.withdraw': [C, A],
  'CaseWorkController.move': [C, A],
  'CaseWorkController.editNeed': [C, A],
  'CaseWorkController.conflictCheck': [C, A],
  'OfferRecordsController.settings': [C, R, A, V],
  'OfferRecordsController.setSettings': [C, A],
  'OfferRecordsController.termDates': [C, R, A, V],
  'OfferRecordsController.setTermDates': [C, A],
  'OfferRecordsController.directSupport': [C, R, A, V],
  'OfferRecordsController.agree': [C, A],
  'OfferRecordsController.referrals': [C, R, A, V],
  'OfferRecordsController.refer': [C, A],
  'SchoolsController.schools': [C, R, A, V],
  'SchoolsController.trusts': [C, R, A, V],
  'LeadersController.list': [C, R, A, V],
  'LeadersController.statement': [C, R, L, A, V],
  'PairsController.explain': [C, R, A, V],
  'CompareController.compare': [C, R, A, V],
  'CompareController.csv': [C, R, A, V],
  'EffectsController.ask': [C, R, A],
  'EffectsController.one': [C, R, A, V],
  'ExplanationsController.match': [C, R, A, V],
  'ExplanationsController.uncovered': [C, R, A, V],
  'ExplanationsController.values': [C, R, A, V],
  'RunsController.create': [C, A],
  'RunsController.list': [C, R, A, V],
  'RunsController.one': [C, R, A, V],
  'RunsController.progress': [C, R, A, V],
  'RunsController.result': [C, R, A, V],
  'RunsController.cancel': [C, A],
  'RunsController.publish': [C, A],
  'RunsController.unpublish': [C, A],
  'RunsController.discard': [C, A],
  'AssignmentsPageController.list': [L],
  'AssignmentsPageController.one': [L],
  'AssignmentsPageController.ask': [L],
  'AssignmentsPageController.answer': [L],
  'MatchPageController.one': [C, R, A, V],
  'MatchPageController.ask': [C, A],
  'MatchPageController.answer': [C, A],
  'MatchPageController.offer': [C, A],
  'NextCandidatesController.list': [C, R, A, V],
  'NextCandidatesController.offer': [C, A],
  'OutboxPageController.list': [C, A],
  'OutboxPageController.change': [C, A],
  'MatchesController.list': [C, R, L, A, V],
  'MatchesController.one': [C, R, L, A, V],
  'MatchesController.accept': [L, C, A],
  'MatchesController.decline': [L, C, A],
  'MessagesController.list': [C, A],
  'MessagesController.resend': [C, A],
  'MessagesController.cancel': [C, A],
  'MessagesController.addresses': [C, A],
  'MessagesController.enterAddress': [C, A],
  'MessagesController.removeAddress': [C, A],
  'MatchesController.unpublish': [C, A],
  'OverridesController.preview': [C, R, A],
  'OverridesController.make': [R, A],
  'OverridesController.list': [C, R, A, V],
  'OverridesController.one': [C, R, A, V],
  'OverrideAnswersController.undoEffect': [C, R, A],
  'OverrideAnswersController.undo': [R, A],
  'OverrideAnswersController.approvalEffect': [C, R, A],
  'OverrideAnswersController.approve': [R, A],
  'OverrideAnswersController.reject': [R, A],
  'OverrideAnswersController.rulings': [C, R, A, V],
  'OverrideAnswersController.lift': [R, A],
  'DeliveryController.show': [C, R, L, A, V],
  'DeliveryController.log': [L, C, A],
  'DeliveryController.edit': [L, C, A],
  'DeliveryController.withdraw': [L, C, A],
  'DeliveryController.makeLink': [L, C, A],
  'DeliveryController.revokeLink': [L, C, A],
  'DeliveryController.complete': [L, C, A],
  'DeliveryController.endEarly': [L, C, A],
  'SignOffController.show': 'anyone',
  'SignOffController.sign': 'anyone',
  'ClaimsController.list': [C, R, A, V],
  'ClaimsController.make': [C, A],
  'ClaimsController.one': [C, R, A, V],
  'ClaimsController.csv': [C, R, A, V],
  'ClaimsController.xlsx': [C, R, A, V],
  'ClaimsController.withdraw': [C, A],
  'DaySummaryController.summary': [C, R, A, V],
  'DaySummaryController.summaryCsv': [C, R, A, V],
  'DaySummaryController.statements': [C, R, A, V],
  'DaysPageController.show': [C, R, L, A, V],
  'DaysPageController.log': [L, C, A],
  'DaysPageController.link': [L, C, A],
  'DaysPageController.revoke': [L, C, A],
  'DaysPageController.end': [L, C, A],
  'VisitPageController.show': [L, C, A],
  'VisitPageController.change': [L, C, A],
  'VisitPageController.withdraw': [L, C, A],
  'SignOffPageController.show': 'anyone',
  'SignOffPageController.sign': 'anyone',
  'ClaimsPageController.list': [C, A],
  'ClaimsPageController.make': [C, A],
  'ClaimsPageController.one': [C, A],
  'ClaimsPageController.csv': [C, A],
  'ClaimsPageController.xlsx': [C, A],
  'ClaimsPageController.withdraw': [C, A],
  'ReportsPageController.show': [C, R, A, V],
  'ReportsPageController.csv': [C, R, A, V],
  'SignInController.form': 'anyone',
  'SignInController.enter': 'anyone',
  'SignInController.leave': 'anyone',
  'IdentityProviderController.begin': 'anyone',
  'IdentityProviderController.callback': 'anyone',
  'InvitationPageController.show': 'anyone',
  'InvitationPageController.accept': 'anyone',
  'PeoplePageController.list': [A],
  'PeoplePageController.form': [A],
  'PeoplePageController.invite': [A],
  'PeoplePageController.withdraw': [A],
  'PersonPageController.one': [A],
  'PersonPageController.change': [A],
  'PersonPageController.endSessions': [A],
  'AccountPageController.tokens': [C, R, L, A, V],
  'AccountPageController.create': [C, R, L, A, V],
  'AccountPageController.revoke': [C, R, L, A, V],
  'AccountPageController.leaveEverywhere': [C, R, L, A, V],
  'StartPageController.show': [C, R, L, A, V],
  'StartPageController.assess': [C, A],
  'ImportsPageController.list': [C, A],
  'ImportsPageController.upload': [C, A],
  'ImportsPageController.faults': [C, A],
  'ImportPageController.one': [C, A],
  'ImportPageController.rejected': [C, A],
  'ImportPageController.kind': [C, A],
  'ImportPageController.columns': [C, A],
  'ImportPageController.decide': [C, A],
  'EligibilityPageController.list': [C, R, A, V],
  'EligibilityPageController.csv': [C, R, A, V],
  'EligibilityPageController.xlsx': [C, R, A, V],
  'EligibilityPageController.one': [C, R, A, V],
  'LeadersPageController.list': [C, R, A, V],
  'LeadersPageController.csv': [C, R, A, V],
  'LeaderPageController.one': [C, R, A, V],
  'LeaderPageController.csv': [C, R, A, V],
  'AnswersController.one': [C, R, L, A, V],
  'AnswersController.change': [L, C, A],
  'AnswersController.withdraw': [L, C, A],
  'AuditController.search': [R, A, V],
  'AuditPageController.list': [A, R, V],
  'AuditPageController.csv': [A, R, V],
  'AboutPageController.matching': 'anyone',
  'AboutPageController.accessibility': 'anyone',
  'AboutPageController.privacy': 'anyone',
  'AboutPageController.cookies': 'anyone',
  'ConflictsController.list': [C, R, L, A, V],
  'ConflictsController.declare': [L, C, A],
  'ConflictsController.withdraw': [L, C, A],
  'ConflictsPageController.list': [C, R, L, A, V],
  'ConflictsPageController.declare': [C, L, A],
  'ConflictsPageController.withdraw': [C, L, A],
  'SurveyPageController.show': [L],
  'SurveyPageController.change': [L],
  'SurveyPageController.withdraw': [L],
  'LeaderSurveyPageController.show': [C, A],
  'LeaderSurveyPageController.change': [C, A],
  'LeaderSurveyPageController.withdraw': [C, A],
  'StatementPageController.show': [L],
  'StatementPageController.csv': [L],
  'RunsPageController.list': [C, R, A, V],
  'RunComparePageController.compare': [C, R, A, V],
  'RunComparePageController.csv': [C, R, A, V],
  'RunNewPageController.form': [C, A],
  'RunNewPageController.start': [C, A],
  'RunCasePageController.one': [C, R, A, V],
  'OverridePageController.ofMatch': [R, A, C],
  'OverridePageController.ofCase': [R, A, C],
  'OverridePageController.effect': [R, A, C],
  'OverridePageController.make': [R, A],
  'OverrideDecisionPageController.one': [C, R, A],
  'OverrideDecisionPageController.approve': [R, A],
  'OverrideDecisionPageController.reject': [R, A],
  'OverrideDecisionPageController.undoEffect': [C, R, A],
  'OverrideDecisionPageController.undo': [R, A],
  'PublishCheckPageController.check': [C, A],
  'PublishCheckPageController.publish': [C, A],
  'ReviewPageController.list': [R, A],
  'RunPageController.one': [C, R, A, V],
  'RunPageController.progress': [C, R, A, V],
  'RunMatchesPageController.list': [C, R, A, V],
  'RunMatchesPageController.csv': [C, R, A, V],
  'RunMatchesPageController.xlsx': [C, R, A, V],
  'RunUncoveredPageController.list': [C, R, A, V],
  'RunUncoveredPageController.csv': [C, R, A, V],
  'RunLeadersPageController.list': [C, R, A, V],
  'RunMapPageController.show': [C, R, A, V],
  'BoundariesController.receive': [C, A],
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
