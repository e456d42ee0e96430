import { type CsvColumn, csvText } from '../../platform/files/index.js';
import { SURVEY_COLUMN_NAMES, type SurveyColumn } from './survey-columns.js';

type ExampleRow = Readonly<Partial<Record<SurveyColumn, string | number>>>;

/** Invented people at invented schools; the addresses end in a domain that nobody can have. */
const EXAMPLES: readonly ExampleRow[] = [
  {
    leader_ref: 'EXAMPLE-1',
    leader_name: 'Asha Example',
    email: 'asha@fernhill.example',
    leader_role: 'nle',
    base_urn: '999901',
    postcode: 'LS1 4AP',
    phases: 'primary; nursery',
    expertise: 'reading; early-years; leadership-and-management',
    days_offered: 12.5,
    max_engagements: 3,
    travel_miles: 30,
    support_levels: 'school',
    briefing_attended: 'yes',
    conflict_urns: '999902',
    available_from: '2024-09-01',
    available_to: '2025-07-31',
  },
  {
    leader_ref: 'EXAMPLE-2',
    leader_name: 'Tom Example',
    email: 'tom@harbour-trust.example',
    leader_role: 'mat-ceo',
    trust_uid: '99991',
    easting: 429500,
    northing: 433500,
    phases: 'secondary; all-through; 16-plus',
    expertise: 'trust-development; governance; finance; behaviour-and-attitudes',
    days_offered: 40,
    support_levels: 'school; trust',
    excluded_trust_uids: '99992; 99993',
  },
];

/** The survey's template: the header line and two fictional rows that show every kind of cell. */
export function surveyTemplateCsv(): string {
  const columns = SURVEY_COLUMN_NAMES.map((name): CsvColumn<ExampleRow> => ({
    name,
    of: (row) => row[name] ?? null,
  }));
  return csvText(columns, EXAMPLES);
}
