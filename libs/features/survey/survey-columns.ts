import type { TableColumn, TableProfile, TableRow } from '../../platform/files/index.js';

/** The column names of our template, in its order. Other names are mapped (contracts: `--map FILE`). */
export const SURVEY_COLUMN_NAMES = [
  'leader_ref',
  'leader_name',
  'email',
  'leader_role',
  'base_urn',
  'trust_uid',
  'postcode',
  'easting',
  'northing',
  'phases',
  'expertise',
  'days_offered',
  'max_engagements',
  'travel_miles',
  'support_levels',
  'briefing_attended',
  'excluded_urns',
  'excluded_trust_uids',
  'conflict_urns',
  'available_from',
  'available_to',
] as const;
export type SurveyColumn = (typeof SURVEY_COLUMN_NAMES)[number];

export type SurveyRow = TableRow<SurveyColumn>;

/** Columns whose blank cell refuses a row: a file without them has no usable row. */
const REQUIRED: readonly SurveyColumn[] = ['leader_ref', 'leader_role', 'phases', 'days_offered'];

export const SURVEY_COLUMNS: readonly TableColumn<SurveyColumn>[] = SURVEY_COLUMN_NAMES.map((name) => ({
  key: name,
  names: [name],
  required: REQUIRED.includes(name),
}));

/** What the header of a survey looks like. */
export const SURVEY_FILE_PROFILE: TableProfile<'survey'> = { name: 'survey', columns: SURVEY_COLUMNS };
