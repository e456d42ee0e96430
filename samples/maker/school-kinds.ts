/** A kind of school as GIAS and Ofsted name it. */
export interface SchoolKind {
  readonly typeCode: string;
  readonly typeName: string;
  readonly groupCode: string;
  readonly groupName: string;
  readonly ofstedName: string;
}

const MAINTAINED = { groupCode: '4', groupName: 'Local authority maintained schools' };
const ACADEMY = { groupCode: '10', groupName: 'Academies' };

const kind = (
  typeCode: string,
  typeName: string,
  ofstedName: string,
  group: Pick<SchoolKind, 'groupCode' | 'groupName'>,
): SchoolKind => ({ typeCode, typeName, ofstedName, ...group });

export const KINDS = {
  community: kind('1', 'Community school', 'Community School', MAINTAINED),
  aided: kind('2', 'Voluntary aided school', 'Voluntary Aided School', MAINTAINED),
  controlled: kind('3', 'Voluntary controlled school', 'Voluntary Controlled School', MAINTAINED),
  foundation: kind('5', 'Foundation school', 'Foundation School', MAINTAINED),
  special: kind('7', 'Community special school', 'Community Special School', {
    groupCode: '5',
    groupName: 'Special schools',
  }),
  unit: kind('14', 'Pupil referral unit', 'Pupil Referral Unit', MAINTAINED),
  nursery: kind('15', 'Local authority nursery school', 'LA Nursery School', MAINTAINED),
  sponsored: kind('28', 'Academy sponsor led', 'Academy Sponsor Led', ACADEMY),
  converter: kind('34', 'Academy converter', 'Academy Converter', ACADEMY),
  specialConverter: kind('44', 'Academy special converter', 'Academy Special Converter', ACADEMY),
  free: kind('35', 'Free schools', 'Free School', { groupCode: '11', groupName: 'Free Schools' }),
} as const satisfies Readonly<Record<string, SchoolKind>>;
export type KindName = keyof typeof KINDS;

/** A phase as GIAS codes it, with the statutory ages and Ofsted's word. */
export interface SchoolPhase {
  readonly code: string;
  readonly name: string;
  readonly ages: readonly [number, number];
  readonly ofstedName: string;
  readonly sixthForm: boolean;
}

const phase = (
  code: string,
  name: string,
  ages: readonly [number, number],
  ofstedName: string,
  sixthForm = false,
): SchoolPhase => ({ code, name, ages, ofstedName, sixthForm });

export const PHASES = {
  nursery: phase('1', 'Nursery', [2, 5], 'Nursery'),
  primary: phase('2', 'Primary', [4, 11], 'Primary'),
  middle: phase('5', 'Middle deemed secondary', [9, 13], 'Secondary'),
  secondary: phase('4', 'Secondary', [11, 18], 'Secondary', true),
  allThrough: phase('7', 'All-through', [4, 16], 'Secondary'),
  special: phase('0', 'Not applicable', [4, 19], 'Special'),
  unit: phase('0', 'Not applicable', [11, 16], 'PRU'),
} as const satisfies Readonly<Record<string, SchoolPhase>>;
export type PhaseName = keyof typeof PHASES;
