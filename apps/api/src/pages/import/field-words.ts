import {
  begun,
  codeWords,
  concernName,
  dateText,
  daysText,
  EXPERTISE_NAMES,
  gradeName,
  listText,
  milesText,
  nameIn,
  PHASE_NAMES,
  ROLE_NAMES,
  UNIT_NAMES,
} from '../../../../../libs/wording/index.js';

type ValueText = (value: string) => string;

const named =
  (names: Readonly<Record<string, string>>): ValueText =>
  (value) =>
    listText(value.split('; ').map((code) => nameIn(names, code)));
const inDays: ValueText = (value) => daysText(Number(value));
const inMiles: ValueText = (value) => milesText(Number(value));

const GROUP_KINDS: Readonly<Record<string, string>> = {
  mat: 'multi-academy trust (MAT)',
  sat: 'single-academy trust (SAT)',
  other: 'another kind of group',
  graded: 'graded inspection',
  ungraded: 'ungraded inspection',
};
const EARLIER: Readonly<Record<string, string>> = { listed: 'in the file', none: 'none was published' };

/** `2` as "good (2)". */
const grade: ValueText = (value) =>
  /^[1-4]$/.test(value) ? `${gradeName(Number(value))} (${value})` : codeWords(value);

/** Fields whose names or values are not what people would say. */
const FIELDS: Readonly<Record<string, readonly [name: string, value?: ValueText]>> = {
  urn: ['URN'],
  uid: ['UID'],
  laCode: ['Local authority (code)'],
  laName: ['Local authority'],
  'location.latitude': ['Latitude'],
  'location.longitude': ['Longitude'],
  'location.approximate': ['Place known only roughly'],
  kind: ['Kind', named(GROUP_KINDS)],
  concern: ['Category of concern', (value) => (value === 'none' ? 'none' : concernName(value))],
  earlier: ['Inspection before it', named(EARLIER)],
  ofCurrentSchool: ['Of the school under its number of today'],
  urnAtInspection: ['URN at the inspection'],
  role: ['Role', named(ROLE_NAMES)],
  baseUrn: ['Base school (URN)'],
  trustUid: ['Trust (UID)'],
  phases: ['Phases', named(PHASE_NAMES)],
  expertise: ['Expertise', named(EXPERTISE_NAMES)],
  halfDaysOffered: ['Days offered', inDays],
  maxEngagements: ['Most schools and trusts at once'],
  travelMetres: ['Farthest to travel', inMiles],
  supportUnits: ['Level of support', named(UNIT_NAMES)],
  excludedUrns: ['Will not support these schools (URN)'],
  excludedTrustUids: ['Will not support these trusts (UID)'],
  conflictUrns: ['Conflict of interest with (URN)'],
};
/** Told by a word alone: what it was and is stands with the person. */
const ALONE: Readonly<Record<string, string>> = {
  anotherName: 'Another name than before',
  anotherEmail: 'Another email address than before',
};
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `judgements.earlyYears` as "Judgements, early years". */
export function fieldWords(field: string): string {
  const known = FIELDS[field]?.[0];
  if (known !== undefined) return known;
  const words = codeWords(field.replaceAll('.', ', ').replace(/([a-z])([A-Z])/g, '$1 $2')).toLowerCase();
  return begun(words);
}

/** What changed, where neither value is shown. */
export function aloneWords(field: string): string | undefined {
  return ALONE[field];
}

/** A value as people say it: days and miles instead of half-days and metres, names instead of codes. */
export function valueWords(field: string, value: string): string {
  const told = FIELDS[field]?.[1];
  if (told !== undefined) return told(value);
  if (field.startsWith('judgements.')) return grade(value);
  if (value === 'true' || value === 'false') return value === 'true' ? 'yes' : 'no';
  return ISO_DATE.test(value) ? dateText(value) : value;
}
