import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import type { DestinationStream } from 'pino';
import { BudgetsModule } from '../../../libs/features/budgets/index.js';
import { DeliveryModule } from '../../../libs/features/delivery/index.js';
import { IdentityModule } from '../../../libs/features/identity/index.js';
import { ImportsModule } from '../../../libs/features/imports/index.js';
import { LeadersModule } from '../../../libs/features/leaders/index.js';
import { MatchesModule } from '../../../libs/features/matches/index.js';
import { MessagesModule } from '../../../libs/features/messages/index.js';
import { OffersModule } from '../../../libs/features/offers/index.js';
import { OverridesModule } from '../../../libs/features/overrides/index.js';
import { ReportsModule } from '../../../libs/features/reports/index.js';
import { RunsModule } from '../../../libs/features/runs/index.js';
import { SchoolsModule } from '../../../libs/features/schools/index.js';
import { SurveyModule } from '../../../libs/features/survey/index.js';
import type { AccessSettings, LogLevel } from '../../../libs/platform/config/index.js';
import { AuditQueries, RecordExport } from '../../../libs/platform/audit/index.js';
import { DatabaseModule, type DataSourceSettings } from '../../../libs/platform/database/index.js';
import { ObservabilityModule } from '../../../libs/platform/observability/index.js';
import { AccessModule } from './access/access.module.js';
import type { SignInWay } from './access/sign-in-way.js';
import { HealthController } from './health/health.controller.js';
import { Readiness, READINESS_DATABASE_URL } from './health/readiness.js';
import { AnswersController } from './json/answers.controller.js';
import { BoundariesController } from './json/boundaries.controller.js';
import { AuditController } from './json/audit.controller.js';
import { CaseWorkController } from './json/case-work.controller.js';
import { ClaimsController } from './json/claims.controller.js';
import { DaySummaryController } from './json/day-summary.controller.js';
import { ConflictsController } from './json/conflicts.controller.js';
import { DecisionChangesController } from './json/decision-changes.controller.js';
import { DeliveryController } from './json/delivery.controller.js';
import { ColumnMapsController, ImportDecisionsController } from './json/import-decisions.controller.js';
import { ImportsController } from './json/imports.controller.js';
import { LeadersController } from './json/leaders.controller.js';
import { MatchesController } from './json/matches.controller.js';
import { MessagesController } from './json/messages.controller.js';
import { NextCandidatesController } from './json/next-candidates.controller.js';
import { OfferRecordsController } from './json/offer-records.controller.js';
import { OfferRequestsController } from './json/offer-requests.controller.js';
import { OffersController } from './json/offers.controller.js';
import { CompareController } from './json/compare.controller.js';
import { EffectsController } from './json/effects.controller.js';
import { ExplanationsController } from './json/explanations.controller.js';
import { OverrideAnswersController } from './json/override-answers.controller.js';
import { OverridesController } from './json/overrides.controller.js';
import { PairsController } from './json/pairs.controller.js';
import { RunsController } from './json/runs.controller.js';
import { SchoolsController } from './json/schools.controller.js';
import { SignOffController } from './json/sign-off.controller.js';
import { SurveyController } from './json/survey.controller.js';
import { ExportsController } from './json/exports.controller.js';
import { TokensController } from './json/tokens.controller.js';
import { AccountPageController } from './pages/account/account.controller.js';
import { AssignmentsPageController } from './pages/assignments/assignments.controller.js';
import { MatchAnswers } from './pages/assignments/match-answers.js';
import { MatchCards } from './pages/assignments/match-cards.js';
import { AboutPageController } from './pages/about/about.controller.js';
import { AuditPageController } from './pages/audit/audit.controller.js';
import { ConflictsPageController } from './pages/conflicts/conflicts.controller.js';
import { ContactsPageController } from './pages/contacts/contacts.controller.js';
import { BackgroundWorkPageController } from './pages/background-work/background-work.controller.js';
import { ClaimsPageController } from './pages/claims/claims.controller.js';
import { ActorNames } from './pages/actor-names.js';
import { ConflictPicks } from './pages/conflicts/conflict-picks.js';
import { CaseReads } from './pages/cases/case-reads.js';
import { CasePageController } from './pages/cases/case.controller.js';
import { CasesPageController } from './pages/cases/cases.controller.js';
import { DaysPageController } from './pages/days/days.controller.js';
import { VisitPageController } from './pages/days/visit.controller.js';
import { DirectSupportPageController } from './pages/direct-support/direct-support.controller.js';
import { EligibilityPageController } from './pages/eligibility/eligibility.controller.js';
import { ImportAnswers } from './pages/import/import-answers.js';
import { ImportDecisions } from './pages/import/import-decisions.js';
import { ImportPageController } from './pages/import/import.controller.js';
import { ImportsPageController } from './pages/imports/imports.controller.js';
import { SurveyTemplatePageController } from './pages/imports/survey-template.controller.js';
import { InvitationPageController } from './pages/invitation/invitation.controller.js';
import { LeaderPageController } from './pages/leader/leader.controller.js';
import { Statements } from './pages/leader/statements.js';
import { LeadersPageController } from './pages/leaders/leaders.controller.js';
import { InvitationsPageController } from './pages/people/invitations.controller.js';
import { PeoplePageController } from './pages/people/people.controller.js';
import { PersonPageController } from './pages/people/person.controller.js';
import { EndWaitingPageController } from './pages/match/end-waiting.controller.js';
import { MatchPageController } from './pages/match/match.controller.js';
import { OutboxPageController } from './pages/outbox/outbox.controller.js';
import { OverridePageController } from './pages/override/override.controller.js';
import { ChoicesRead, EffectRead, ReplanRead } from './pages/override/override-reads.js';
import { DecisionRead } from './pages/override-decision/decision-read.js';
import { OverrideDecisionPageController } from './pages/override-decision/override-decision.controller.js';
import { PublishCheckPageController } from './pages/publish-check/publish-check.controller.js';
import { ReplanPageController } from './pages/override/replan.controller.js';
import { ReviewPageController } from './pages/review/review.controller.js';
import { ReportsPageController } from './pages/reports/reports.controller.js';
import { RunDecisions } from './pages/run/run-decisions.js';
import { RunCasePageController } from './pages/run-case/run-case.controller.js';
import { RunComparePageController } from './pages/run-compare/run-compare.controller.js';
import { RunNewPageController } from './pages/run-new/run-new.controller.js';
import { RunLeadersPageController } from './pages/run-leaders/run-leaders.controller.js';
import { RunMapPageController } from './pages/run-map/run-map.controller.js';
import { RunMatchesPageController } from './pages/run-matches/run-matches.controller.js';
import { RequestsPageController } from './pages/requests/requests.controller.js';
import { RoundPageController } from './pages/round/round.controller.js';
import { TermDatesPageController } from './pages/term-dates/term-dates.controller.js';
import { RunPageController } from './pages/run/run.controller.js';
import { RunUncoveredPageController } from './pages/run-uncovered/run-uncovered.controller.js';
import { RunsPageController } from './pages/runs/runs.controller.js';
import { IdentityProviderController } from './pages/sign-in/identity-provider.controller.js';
import { SignOffPageController } from './pages/sign-off/sign-off.controller.js';
import { SignInController } from './pages/sign-in/sign-in.controller.js';
import { StartPageController } from './pages/start/start.controller.js';
import { StatementPageController } from './pages/statement/statement.controller.js';
import { SurveyPages } from './pages/survey/survey-pages.js';
import { LeaderSurveyPageController, SurveyPageController } from './pages/survey/survey.controller.js';
import { API_LIMITS, type ApiLimits } from './web/limits.js';
import { IdempotencyInterceptor } from './web/idempotency.interceptor.js';
import { OwnAddress } from './web/own-address.js';
import { ProblemFilter } from './web/problem.filter.js';
import { ExportInterceptor } from './web/export.interceptor.js';

