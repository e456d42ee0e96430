export { type LeaderGazetteer, placeLeader } from './place-leader.js';
export type { SurveyAnswer } from './survey-answer.js';
export { SURVEY_COLUMN_NAMES, type SurveyColumn } from './survey-columns.js';
export { readSurvey, type SurveyReadOptions } from './survey-reader.js';
export { surveyTemplateCsv } from './survey-template.js';
