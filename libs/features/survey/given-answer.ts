import { randomUUID } from 'node:crypto';
import { accepted, type Facts, type Outcome, refused } from '../../domain/kernel/index.js';
import { collected, csvText, faultSentence, fileOf, type RowFault } from '../../platform/files/index.js';
import type { StoredAnswer } from './stored-answer.js';
import type { SurveyColumn } from './survey-columns.js';
import { readSurvey } from './survey-reader.js';

/** What a leader may change online; who they are and where they start from comes from their survey file. */
export const GIVEN_COLUMNS = [
  'phases',
  'expertise',
  'days_offered',
  'max_engagements',
  'travel_miles',
  'support_levels',
  'available_from',
  'available_to',
  'excluded_urns',
  'excluded_trust_uids',
] as const satisfies readonly SurveyColumn[];
export type GivenColumn = (typeof GIVEN_COLUMNS)[number];

/** An answer as the cells of one row of the survey: lists separated by `;`, blank where nothing is said. */
export type GivenCells = Readonly<Record<GivenColumn, string>>;

/** The part of a stored answer that `GivenCells` stand for. */
export type GivenFacts = Pick<
  StoredAnswer,
  | 'phases'
  | 'expertise'
  | 'halfDaysOffered'
  | 'maxEngagements'
  | 'travelMetres'
  | 'supportUnits'
  | 'availableFrom'
  | 'availableTo'
  | 'excludedUrns'
  | 'excludedTrustUids'
>;

/** A fault of one cell, with its sentence. */
export interface GivenFault {
  readonly column: GivenColumn;
  readonly code: string;
  readonly sentence: string;
}

/**
 * Reads an answer that was given online by the rules of the survey file itself: it is one row of one. Refused with
 * `invalid-answer` and the fact `faults` (`pointer`, `column`, `code`, `allowed`, `sentence`).
 */
export async function readGivenAnswer(cells: GivenCells): Promise<Outcome<GivenFacts, 'invalid-answer'>> {
  // The reference and the role have to be there; neither is looked at.
  const row: Readonly<Record<string, string>> = { ...cells, leader_ref: randomUUID(), leader_role: 'nle' };
  const columns = Object.keys(row).map((name) => ({ name, of: (one: typeof row) => one[name] ?? '' }));
  const { items, summary } = await collected((sink: Parameters<typeof readSurvey>[1]) =>
    readSurvey(fileOf('online.csv', csvText(columns, [row])), sink),
  );
  const [answer] = items;
  return answer === undefined
    ? refused('invalid-answer', { faults: summary.faults.flatMap(faultOf) })
    : accepted(givenFacts(answer));
}

export function givenFacts(answer: GivenFacts): GivenFacts {
  const { phases, expertise, halfDaysOffered, maxEngagements, travelMetres } = answer;
  const { supportUnits, availableFrom, availableTo, excludedUrns, excludedTrustUids } = answer;
  return {
    ...{ phases, expertise, halfDaysOffered, maxEngagements, travelMetres },
    ...{ supportUnits, availableFrom, availableTo, excludedUrns, excludedTrustUids },
  };
}

/** The faults of a refusal `invalid-answer`. */
export function givenFaults(facts: Facts): readonly GivenFault[] {
  const { faults } = facts;
  return Array.isArray(faults) ? (faults as readonly GivenFault[]) : [];
}

function faultOf(fault: RowFault): Facts[] {
  const { column, code, allowed } = fault;
  if (column === null) return [];
  return [
    { pointer: `/${column}`, column, code, allowed: allowed.join(', '), sentence: faultSentence(fault) },
  ];
}
