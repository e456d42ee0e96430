/**
 * The second door of this room: files to answers, without a database and without what a database needs in memory
 * (docs/adr/0006).
 */
export { leaderForMatching, type LeaderStanding } from './leader-for-matching.js';
export { type LeaderGazetteer, placeLeader } from './place-leader.js';
export { FARTHEST_FROM_REGION_METRES } from './region-limit.js';
export type { SurveyAnswer } from './survey-answer.js';
export { SURVEY_FILE_PROFILE } from './survey-columns.js';
export { readSurvey, type SurveyReadOptions } from './survey-reader.js';
export { SURVEY_EXAMPLES, surveyTemplateCsv, surveyWorkbook, type TemplateRow } from './survey-template.js';
