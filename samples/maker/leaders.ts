import { type Region, REGIONS } from './places.js';
import type { SampleSchool, SampleWorld } from './schools.js';
import { SeededRandom } from './seeded-random.js';

/** Where a leader's place comes from: the school they lead, their own coordinates, or a postcode only. */
export type Base =
  | { readonly from: 'school'; readonly school: SampleSchool }
  | { readonly from: 'coordinates'; readonly easting: number; readonly northing: number }
  | { readonly from: 'postcode'; readonly postcode: string };

export interface SampleLeader {
  readonly ref: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'nle' | 'mat-ceo';
  readonly region: Region;
  readonly base: Base;
  readonly trustUid: string;
  readonly phases: readonly string[];
  readonly expertise: readonly string[];
}

const SEED = 60;
const FIRST_NAMES = [
  ...['Amara', 'Bethan', 'Callum', 'Deepa', 'Esther', 'Farid', 'Gwen', 'Hamza', 'Imogen', 'Jarek', 'Keira'],
  ...[
    'Leon',
    'Maeve',
    'Nadia',
    'Owen',
    'Priya',
    'Quentin',
    'Rhona',
    'Siân',
    'Tariq',
    'Una',
    'Viktor',
    'Wanda',
  ],
  ...['Xanthe', 'Yusuf', 'Zoë', 'Anwen', 'Bashir', 'Cora', 'Dmitri'],
];
const SURNAMES = [
  ...['Ashdown', 'Birtwhistle', 'Cartmel', 'Dunnock', 'Eccleshill', 'Fairweather', 'Garside', 'Hollins'],
  ...['Illingworth', 'Jowett', 'Kettlewell', 'Lumb', 'Murgatroyd', 'Northcott', 'Ollerenshaw', 'Penhallow'],
  ...['Quiller', 'Ravenscroft', 'Sutcliffe', 'Tregenza'],
];
const TOPICS = [
  ...['leadership-and-management', 'quality-of-education', 'behaviour-and-attitudes', 'personal-development'],
  ...['early-years', 'safeguarding', 'send', 'attendance', 'reading', 'mathematics', 'curriculum'],
  ...['governance', 'finance', 'small-schools', 'faith-schools', 'rural-and-coastal', 'trust-development'],
];

/** The schools (by place in the region's list) whose heads or chief executives are leaders, with their role. */
const IN_SAMPLE: readonly (readonly [number, SampleLeader['role']])[] = [
  [0, 'mat-ceo'],
  [4, 'nle'],
  [7, 'mat-ceo'],
  [8, 'nle'],
  [21, 'nle'],
  [22, 'nle'],
  [23, 'nle'],
  [43, 'nle'],
  [45, 'nle'],
  [47, 'nle'],
];
export const LEADERS_PER_REGION = 20;

/** Twenty leaders a region: ten who lead schools of the sample, ten whose schools lie elsewhere. */
export function makeLeaders({ schools }: SampleWorld): readonly SampleLeader[] {
  const random = new SeededRandom(SEED);
  return REGIONS.flatMap((region, r) =>
    Array.from({ length: LEADERS_PER_REGION }, (_, n): SampleLeader => {
      const index = r * LEADERS_PER_REGION + n;
      const inside = IN_SAMPLE[n];
      const school = inside ? schools[r * 50 + inside[0]] : undefined;
      const role = inside?.[1] ?? (n % 2 === 0 ? 'mat-ceo' : 'nle');
      const first = FIRST_NAMES[(index * 11) % FIRST_NAMES.length] ?? '';
      const last = SURNAMES[(index * 7) % SURNAMES.length] ?? '';
      return {
        ref: `LDR-${String(index + 1).padStart(3, '0')}`,
        name: `${first} ${last}`,
        email: `${plain(first)}.${plain(last)}@leaders.example`,
        role,
        region,
        base: school ? { from: 'school', school } : elsewhere(region, n, random),
        trustUid: school?.trust?.uid ?? (role === 'mat-ceo' ? String(99_901 + index) : ''),
        phases: school ? phasesOf(school, role) : (OUTSIDE_PHASES[n % OUTSIDE_PHASES.length] ?? []),
        expertise: topicsOf(n, role, random),
      };
    }),
  );
}

const OUTSIDE_PHASES: readonly (readonly string[])[] = [
  ['primary', 'nursery'],
  ['secondary', 'all-through', '16-plus'],
  ['primary', 'middle'],
  ['primary', 'secondary', 'all-through', 'middle'],
  ['secondary', 'alternative-provision'],
];

function phasesOf(school: SampleSchool, role: SampleLeader['role']): readonly string[] {
  if (school.phase.ofstedName === 'Special') return ['special', 'alternative-provision'];
  if (school.phase.ofstedName === 'Nursery') return ['nursery', 'primary'];
  if (role === 'mat-ceo') return ['primary', 'secondary', 'all-through', 'middle'];
  return school.phase.name === 'Secondary' ? ['secondary', 'middle'] : ['primary'];
}

function topicsOf(n: number, role: SampleLeader['role'], random: SeededRandom): readonly string[] {
  const topics = new Set<string>([n % 3 === 0 ? 'leadership-and-management' : 'quality-of-education']);
  if (role === 'mat-ceo') topics.add('trust-development').add('governance');
  while (topics.size < 4 + (n % 3)) topics.add(random.pick(TOPICS));
  return TOPICS.filter((topic) => topics.has(topic));
}

function elsewhere(region: Region, n: number, random: SeededRandom): Base {
  const district = region.districts[n % region.districts.length];
  if (district === undefined) throw new Error('A region has districts');
  if (n % 5 === 4) return { from: 'postcode', postcode: `${district.outcode} 4QT` };
  return {
    from: 'coordinates',
    easting: district.easting + random.whole(-9000, 9000),
    northing: district.northing + random.whole(-9000, 9000),
  };
}

/** Lower-case letters without accents, as email addresses have them. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
