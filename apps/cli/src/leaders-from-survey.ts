import type { LeaderForMatching } from '../../../libs/domain/candidates/index.js';
import type { TrustUid, Urn } from '../../../libs/domain/kernel/index.js';
import type { AssessmentFacts, SchoolFacts } from '../../../libs/domain/offers/index.js';
import { leaderForMatching, placeLeader, type SurveyAnswer } from '../../../libs/features/survey/readers.js';
import type { Places } from '../../../libs/platform/geography/index.js';

/**
 * Survey answers as a first run sees them: all days are left and nothing is held. A blank trust is the base
 * school's; a tie with one school is a tie with support of its whole trust.
 */
export function leadersFromSurvey(
  answers: readonly SurveyAnswer[],
  facts: Pick<AssessmentFacts, 'schools' | 'memberships'>,
  places: Places | null,
): readonly LeaderForMatching[] {
  const schools = new Map(facts.schools.map((school) => [school.urn, school]));
  const trustByUrn = new Map<Urn, TrustUid>();
  for (const { urn, trustUid } of facts.memberships ?? []) {
    // A school listed under two trusts counts to the one with the larger UID, as in the service.
    const before = trustByUrn.get(urn);
    if (before === undefined || trustUid > before) trustByUrn.set(urn, trustUid);
  }
  const trustOf = (urn: Urn): TrustUid | null => schools.get(urn)?.trustUid ?? trustByUrn.get(urn) ?? null;
  return answers.map((answer) => leaderOf(answer, schools, trustOf, places));
}

function leaderOf(
  answer: SurveyAnswer,
  schools: ReadonlyMap<Urn, SchoolFacts>,
  trustOf: (urn: Urn) => TrustUid | null,
  places: Places | null,
): LeaderForMatching {
  const schoolLocation = (urn: Urn): SchoolFacts['location'] | undefined => schools.get(urn)?.location;
  return leaderForMatching(answer, {
    leaderRef: answer.ref,
    trustOf,
    location: placeLeader(answer, { schoolLocation, places }),
    withdrawn: false,
    halfDaysRemaining: answer.halfDaysOffered,
    engagementsHeld: 0,
  });
}