/** In the order in which addresses are looked up: a fixed one before one with a parameter. */
const REST_CONTROLLERS = [
  HealthController,
  ExportsController,
  TokensController,
  ImportsController,
  SurveyController,
  ImportDecisionsController,
  ColumnMapsController,
  OffersController,
  DecisionChangesController,
  CaseWorkController,
  OfferRecordsController,
  OfferRequestsController,
  SchoolsController,
  LeadersController,
  AnswersController,
  ConflictsController,
  AuditController,
  PairsController,
  CompareController,
  ExplanationsController,
  EffectsController,
  RunsController,
  MatchesController,
  NextCandidatesController,
  MessagesController,
  OverridesController,
  OverrideAnswersController,
  BoundariesController,
  DeliveryController,
  SignOffController,
  ClaimsController,
  DaySummaryController,
];

const PAGE_CONTROLLERS = [
  SignInController,
  IdentityProviderController,
  InvitationPageController,
  PeoplePageController,
  InvitationsPageController,
  PersonPageController,
  BackgroundWorkPageController,
  AccountPageController,
  StartPageController,
  SurveyTemplatePageController,
  ImportsPageController,
  ImportPageController,
  EligibilityPageController,
  CasesPageController,
  CasePageController,
  LeadersPageController,
  LeaderPageController,
  LeaderSurveyPageController,
  ConflictsPageController,
  RequestsPageController,
  DirectSupportPageController,
  RoundPageController,
  TermDatesPageController,
  AuditPageController,
  AboutPageController,
  StatementPageController,
  SurveyPageController,
  RunsPageController,
  OverridePageController,
  ReplanPageController,
  OverrideDecisionPageController,
  PublishCheckPageController,
  ReviewPageController,
  RunComparePageController,
  RunNewPageController,
  RunPageController,
  RunMatchesPageController,
  RunUncoveredPageController,
  RunLeadersPageController,
  RunMapPageController,
  RunCasePageController,
  AssignmentsPageController,
  MatchPageController,
  EndWaitingPageController,
  OutboxPageController,
  ContactsPageController,
  DaysPageController,
  VisitPageController,
  SignOffPageController,
  ClaimsPageController,
  ReportsPageController,
];

