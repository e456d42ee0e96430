import type { OfferListCode } from './codes.js';
import type { UnknownSubject, UnknownSubjectReason } from './decision.js';
import type { FactIndex } from './fact-index.js';
import type { AssessmentFacts, Referral } from './facts.js';
import type { OfferPolicy } from './policy.js';
import { isOpen } from './school-kind.js';

type Named = Pick<UnknownSubject, 'list' | 'subjectKind' | 'subjectId' | 'source'>;

/** What the offer's lists name and the assessment passes over, in the order of lists and rows. */
export function unknownSubjects(
  policy: OfferPolicy,
  facts: AssessmentFacts,
  index: FactIndex,
): UnknownSubject[] {
  return policy.lists.flatMap((list) =>
    namedOn(list, facts).flatMap((named) => {
      const reason =
        named.subjectKind === 'school' ? schoolReason(named, index) : trustReason(named, facts, index);
      if (reason === null) return [];
      const followed = reason === 'not-open' && named.subjectKind === 'school';
      const successors = followed ? [...(index.links.successors.get(named.subjectId) ?? [])].toSorted() : [];
      return [{ ...named, reason, successors }];
    }),
  );
}

function namedOn(list: OfferListCode, facts: AssessmentFacts): readonly Named[] {
  const requests = (rows: readonly Referral[] | null | undefined): readonly Named[] =>
    [...(rows ?? []), ...(facts.recordedRequests ?? [])].map(({ subjectKind, subjectId, source }) => ({
      list,
      subjectKind,
      subjectId,
      source,
    }));
  switch (list) {
    case 'referrals':
      return requests(facts.referrals);
    case 'applications':
      return requests(facts.applications);
    case '2ri-plus':
    case 'below-floor':
      return ((list === '2ri-plus' ? facts.twoRiPlus : facts.belowFloor) ?? []).map(({ urn, source }) => ({
        list,
        subjectKind: 'school' as const,
        subjectId: urn,
        source,
      }));
  }
}

function schoolReason({ subjectId }: Named, { schoolsByUrn }: FactIndex): UnknownSubjectReason | null {
  const school = schoolsByUrn.get(subjectId);
  if (school === undefined) return 'no-record';
  return isOpen(school) ? null : 'not-open';
}

function trustReason(
  { subjectId }: Named,
  { trusts }: AssessmentFacts,
  index: FactIndex,
): UnknownSubjectReason | null {
  if (index.trusts.byUid.has(subjectId)) return null;
  const group = (trusts ?? []).find(({ uid }) => uid === subjectId);
  if (group === undefined) return 'no-record';
  return group.kind === 'other' ? 'no-academy-trust' : 'not-open';
}
