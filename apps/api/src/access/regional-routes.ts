/**
 * What people may use who are limited to some regions, by controller; every other route is closed to them, because it shows
 * or changes what cuts through regions (ADR 17). What they see and change on these is kept to their regions by the policies
 * of the tables.
 */
export const REGIONAL_ROUTES: Readonly<Record<string, readonly string[]>> = {
  TokensController: ['list', 'revoke', 'me'],
  AccountPageController: ['tokens', 'create', 'revoke', 'leaveEverywhere'],
  StartPageController: ['show'],
  // who is eligible
  OffersController: ['list', 'one', 'assessment', 'decisions', 'decisionsXlsx', 'cases', 'case'],
  DecisionChangesController: ['changes', 'changesCsv', 'decisions'],
  EligibilityPageController: ['list', 'csv', 'xlsx', 'one'],
  // the work on a case
  CasesPageController: ['list', 'files'],
  CasePageController: ['one', 'contact', 'move', 'need'],
  CaseWorkController: ['contacts', 'contact', 'withdraw', 'move', 'editNeed', 'conflictCheck'],
  // leaders and their days
  LeadersController: ['list', 'statement'],
  LeadersPageController: ['list', 'files'],
  LeaderPageController: ['one', 'files', 'matchFiles'],
  AnswersController: ['one'],
  ConflictsController: ['list'],
  ConflictsPageController: ['list', 'files'],
  DaySummaryController: ['summary', 'summaryCsv', 'statements', 'statementsWorkbook'],
  ReportsPageController: ['show', 'files', 'endedFiles'],
  // runs by name and number, and their matches
  RunsController: ['list', 'one', 'publish'],
  RunsPageController: ['list', 'files'],
  RunMatchesPageController: ['list', 'files'],
  PublishCheckPageController: ['check', 'choose', 'publish'],
  MatchesController: ['list', 'one', 'accept', 'decline', 'unpublish', 'lapse'],
  MatchPageController: ['one', 'ask', 'answer', 'offer'],
  NextCandidatesController: ['list', 'offer'],
  EndWaitingPageController: ['ask', 'end'],
  // changes against a plan, of cases in their regions
  OverridesController: ['preview', 'make', 'list', 'one'],
  OverrideAnswersController: [...['undoEffect', 'undo', 'approvalEffect', 'approve', 'reject', 'rulings']],
  OverridePageController: ['ofMatch', 'ofCase', 'effect', 'make'],
  OverrideDecisionPageController: ['one', 'approve', 'reject', 'undoEffect', 'undo'],
  ReviewPageController: ['list', 'files'],
  // visits
  DeliveryController: [
    ...['show', 'log', 'edit', 'withdraw', 'makeLink', 'revokeLink', 'complete', 'endEarly'],
  ],
  DaysPageController: ['show', 'files', 'log', 'link', 'revoke', 'end'],
  VisitPageController: ['show', 'change', 'withdraw'],
};
