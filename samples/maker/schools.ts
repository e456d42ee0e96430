import { type SampleInspection, makeInspections } from './inspections.js';
import { type District, type Region, REGIONS } from './places.js';
import { KINDS, PHASES, type SchoolKind, type SchoolPhase } from './school-kinds.js';
import { type SchoolPlan, schoolPlans, TRUST_PLANS } from './school-plans.js';
import { SeededRandom } from './seeded-random.js';

export interface SampleTrust {
  readonly uid: string;
  readonly name: string;
  readonly kind: 'mat' | 'sat';
  readonly founded: string;
  readonly region: Region;
  readonly postcode: string;
}

export interface SampleSchool {
  readonly urn: string;
  readonly establishmentNumber: string;
  readonly name: string;
  readonly region: Region;
  readonly district: District;
  readonly easting: number;
  readonly northing: number;
  readonly postcode: string;
  readonly kind: SchoolKind;
  readonly phase: SchoolPhase;
  readonly faith: SchoolPlan['faith'];
  readonly trust: SampleTrust | null;
  /** Null: opened before the register was kept. */
  readonly opened: string | null;
  /** The maintained school that closed when this academy opened. */
  readonly predecessor: { readonly urn: string; readonly name: string } | null;
  readonly pupils: number;
  readonly inspections: readonly SampleInspection[];
}

export interface SampleWorld {
  readonly schools: readonly SampleSchool[];
  readonly trusts: readonly SampleTrust[];
}

const SEED = 20_240_901;
/** Real GIAS numbers stop far below 990000. */
const FIRST_URN = 990_001;
const FIRST_PREDECESSOR_URN = 990_801;
const FIRST_INSPECTION = 99_100_001;

const BEGINNINGS = [
  ...['Alder', 'Beck', 'Bramble', 'Carr', 'Clough', 'Croft', 'Dale', 'Elm', 'Fell', 'Gorse', 'Hawk', 'Heron'],
  ...[
    'Holly',
    'Ivy',
    'Kestrel',
    'Lark',
    'Linden',
    'Moss',
    'Oak',
    'Otter',
    'Rowan',
    'Rush',
    'Thorn',
    'Willow',
  ],
  'Wren',
];
const ENDINGS = ['field', 'brook', 'bank', 'ley', 'gate', 'wood'];
const SAINTS = [
  'St Aidan',
  'St Bega',
  'St Chad',
  'St Zoë',
  'St Oswin',
  'St Hilda',
  'St Wulstan',
  'St Petroc',
];
const TRUST_NAMES: Readonly<Record<Region['letter'], readonly string[]>> = {
  A: ['Pennine Way', 'Millrace', 'Cloth Hall', 'High Moor', 'Weavers', 'Ridgeway', 'Packhorse'],
  B: ['Forge and Anvil', 'Canalside', 'Nine Locks', 'Heathlands', 'Chainmakers', 'Limekiln', 'Glassworks'],
  C: ['Two Moors', 'Tidewater', 'Granite Coast', 'Longstone', 'Harbour', 'Wheal Hope', 'Lanterns'],
};

/** Three regions of fifty invented schools, with their trusts and the whole of their inspections. */
export function makeWorld(): SampleWorld {
  const random = new SeededRandom(SEED);
  let inspections = 0;
  let predecessors = 0;
  const trusts = REGIONS.flatMap((region) => trustsOf(region));
  const schools = REGIONS.flatMap((region, r) =>
    schoolPlans(region).map((plan, p): SampleSchool => {
      const index = r * 50 + p;
      const place = placeOf(plan, region, p, random);
      const trust = trusts.find((one) => one.uid === uidOf(region, plan.trust)) ?? null;
      const replaced = trust !== null && plan.kind !== 'free';
      const phase = PHASES[plan.phase];
      return {
        urn: String(FIRST_URN + index),
        establishmentNumber: String(2001 + index),
        name: nameOf(plan, index),
        region,
        ...place,
        kind: KINDS[plan.kind],
        phase,
        faith: plan.faith,
        trust,
        opened: trust?.founded ?? (plan.history === 'never-inspected' ? '2024-09-01' : null),
        predecessor: replaced
          ? { urn: String(FIRST_PREDECESSOR_URN + predecessors++), name: formerName(plan, index) }
          : null,
        pupils: random.whole(90, phase.sixthForm ? 1200 : 420),
        inspections: makeInspections(
          {
            history: plan.history,
            hasEarlyYears: ['nursery', 'primary', 'allThrough'].includes(plan.phase),
            hasSixthForm: phase.sixthForm,
          },
          random,
          () => FIRST_INSPECTION + inspections++,
        ),
      };
    }),
  );
  return { schools, trusts };
}

