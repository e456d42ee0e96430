import type {
  InspectionFacts,
  Referral,
  SchoolFacts,
  SchoolLink,
  TrustFacts,
  TrustMembership,
} from '../../libs/domain/offers/index.js';
import type { Location } from '../../libs/domain/kernel/index.js';
import { type GivenContact, isEmail, partyRefOf } from '../../libs/features/messages/readers.js';
import type { SurveyAnswer } from '../../libs/features/survey/readers.js';
import { faultSentence, type TableSummary } from '../../libs/platform/files/index.js';
import { normalisePostcode, type Place } from '../../libs/platform/geography/index.js';
import type { FileKind } from './file-kinds.js';

type Check<Item> = (item: Item) => boolean;

const isUrn = (text: string): boolean => /^[1-9]\d{5}$/.test(text);
const isUid = (text: string | null): boolean => text === null || /^[1-9]\d{0,6}$/.test(text);
const isDay = (text: string | null): boolean =>
  text === null || /^(1[89]|2[012])\d\d-[01]\d-[0-3]\d$/.test(text);
const isPostcode = (text: string | null): boolean => text === null || normalisePostcode(text) === text;
const isName = (text: string): boolean => text.trim() === text && text !== '' && text.length <= 300;
const isPlace = (location: Location | null): boolean =>
  location === null ||
  (location.latitude > 48 && location.latitude < 62 && location.longitude > -12 && location.longitude < 4);
const isGrade = (grade: unknown): boolean =>
  grade === null || grade === 'not-judged' || [1, 2, 3, 4].includes(grade as number);

const isSchool: Check<SchoolFacts> = (school) =>
  isUrn(school.urn) &&
  isName(school.name) &&
  ['1', '2', '3', '4'].includes(school.statusCode) &&
  isDay(school.openDate) &&
  isDay(school.closeDate) &&
  isUid(school.trustUid) &&
  isPostcode(school.postcode) &&
  isPlace(school.location);
const isInspection: Check<InspectionFacts> = (inspection) =>
  isUrn(inspection.urn) &&
  ('kind' in inspection
    ? isUrn(inspection.urnAtInspection) &&
      isDay(inspection.startDate) &&
      isDay(inspection.publicationDate) &&
      isGrade(inspection.overallEffectiveness) &&
      Object.values(inspection.judgements).every(isGrade) &&
      (inspection.inspectionNumber?.length ?? 0) <= 60
    : true);
const isTrust: Check<TrustFacts> = (trust) =>
  isUid(trust.uid) && isName(trust.name) && isPostcode(trust.postcode) && isPlace(trust.location);
const isMembership: Check<TrustMembership> = ({ urn, trustUid, joinedOn }) =>
  isUrn(urn) && isUid(trustUid) && isDay(joinedOn);
const isLink: Check<SchoolLink> = ({ urn, linkedUrn, establishedOn }) =>
  isUrn(urn) && isUrn(linkedUrn) && isDay(establishedOn);
const isDistrict: Check<Place> = ({ outcode, location }) =>
  normalisePostcode(outcode) === outcode && isPlace(location) && location.approximate;
const isReferral: Check<Referral> = ({ subjectKind, subjectId, decidedOn }) =>
  (subjectKind === 'school' ? isUrn(subjectId) : isUid(subjectId)) && isDay(decidedOn);
const isAnswer: Check<SurveyAnswer> = (answer) =>
  answer.ref !== '' &&
  answer.ref.length <= 60 &&
  Number.isInteger(answer.halfDaysOffered) &&
  answer.halfDaysOffered >= 1 &&
  answer.halfDaysOffered <= 400 &&
  answer.phases.length > 0 &&
  answer.supportUnits.length > 0 &&
  (answer.maxEngagements === null || answer.maxEngagements >= 1) &&
  (answer.travelMetres === null || answer.travelMetres > 0) &&
  (answer.easting === null) === (answer.northing === null) &&
  isPostcode(answer.postcode) &&
  isUid(answer.trustUid) &&
  [...answer.excludedUrns, ...answer.conflictUrns].every(isUrn) &&
  isDay(answer.availableFrom) &&
  (answer.availableFrom ?? '') <= (answer.availableTo ?? '9');

const isContact: Check<GivenContact> = ({ party, partyRef, name, email }) =>
  partyRefOf(party, partyRef) === partyRef && name !== '' && isEmail(email);

const CHECKS: Readonly<Record<FileKind, Check<never>>> = {
  contacts: isContact,
  gias: isSchool,
  'group-links': isMembership,
  groups: isTrust,
  links: isLink,
  ofsted: isInspection,
  places: isDistrict,
  referrals: isReferral,
  survey: isAnswer,
  'urn-list': ({ urn }: { urn: string }) => isUrn(urn),
};

/** The kept items that break what their kind promises, or could not be stored as JSON in PostgreSQL. */
export function brokenItems(kind: FileKind, items: readonly object[]): readonly object[] {
  const check = CHECKS[kind] as Check<object>;
  return items.filter((item) => {
    const text = JSON.stringify(item);
    return !check(item) || text.includes('\\u0000') || /\\ud[89a-f]/i.test(text);
  });
}

/** What is wrong with a summary as such; empty when it adds up. */
export function brokenSummary(summary: TableSummary, items: readonly object[]): readonly string[] {
  const { faults, stopped, rowsRead, rowsRefused, faultCount } = summary;
  const claims: readonly (readonly [string, boolean])[] = [
    ['stopped is among the faults', stopped === null || faults.includes(stopped)],
    ['no more rows refused than read', rowsRefused <= rowsRead],
    ['refusals and items fit in the rows', items.length <= 5 * (rowsRead - rowsRefused)],
    ['faults are counted', faultCount >= faults.length],
    ['a refused row has its fault', rowsRefused === 0 || faults.some((f) => f.effect === 'row-refused')],
    ['every fault has a sentence', faults.every((f) => /^[A-Z0-9" ].*[.?]$/.test(faultSentence(f)))],
    ['values are short and on one line', faults.every((f) => !/[\p{Cc}]/u.test(f.value ?? ''))],
    ['a whole file has its hash', stopped !== null || summary.sha256 !== null],
  ];
  return claims.flatMap(([claim, holds]) => (holds ? [] : [claim]));
}
