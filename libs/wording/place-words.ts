import { sentence } from './format.js';

/** `approximate`: at the centre of a postcode district, or in the middle of a trust's schools. */
export type PlacedCode = 'exact' | 'approximate' | 'none';

/** What is known of where a school, a trust or a leader is. */
export interface PlaceKnown {
  readonly kind: 'school' | 'trust' | 'leader';
  readonly placed: PlacedCode;
  /** A full postcode or a postcode district; null: none that can be read. */
  readonly postcode: string | null;
  /** False: no table of postcode districts was loaded. */
  readonly hasDistricts: boolean;
  /** A leader's base school, which has no place either. */
  readonly baseUrn?: string | null;
}

const COORDINATES: Readonly<Record<PlaceKnown['kind'], string>> = {
  school: 'give its easting and northing in the school file',
  trust: 'place its schools',
  leader: 'give easting and northing in the survey',
};

/** What to do about a place that is not known, or only roughly; null: nothing is to be done. */
export function placeSentence(known: PlaceKnown): string | null {
  if (known.placed === 'none') return `The place is not known: ${lacking(known)}. ${remedy(known)}`;
  if (known.placed === 'exact' || known.kind === 'trust') return null;
  return (
    'Placed at the centre of a postcode district, so distances are approximate. ' +
    `For the exact place, ${COORDINATES[known.kind]}.`
  );
}

function lacking({ kind, postcode, hasDistricts, baseUrn }: PlaceKnown): string {
  const own = kind === 'trust' ? 'none of its open schools is placed' : 'there are no coordinates';
  const base = baseUrn ? [`the base school ${baseUrn} has no known place`] : [];
  return [own, ...base, districtLacking(postcode, hasDistricts)].join('; ');
}

function districtLacking(postcode: string | null, hasDistricts: boolean): string {
  if (postcode === null) return 'there is no postcode that can be read';
  if (!hasDistricts) return 'no postcode districts are loaded';
  return `the district of ${postcode} is not among the postcode districts that are loaded`;
}

function remedy({ kind, postcode, hasDistricts, baseUrn }: PlaceKnown): string {
  const where = { school: 'the school file', trust: 'the file of groups', leader: 'the survey' }[kind];
  const ways = [
    COORDINATES[kind],
    ...(baseUrn ? ['place the base school'] : []),
    postcode === null ? `give the postcode in ${where}` : '',
    postcode !== null && !hasDistricts ? 'load the postcode districts (the file “places”)' : '',
    postcode !== null && hasDistricts ? `correct the postcode in ${where}` : '',
    postcode !== null && hasDistricts ? 'load postcode districts (the file “places”) that include it' : '',
  ].filter((way) => way !== '');
  return sentence(
    ways.length === 1 ? ways.join('') : `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1) ?? ''}`,
  );
}
