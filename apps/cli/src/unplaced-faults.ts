import type { LeaderForMatching } from '../../../libs/domain/candidates/index.js';
import type { SourceRow } from '../../../libs/domain/kernel/index.js';
import type { Assessment, SupportCase } from '../../../libs/domain/offers/index.js';
import type { SurveyAnswer } from '../../../libs/features/survey/readers.js';
import type { RowFault } from '../../../libs/platform/files/index.js';
import { placeSentence, type PlaceKnown } from '../../../libs/wording/index.js';
import type { FactsReading } from './read-facts.js';

/** Every case without a place, by the row of its school or trust, with what to do. */
export function unplacedCases({ cases }: Assessment, reading: FactsReading): readonly RowFault[] {
  const { schools, trusts } = reading.facts;
  const schoolOf = new Map(schools.map((school) => [school.urn, school]));
  const trustOf = new Map((trusts ?? []).map((trust) => [trust.uid, trust]));
  const recordOf = ({ unit, supportedId }: SupportCase): PlacedRecord | undefined =>
    unit === 'school' ? schoolOf.get(supportedId) : trustOf.get(supportedId);
  return cases.flatMap((supportCase) => {
    if (supportCase.location !== null) return [];
    const { source, postcode = null } = recordOf(supportCase) ?? {};
    const behind = supportCase.urns.flatMap((urn) => schoolOf.get(urn)?.source ?? []);
    const known = { postcode, hasDistricts: hasDistricts(reading) };
    return fault(supportCase.supportedId, source ?? behind[0], {
      ...known,
      kind: supportCase.unit,
      placed: 'none',
    });
  });
}

/** Every leader without a place, by their row of the survey, with what to do. */
export function unplacedLeaders(
  answers: readonly SurveyAnswer[],
  leaders: readonly Pick<LeaderForMatching, 'leaderRef' | 'location'>[],
  reading: FactsReading,
): readonly RowFault[] {
  const unplaced = new Set(
    leaders.flatMap(({ leaderRef, location }) => (location === null ? [leaderRef] : [])),
  );
  return answers
    .filter(({ ref }) => unplaced.has(ref))
    .flatMap(({ ref, postcode, baseUrn, source }) => {
      const known = { postcode, baseUrn, hasDistricts: hasDistricts(reading) };
      return fault(ref, source, { ...known, kind: 'leader', placed: 'none' });
    });
}

interface PlacedRecord {
  readonly postcode: string | null;
  readonly source: SourceRow;
}

const hasDistricts = ({ places }: FactsReading): boolean => (places?.size ?? 0) > 0;

function fault(value: string, source: SourceRow | undefined, known: PlaceKnown): readonly RowFault[] {
  const message = placeSentence(known);
  if (source === undefined || message === null) return [];
  return [
    {
      ...source,
      column: null,
      value,
      code: 'place-unknown',
      allowed: [],
      effect: 'noted',
      facts: { message },
    },
  ];
}
