import type { Location, Urn } from '../../domain/kernel/index.js';
import { locationFromGrid, type Places } from '../../platform/geography/index.js';
import type { SurveyAnswer } from './survey-answer.js';

/** What is known about places when a leader is to be put on the map. */
export interface LeaderGazetteer {
  /** A school's location; null or undefined when the school or its place is unknown. */
  readonly schoolLocation: (urn: Urn) => Location | null | undefined;
  /** Null: no table of postcode districts was given. */
  readonly places: Places | null;
}

/**
 * Where a leader starts from: the coordinates given, else the base school's place, else the centre of the postcode
 * district (approximate), else null: then no distance is known and no pair is possible.
 */
export function placeLeader(
  answer: Pick<SurveyAnswer, 'easting' | 'northing' | 'baseUrn' | 'postcode'>,
  gazetteer: LeaderGazetteer,
): Location | null {
  const { easting, northing, baseUrn, postcode } = answer;
  const own = easting === null || northing === null ? undefined : locationFromGrid(easting, northing);
  const ofBase = baseUrn === null ? null : gazetteer.schoolLocation(baseUrn);
  const ofDistrict = postcode === null ? null : gazetteer.places?.centreOf(postcode);
  return own ?? ofBase ?? ofDistrict ?? null;
}
