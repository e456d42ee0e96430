import { SurveyAnswerRow } from './survey-answer.entity.js';

export {
  ChangeAnswer,
  type ChangeAnswerInput,
  type ChangeAnswerRefusal,
  type ChangedAnswer,
} from './change-answer.use-case.js';
export {
  GIVEN_COLUMNS,
  type GivenCells,
  type GivenColumn,
  type GivenFault,
  givenFaults,
} from './given-answer.js';
export { leaderForMatching, type LeaderStanding } from './leader-for-matching.js';
export type { SurveyAnswer } from './survey-answer.js';
export { SURVEY_COLUMN_NAMES, type SurveyColumn } from './survey-columns.js';
export {
  OfferedDaysKeepers,
  type OfferedDays,
  type OfferedDaysKeeper,
  type OfferedDaysRefusal,
  type WithdrawnDays,
} from './offered-days.js';
export { followNearestRegions } from './nearest-regions.js';
export { storedAnswerOf, type StoredAnswer } from './stored-answer.js';
export { type AnswerState } from './survey-answer.entity.js';
export { surveyTemplateCsv, surveyWorkbook } from './survey-template.js';
export { SurveyModule } from './survey.module.js';
export {
  answered,
  answersOfOffer,
  SurveyQueries,
  type LeaderAnswer,
  type LeaderAnswerPage,
  type LeaderPlace,
  placed,
  type PlacedAnswer,
} from './survey.queries.js';
export { type AnsweredTies, type TieFollower, TieFollowers } from './tie-followers.js';
export { WithdrawAnswer, type WithdrawAnswerInput } from './withdraw-answer.use-case.js';

/** For the data source of a process that uses this feature. */
export const SURVEY_ENTITIES = [SurveyAnswerRow] as const;
