import {
  EXPERTISE_CODES,
  LEADER_ROLES,
  type OfferYear,
  PHASES,
  SUPPORT_UNITS,
} from '../../domain/kernel/index.js';
import {
  type ColumnMap,
  type FileSource,
  type ItemSink,
  readTable,
  type TableLimits,
  type TableSummary,
  trustUidCell,
  urnCell,
} from '../../platform/files/index.js';
import type { SurveyAnswer } from './survey-answer.js';
import {
  codeOf,
  codesOf,
  daysOf,
  emailOf,
  engagementsOf,
  gridOf,
  identifierOf,
  identifiersOf,
  periodOf,
  postcodeOf,
  textOf,
  travelOf,
} from './survey-cells.js';
import { SURVEY_COLUMNS, type SurveyRow } from './survey-columns.js';
import { INSTRUCTION_SHEET } from './survey-instructions.js';
import { SURVEY_EXAMPLES } from './survey-template.js';
import { watchYear } from './survey-year.js';

export interface SurveyReadOptions {
  readonly map?: ColumnMap;
  readonly limits?: Partial<TableLimits>;
  /** What the answers are for: those that look like another year's are told. */
  readonly offer?: OfferYear;
}

const EXAMPLE_REFS = new Set(SURVEY_EXAMPLES.map((row) => String(row.leader_ref).toLowerCase()));

/** A survey has hundreds of rows: what is far larger is another file. */
export const SURVEY_LIMITS: Partial<TableLimits> = { maxBytes: 50_000_000, maxRows: 20_000, maxColumns: 500 };

/**
 * Reads a capacity survey, answer by answer. The template's own examples are left out, and that is told. A row with any fault is refused, with all its faults told; the rows
 * around it go on. A `leader_ref` that appeared in an earlier row, good or bad, refuses the later row.
 */
export async function readSurvey(
  source: FileSource,
  onAnswer: ItemSink<SurveyAnswer>,
  { offer, ...options }: SurveyReadOptions = {},
): Promise<TableSummary> {
  const year = watchYear(offer);
  const firstRows = new Map<string, number>();
  const table = {
    ...options,
    limits: { ...SURVEY_LIMITS, ...options.limits },
    columns: SURVEY_COLUMNS,
    anchor: 'leader_ref',
    noteUnknownColumns: true,
    ownSheets: [INSTRUCTION_SHEET],
  } as const;
  const summary = await readTable(source, table, (row) => {
    if (EXAMPLE_REFS.has(row.text('leader_ref')?.toLowerCase() ?? '')) {
      row.note('leader_ref', 'example-row');
      return;
    }
    const answer = answerOf(row, firstRows);
    if (answer === null) return undefined;
    year.look(row, answer.availableFrom, answer.availableTo);
    return onAnswer(answer);
  });
  return year.tell(summary);
}

function answerOf(row: SurveyRow, firstRows: Map<string, number>): SurveyAnswer | null {
  const ref = refOf(row, firstRows);
  const role = codeOf(row, 'leader_role', LEADER_ROLES);
  if (row.filled('leader_role') === null)
    row.refuse('leader_role', 'value-missing', { allowed: LEADER_ROLES });
  const phases = codesOf(row, 'phases', PHASES);
  if (row.filled('phases') === null) row.refuse('phases', 'value-missing', { allowed: PHASES });
  else if (phases.length === 0 && !row.isRefused) row.refuse('phases', 'value-missing', { allowed: PHASES });
  const halfDaysOffered = daysOf(row);
  const supportUnits = codesOf(row, 'support_levels', SUPPORT_UNITS);
  const period = periodOf(row);
  const rest = {
    name: textOf(row, 'leader_name', 200),
    email: emailOf(row),
    baseUrn: identifierOf(row, 'base_urn', urnCell, 'bad-urn'),
    trustUid: identifierOf(row, 'trust_uid', trustUidCell, 'bad-trust-uid'),
    postcode: postcodeOf(row),
    ...gridOf(row),
    expertise: codesOf(row, 'expertise', EXPERTISE_CODES),
    maxEngagements: engagementsOf(row),
    travelMetres: travelOf(row),
    supportUnits: supportUnits.length === 0 ? SUPPORT_UNITS : supportUnits,
    briefingAttended: codeOf(row, 'briefing_attended', ['yes', 'no']),
    excludedUrns: identifiersOf(row, 'excluded_urns', urnCell, 'bad-urn'),
    excludedTrustUids: identifiersOf(row, 'excluded_trust_uids', trustUidCell, 'bad-trust-uid'),
    conflictUrns: identifiersOf(row, 'conflict_urns', urnCell, 'bad-urn'),
    availableFrom: period.from,
    availableTo: period.to,
    source: { file: row.file, row: row.row },
  };
  if (row.isRefused || ref === null || role === null || halfDaysOffered === null) return null;
  return { ref, role, phases, halfDaysOffered, ...rest };
}

/** References are compared without regard to case: `NLE-7` and `nle-7` are one leader. */
function refOf(row: SurveyRow, firstRows: Map<string, number>): string | null {
  const ref = textOf(row, 'leader_ref', 60);
  if (ref === null) {
    row.refuse('leader_ref', 'value-missing');
    return null;
  }
  const firstRow = firstRows.get(ref.toLowerCase());
  if (firstRow !== undefined) row.refuse('leader_ref', 'duplicate-key', { facts: { firstRow } });
  else firstRows.set(ref.toLowerCase(), row.row);
  return ref;
}
