import {
  DEFAULT_RUN_PARAMS,
  type LeaderForMatching,
  matchingContext,
  type MatchingContext,
  type MatchingContextInput,
  type Pair,
  type PairPolicy,
  type RunSnapshot,
} from '../../libs/domain/candidates/index.js';
import type { SupportCase } from '../../libs/domain/offers/index.js';

/** Leeds, approximately: where the made-up leader sits. */
export const LEEDS = { latitude: 53.8, longitude: -1.55, approximate: false } as const;
/** Bradford, approximately: about eight miles west of LEEDS. */
export const BRADFORD = { latitude: 53.79, longitude: -1.75, approximate: false } as const;

/** A leader whom no rule refuses beside `supportCaseWith()`. */
export function leaderWith(changes: Partial<LeaderForMatching> = {}): LeaderForMatching {
  return {
    leaderRef: 'L1',
    role: 'mat-ceo',
    baseUrn: '990001',
    trustUid: '99001',
    location: LEEDS,
    phases: ['primary'],
    expertise: ['quality-of-education'],
    halfDaysRemaining: 20,
    halfDaysOffered: 20,
    maxEngagements: 2,
    engagementsHeld: 0,
    travelMetres: 40_000,
    supportUnits: ['school', 'trust'],
    briefingAttended: true,
    excludedUrns: [],
    excludedTrustUids: [],
    conflictUrns: [],
    availableFrom: null,
    availableTo: null,
    withdrawn: false,
    ...changes,
  };
}

/** A school to be supported that `leaderWith()` may take. */
export function supportCaseWith(changes: Partial<SupportCase> = {}): SupportCase {
  return {
    caseId: 'school-990100',
    unit: 'school',
    supportedId: '990100',
    name: 'Aire Street Primary School',
    halfDays: 20,
    tier: null,
    priority: 1,
    criterion: 'ri-in-year',
    phases: ['primary'],
    needs: ['quality-of-education', 'leadership-and-management'],
    location: BRADFORD,
    urns: ['990100'],
    trustUid: null,
    region: 'Yorkshire and the Humber',
    contactBy: null,
    ...changes,
  };
}

export const OPEN_POLICY: PairPolicy = {
  leaderRolesByUnit: { school: ['nle', 'mat-ceo'], trust: ['mat-ceo'] },
  briefingRequired: false,
  supportWindow: { from: '2024-09-01', to: '2025-07-31' },
};

export function contextWith(changes: Partial<MatchingContextInput> = {}): MatchingContext {
  return matchingContext({
    offer: '2024-25',
    policy: OPEN_POLICY,
    params: DEFAULT_RUN_PARAMS,
    ...changes,
  });
}

export function pairWith(changes: Partial<Pair> = {}): Pair {
  return {
    leader: leaderWith(),
    supportCase: supportCaseWith(),
    distanceMetres: 13_000,
    context: contextWith(),
    ...changes,
  };
}

export function snapshotWith(changes: Partial<RunSnapshot> = {}): RunSnapshot {
  return {
    version: 1,
    offer: '2024-25',
    asOf: '2025-02-28',
    params: DEFAULT_RUN_PARAMS,
    cases: [supportCaseWith()],
    leaders: [leaderWith()],
    earlier: [],
    rulings: [],
    ...changes,
  };
}
