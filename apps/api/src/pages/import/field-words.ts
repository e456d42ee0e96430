import {
  codeWords,
  dateText,
  daysText,
  EXPERTISE_NAMES,
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

/** Fields whose names or values are not what people would say. */
const FIELDS: Readonly<Record<string, readonly [name: string, value?: ValueText]>> = {
  urn: ['URN'],
  uid: ['UID'],
  laCode: ['Local authority (code)'],
  laName: ['Local authority'],
  'location.latitude': ['Latitude'],
  'location.longitude': ['Longitude'],
  'location.approximate': ['Only roughly there'],
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
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `judgements.earlyYears` as "Judgements, early years". */
export function fieldWords(field: string): string {
  const known = FIELDS[field]?.[0];
  if (known !== undefined) return known;
  const words = codeWords(field.replaceAll('.', ', ').replace(/([a-z])([A-Z])/g, '$1 $2')).toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value as people say it: days and miles instead of half-days and metres, names instead of codes. */
export function valueWords(field: string, value: string): string {
  const told = FIELDS[field]?.[1];
  if (told !== undefined) return told(value);
  if (value === 'true' || value === 'false') return value === 'true' ? 'yes' : 'no';
  return ISO_DATE.test(value) ? dateText(value) : value;
}
