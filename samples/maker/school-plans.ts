import type { HistoryName } from './histories.js';
import type { KindName, PhaseName } from './school-kinds.js';
import type { Region } from './places.js';

/** The trusts of each region: two strong ones whose leaders help others, and five that may need help. */
export const TRUST_PLANS = [
  { slot: 1, suffix: 'Learning Partnership', kind: 'mat', founded: '2014-09-01' },
  { slot: 2, suffix: 'Inclusion Trust', kind: 'mat', founded: '2013-09-01' },
  { slot: 3, suffix: 'Academies Federation', kind: 'mat', founded: '2016-09-01' },
  { slot: 4, suffix: 'Education Trust', kind: 'mat', founded: '2017-09-01' },
  { slot: 5, suffix: 'Schools Company', kind: 'mat', founded: '2015-09-01' },
  { slot: 6, suffix: 'Academy Limited', kind: 'sat', founded: '2012-09-01' },
  { slot: 7, suffix: 'Free School Limited', kind: 'sat', founded: '2017-09-01' },
] as const;
export type TrustSlot = (typeof TRUST_PLANS)[number]['slot'];

export interface SchoolPlan {
  readonly phase: PhaseName;
  readonly kind: KindName;
  readonly trust: TrustSlot | null;
  readonly history: HistoryName;
  readonly faith: 'ce' | 'rc' | null;
}

const inTrust = (trust: TrustSlot, phase: PhaseName, kind: KindName, history: HistoryName): SchoolPlan => ({
  phase,
  kind,
  trust,
  history,
  faith: null,
});
const maintained = (
  phase: PhaseName,
  kind: KindName,
  history: HistoryName,
  faith: SchoolPlan['faith'] = null,
): SchoolPlan => ({ phase, kind, trust: null, history, faith });

/** The fifty schools of a region; the place in the list is part of the story (regions change some histories). */
const PLANS: readonly SchoolPlan[] = [
  inTrust(1, 'primary', 'converter', 'outstanding'),
  inTrust(1, 'primary', 'converter', 'good'),
  inTrust(1, 'primary', 'sponsored', 'turned-round'),
  inTrust(1, 'primary', 'converter', 'good'),
  inTrust(1, 'secondary', 'converter', 'outstanding'),
  inTrust(1, 'secondary', 'sponsored', 'good'),
  inTrust(2, 'primary', 'converter', 'good'),
  inTrust(2, 'primary', 'converter', 'outstanding'),
  inTrust(2, 'special', 'specialConverter', 'outstanding'),
  inTrust(2, 'secondary', 'converter', 'good'),
  inTrust(3, 'primary', 'sponsored', 'stuck-then-weak-leadership'),
  inTrust(3, 'primary', 'sponsored', 'stuck-then-weak-teaching'),
  inTrust(3, 'primary', 'converter', 'slipped-2021'),
  inTrust(3, 'secondary', 'sponsored', 'failing-2022-then-concern'),
  inTrust(3, 'primary', 'converter', 'good'),
  inTrust(4, 'primary', 'converter', 'slipped-from-outstanding'),
  inTrust(4, 'primary', 'converter', 'slipped-2022'),
  inTrust(4, 'secondary', 'converter', 'good'),
  inTrust(4, 'allThrough', 'sponsored', 'good'),
  inTrust(5, 'secondary', 'sponsored', 'slipped-2022'),
  inTrust(6, 'secondary', 'converter', 'slipped-2022'),
  maintained('primary', 'community', 'outstanding'),
  maintained('primary', 'community', 'good'),
  maintained('primary', 'aided', 'good', 'ce'),
  maintained('primary', 'controlled', 'single-2018', 'ce'),
  maintained('primary', 'aided', 'slipped-2019', 'rc'),
  maintained('primary', 'community', 'twice-2019'),
  maintained('primary', 'community', 'slipped-2019-and-again'),
  maintained('primary', 'community', 'never-good'),
  maintained('primary', 'foundation', 'slipped-2022'),
  maintained('primary', 'aided', 'slipped-2021-then-weak-leadership', 'rc'),
  maintained('primary', 'community', 'good-then-concern'),
  maintained('primary', 'community', 'single-2018'),
  maintained('primary', 'controlled', 'two-ri-plus', 'ce'),
  maintained('primary', 'community', 'single-2018'),
  maintained('primary', 'community', 'good-then-weak-teaching'),
  maintained('primary', 'community', 'only-2024'),
  maintained('primary', 'aided', 'slipped-2022', 'ce'),
  maintained('primary', 'community', 'weak-after-window'),
  maintained('primary', 'community', 'good'),
  maintained('primary', 'community', 'never-inspected'),
  maintained('secondary', 'community', 'slipped-2019'),
  maintained('secondary', 'aided', 'slipped-2021-then-weak-leadership', 'rc'),
  maintained('secondary', 'foundation', 'outstanding'),
  maintained('special', 'special', 'special-story'),
  maintained('special', 'special', 'outstanding'),
  maintained('unit', 'unit', 'slipped-2019-and-again'),
  maintained('nursery', 'nursery', 'outstanding'),
  maintained('middle', 'community', 'single-2018'),
  inTrust(7, 'primary', 'free', 'first-ever-2019'),
];

/** Where a region's story differs: B's struggling trust has recovered, C's has one school in trouble only. */
const CHANGES: Readonly<Record<Region['letter'], Readonly<Record<number, HistoryName>>>> = {
  A: { 39: 'published-late' },
  B: {
    10: 'turned-round',
    11: 'single-2018',
    12: 'good',
    13: 'single-2018',
    16: 'good',
    32: 'slipped-2022',
    34: 'slipped-2021-then-weak-leadership',
    39: 'good-then-concern',
    48: 'slipped-2022',
  },
  C: { 10: 'single-2018', 11: 'turned-round', 31: 'good', 32: 'never-good' },
};

export function schoolPlans(region: Region): readonly SchoolPlan[] {
  return PLANS.map((plan, place) => {
    const history = CHANGES[region.letter][place];
    return history === undefined ? plan : { ...plan, history };
  });
}