function trustsOf(region: Region): readonly SampleTrust[] {
  return TRUST_PLANS.map((plan, n): SampleTrust => {
    const district = region.districts[n % region.districts.length];
    if (district === undefined) throw new Error('A region has districts');
    return {
      uid: uidOf(region, plan.slot) ?? '',
      name: `${TRUST_NAMES[region.letter][n] ?? ''} ${plan.suffix}`,
      kind: plan.kind,
      founded: plan.founded,
      region,
      postcode: `${district.outcode} 9ZZ`,
    };
  });
}

function uidOf(region: Region, slot: SchoolPlan['trust']): string | null {
  return slot === null ? null : String(99_000 + 100 * (region.letter.charCodeAt(0) - 64) + slot);
}

type Place = Pick<SampleSchool, 'district' | 'easting' | 'northing' | 'postcode'>;

/** Schools take the districts of their region in turn; C's special school in need lies in the far west. */
function placeOf(plan: SchoolPlan, region: Region, index: number, random: SeededRandom): Place {
  const far = region.letter === 'C' && plan.history === 'special-story';
  const district = region.districts[far ? 0 : index % region.districts.length];
  if (district === undefined) throw new Error('A region has districts');
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const inward = `${letters[index % 20] ?? 'A'}${letters[(index * 7) % 20] ?? 'A'}`;
  return {
    district,
    easting: district.easting + random.whole(-4000, 4000),
    northing: district.northing + random.whole(-4000, 4000),
    postcode: `${district.outcode} ${(index % 9) + 1}${inward}`,
  };
}

function nameOf(plan: SchoolPlan, index: number): string {
  const base = baseName(plan, index);
  if (plan.trust !== null) {
    if (plan.phase === 'special') return `${base} Academy`;
    return plan.phase === 'primary' ? `${base} Primary Academy` : `${base} Academy`;
  }
  return `${base} ${wordFor(plan)}`;
}

function formerName(plan: SchoolPlan, index: number): string {
  return `${baseName(plan, index)} ${plan.phase === 'primary' ? 'Primary School' : 'School'}`;
}

/** 25 beginnings times 6 endings are 150 names, each used once (7 and 25 share no factor). */
function baseName(plan: SchoolPlan, index: number): string {
  const beginning = BEGINNINGS[(index * 7) % 25] ?? '';
  const ending = ENDINGS[Math.floor(index / 25) % 6] ?? '';
  const saint = SAINTS[(index * 3) % SAINTS.length] ?? '';
  return plan.faith === null ? `${beginning}${ending}` : `${saint}’s ${beginning}${ending}`;
}

function wordFor(plan: SchoolPlan): string {
  const faith = plan.faith === 'rc' ? 'Catholic ' : plan.faith === 'ce' ? 'CofE ' : '';
  switch (plan.phase) {
    case 'nursery':
      return 'Nursery School';
    case 'primary':
      return `${faith}Primary School`;
    case 'unit':
      return 'Pupil Referral Unit';
    case 'special':
      return 'Special School';
    case 'middle':
      return 'Middle School';
    case 'secondary':
    case 'allThrough':
      return `${faith}High School`;
  }
}
