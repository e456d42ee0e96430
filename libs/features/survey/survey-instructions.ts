import {
  EXPERTISE_CODES,
  LEADER_ROLES,
  type OfferYear,
  PHASES,
  SUPPORT_UNITS,
} from '../../domain/kernel/index.js';
import { offerPolicy } from '../../domain/offers/index.js';
import { DATE_FORMS } from '../../platform/files/index.js';
import { POSTCODE_FORMS } from '../../platform/geography/index.js';
import { SURVEY_COLUMN_NAMES, type SurveyColumn } from './survey-columns.js';

/** The second sheet of the template; the reader says nothing of it. */
export const INSTRUCTION_SHEET = 'Instructions';

export interface InstructionLine {
  readonly column: string;
  readonly write: string;
  readonly needed: string;
  readonly example1: string | number;
  readonly example2: string | number;
}

const codes = (of: readonly string[]): string => `one or more of ${of.join(', ')}; separate several by ";"`;
const DATE = `a date as ${DATE_FORMS.join(' or ')}; blank for no limit`;

const WHAT_TO_WRITE: Readonly<Record<SurveyColumn, string>> = {
  leader_ref: 'your reference for the leader, each one once',
  leader_name: 'the name, as schools should read it',
  email: 'one email address',
  leader_role: `one of ${LEADER_ROLES.join(', ')}`,
  base_urn: 'the URN (six digits) of the school where the leader starts from',
  trust_uid: "the group identifier (UID) of the leader's own trust",
  postcode: `where the leader starts from, where there is no base school (${POSTCODE_FORMS.join(' or ')})`,
  easting: 'British national grid, in metres, together with northing; goes before school and postcode',
  northing: 'British national grid, in metres, together with easting',
  phases: codes(PHASES),
  expertise: codes(EXPERTISE_CODES),
  days_offered: 'days in steps of 0.5, as a number',
  max_engagements: 'most schools or trusts at the same time; blank for no limit',
  travel_miles: 'furthest distance in miles; blank for no limit',
  support_levels: `${codes(SUPPORT_UNITS)}; blank for both`,
  briefing_attended: 'yes or no; blank counts as no',
  excluded_urns: 'URNs of schools that the leader will not support; separate several by ";"',
  excluded_trust_uids:
    'group identifiers (UIDs) of trusts that the leader will not support; separate several by ";"',
  conflict_urns: 'URNs of schools with a conflict of interest; separate several by ";"',
  available_from: DATE,
  available_to: DATE,
};
const NEEDED: readonly SurveyColumn[] = ['leader_ref', 'leader_role', 'phases', 'days_offered'];

/** How to fill in the survey, then one line for each column. */
export function instructionLines(
  offer: OfferYear | null,
  examplesOf: (column: SurveyColumn) => readonly [string | number, string | number],
): readonly InstructionLine[] {
  const general = [
    offer === null ? 'Capacity survey' : `Capacity survey for ${offer}`,
    'Fill in the sheet "Survey", one row for each leader. Leave its first row as it is. Blank cells mean: not given.',
    ...(offer === null ? [] : termsOf(offer)),
  ];
  const blank = { column: '', needed: '', example1: '', example2: '' };
  return [
    ...general.map((write) => ({ ...blank, write })),
    ...SURVEY_COLUMN_NAMES.map((column): InstructionLine => {
      const [example1, example2] = examplesOf(column);
      const needed = NEEDED.includes(column) ? 'yes' : '';
      return { column, write: WHAT_TO_WRITE[column], needed, example1, example2 };
    }),
  ];
}

function termsOf(offer: OfferYear): readonly string[] {
  const { supportWindow, briefingRequired } = offerPolicy(offer);
  return [
    `Support is given from ${supportWindow.from} to ${supportWindow.to}.`,
    ...(briefingRequired ? ['Leaders must have attended a regional briefing.'] : []),
  ];
}