export interface ApiModuleSettings {
  readonly database: DataSourceSettings;
  readonly limits: ApiLimits;
  readonly logLevel: LogLevel;
  readonly log?: DestinationStream;
  readonly access: AccessSettings;
  readonly way: SignInWay;
}

@Module({})
export class ApiModule {
  static forRoot(settings: ApiModuleSettings): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ObservabilityModule.forRoot({
          logLevel: settings.logLevel,
          ...(settings.log === undefined ? {} : { destination: settings.log }),
        }),
        DatabaseModule.forRoot(settings.database),
        AccessModule.forRoot(settings.access, settings.way),
        ...[
          IdentityModule,
          ImportsModule,
          SchoolsModule,
          LeadersModule,
          SurveyModule,
          MessagesModule,
          OffersModule,
          BudgetsModule,
          MatchesModule,
          DeliveryModule,
          RunsModule,
          OverridesModule,
          ReportsModule,
        ],
      ],
      controllers: [...REST_CONTROLLERS, ...PAGE_CONTROLLERS],
      providers: [
        RunDecisions,
        MatchAnswers,
        MatchCards,
        ActorNames,
        CaseReads,
        ConflictPicks,
        ChoicesRead,
        DecisionRead,
        EffectRead,
        ReplanRead,
        AuditQueries,
        RecordExport,
        Statements,
        SurveyPages,
        ImportAnswers,
        ImportDecisions,
        Readiness,
        OwnAddress,
        { provide: READINESS_DATABASE_URL, useValue: settings.database.url },
        { provide: API_LIMITS, useValue: settings.limits },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ExportInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
