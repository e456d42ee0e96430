import { type OfferYear } from '../../domain/kernel/index.js';
import { type CsvColumn, csvText, type XlsxColumn, xlsxBytes } from '../../platform/files/index.js';
import { SURVEY_COLUMN_NAMES, type SurveyColumn } from './survey-columns.js';
import { instructionLines, type InstructionLine, INSTRUCTION_SHEET } from './survey-instructions.js';

/** One row as it stands in a template: text, or the number of a numeric cell. */
export type TemplateRow = Readonly<Partial<Record<SurveyColumn, string | number>>>;

/**
 * Two rows that show every kind of cell. Invented people at invented schools; the addresses end in a domain that nobody can
 * have. The reader leaves them out by their references, so that nobody who keeps them in gets two leaders too many.
 */
export const SURVEY_EXAMPLES: readonly TemplateRow[] = [
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

const COLUMN_LOOKS: Readonly<Partial<Record<SurveyColumn, Partial<XlsxColumn<TemplateRow>>>>> = {
  leader_name: { width: 24 },
  email: { width: 28 },
  leader_role: { choices: ['nle', 'mat-ceo'] },
  phases: { width: 28 },
  expertise: { width: 44 },
  support_levels: { choices: ['school', 'trust', 'school; trust'] },
  briefing_attended: { choices: ['yes', 'no'] },
  available_from: { isDate: true, width: 14 },
  available_to: { isDate: true, width: 14 },
};

/** The survey's template: the header line and two fictional rows that show every kind of cell. */
export function surveyTemplateCsv(): string {
  const columns = SURVEY_COLUMN_NAMES.map((name): CsvColumn<TemplateRow> => ({
    name,
    of: (row) => row[name] ?? null,
  }));
  return csvText(columns, SURVEY_EXAMPLES);
}

/**
 * The survey as a workbook: the sheet to fill in, with drop-down lists where one code is wanted, and a sheet that says for
 * each column what to write, with two examples.
 *
 * @param rows filled in already: none in the template itself
 */
export function surveyWorkbook(offer: OfferYear | null, rows: readonly TemplateRow[] = []): Promise<Buffer> {
  const columns = SURVEY_COLUMN_NAMES.map((name): XlsxColumn<TemplateRow | InstructionLine> => ({
    name,
    of: (row) => (row as TemplateRow)[name] ?? null,
    ...(COLUMN_LOOKS[name] as Partial<XlsxColumn<TemplateRow | InstructionLine>> | undefined),
  }));
  const [first, second] = SURVEY_EXAMPLES;
  const told: readonly (readonly [string, keyof InstructionLine, number])[] = [
    ['Column', 'column', 22],
    ['What to write', 'write', 60],
    ['Needed', 'needed', 10],
    ['Example 1', 'example1', 30],
    ['Example 2', 'example2', 30],
  ];
  return xlsxBytes<TemplateRow | InstructionLine>(
    { name: 'Survey', columns, rows },
    {
      name: INSTRUCTION_SHEET,
      columns: told.map(([name, key, width]) => ({
        name,
        width,
        of: (row) => (row as InstructionLine)[key],
      })),
      rows: instructionLines(offer, (name) => [first?.[name] ?? '', second?.[name] ?? '']),
    },
  );
}
