import type { CsvRow } from './csv-text.js';
import { LEADERS_PER_REGION, type SampleLeader } from './leaders.js';
import type { Region } from './places.js';
import { SeededRandom } from './seeded-random.js';

export const SURVEY_COLUMNS: readonly string[] = [
  ...['leader_ref', 'leader_name', 'email', 'leader_role', 'base_urn', 'trust_uid', 'postcode', 'easting'],
  ...['northing', 'phases', 'expertise', 'days_offered', 'max_engagements', 'travel_miles', 'support_levels'],
  ...['briefing_attended', 'excluded_urns', 'excluded_trust_uids', 'conflict_urns', 'available_from'],
  'available_to',
];

/** What one year's survey looks like: who answers, with how many days, and when they are free. */
export interface SurveyPlan {
  readonly year: string;
  readonly seed: number;
  /** One in so many leaders of each region does not answer. */
  readonly silentEvery: number;
  /** Days that leaders of a region offer, one list a region. */
  readonly days: Readonly<Record<Region['letter'], readonly number[]>>;
  /** How many leaders of a region answer at most: B, where schools are many, has few. */
  readonly most: Readonly<Record<Region['letter'], number>>;
  /** Leaders at the head of each region's list who do not answer this year. */
  readonly absent: Readonly<Record<Region['letter'], number>>;
  readonly briefing: boolean;
  readonly lateStart: string;
}

export const SURVEY_PLANS: readonly SurveyPlan[] = [
  {
    year: '2019-20',
    seed: 1920,
    silentEvery: 9,
    days: { A: [6, 3, 9, 4.5], B: [3, 3, 3.5], C: [6, 3, 6] },
    most: { A: 18, B: 8, C: 17 },
    absent: { A: 0, B: 0, C: 0 },
    briefing: true,
    lateStart: '2020-01-06',
  },
  {
    year: '2022-23',
    seed: 2223,
    silentEvery: 7,
    days: { A: [10, 20, 15, 10], B: [10, 10, 8], C: [10, 20, 10] },
    most: { A: 16, B: 7, C: 15 },
    absent: { A: 1, B: 4, C: 2 },
    briefing: false,
    lateStart: '2023-01-04',
  },
  {
    year: '2024-25',
    seed: 2425,
    silentEvery: 8,
    days: { A: [10, 20, 12.5, 10], B: [10, 10, 9.5], C: [10, 10, 20] },
    most: { A: 17, B: 6, C: 14 },
    absent: { A: 3, B: 8, C: 4 },
    briefing: false,
    lateStart: '2025-01-06',
  },
];

/** The answers to one year's capacity survey, one row a leader who answered. */
export function surveyRows(leaders: readonly SampleLeader[], plan: SurveyPlan): readonly CsvRow[] {
  const random = new SeededRandom(plan.seed);
  const answered: Record<Region['letter'], number> = { A: 0, B: 0, C: 0 };
  return leaders.flatMap((leader, index): CsvRow[] => {
    const { letter } = leader.region;
    const silent = index % plan.silentEvery === plan.silentEvery - 1;
    const absent = index % LEADERS_PER_REGION < plan.absent[letter];
    if (silent || absent || answered[letter] >= plan.most[letter]) return [];
    const place = answered[letter]++;
    const days = plan.days[letter];
    return [
      {
        leader_ref: leader.ref,
        leader_name: leader.name,
        email: leader.email,
        leader_role: leader.role,
        trust_uid: leader.trustUid,
        ...baseCells(leader),
        phases: leader.phases.join(';'),
        expertise: leader.expertise.join(';'),
        days_offered: days[place % days.length] ?? 3,
        ...limitCells(leader, index, random),
        support_levels: levelsOf(leader, index),
        briefing_attended: briefingOf(plan, index),
        ...tieCells(index),
        available_from: index % 13 === 5 ? plan.lateStart : '',
      },
    ];
  });
}

function baseCells({ base }: SampleLeader): CsvRow {
  if (base.from === 'school') return { base_urn: base.school.urn, postcode: base.school.postcode };
  if (base.from === 'postcode') return { postcode: base.postcode };
  return { easting: base.easting, northing: base.northing };
}

/** Leaders of special schools in the south west stay near home, so that the far west has nobody in range. */
function limitCells(leader: SampleLeader, index: number, random: SeededRandom): CsvRow {
  const special = leader.phases.includes('special');
  const rural = leader.region.letter === 'C';
  const miles = special && rural ? 25 : rural ? random.pick([30, 45, 60]) : random.pick([15, 25, 40]);
  return {
    max_engagements: index % 6 === 0 ? '' : 1 + (index % 3),
    travel_miles: index % 29 === 28 ? '' : miles,
  };
}

function levelsOf(leader: SampleLeader, index: number): string {
  if (leader.role === 'nle') return 'school';
  return index % 4 === 2 ? 'trust' : 'school;trust';
}

/** Where a briefing was held, one leader in eight missed it and one in ten left the answer blank. */
function briefingOf(plan: SurveyPlan, index: number): string {
  if (!plan.briefing) return '';
  if (index % 10 === 3) return '';
  return index % 8 === 6 ? 'no' : 'yes';
}

function tieCells(index: number): CsvRow {
  return {
    excluded_urns: index % 15 === 1 ? '990026;990027' : '',
    excluded_trust_uids: index % 17 === 2 ? '99103' : '',
    conflict_urns: index % 11 === 4 ? '990032' : '',
  };
}
