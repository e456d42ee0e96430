import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  contextWith,
  leaderWith,
  OPEN_POLICY,
  pairWith,
  supportCaseWith,
} from '../../../../test/support/matching-factories.js';
import { PAIR_REFUSAL_CODES, type PairRefusalCode } from '../codes.js';
import type { LeaderForMatching } from '../leader.js';
import type { Pair } from '../pair.js';
import { DEFAULT_RUN_PARAMS } from '../params.js';
import type { SupportCase } from '../../offers/index.js';
import { PAIR_RULES, pairRule } from './pair-rules.js';

interface RuleCases {
  readonly refuses: readonly Pair[];
  readonly allows: readonly Pair[];
}

const leader = (changes: Partial<LeaderForMatching>): Pair => pairWith({ leader: leaderWith(changes) });
const school = (changes: Partial<SupportCase>): Pair => pairWith({ supportCase: supportCaseWith(changes) });
const trust = (changes: Partial<SupportCase>): SupportCase =>
  supportCaseWith({
    unit: 'trust',
    caseId: 'trust-99002',
    supportedId: '99002',
    trustUid: '99002',
    ...changes,
  });
const within = (maxMiles: number | null): ReturnType<typeof contextWith> =>
  contextWith({ params: { ...DEFAULT_RUN_PARAMS, maxMiles } });
const PAIR = { leaderRef: 'L1', caseId: 'school-990100' } as const;
const OTHER = { leaderRef: 'L2', caseId: 'school-990100' } as const;

const CASES: Partial<Record<PairRefusalCode, RuleCases>> = {
  'survey-withdrawn': { refuses: [leader({ withdrawn: true })], allows: [leader({ withdrawn: false })] },
  'forbidden-by-reviewer': {
    refuses: [pairWith({ context: contextWith({ rulings: [{ kind: 'forbid', ...PAIR }] }) })],
    allows: [
      pairWith({ context: contextWith({ rulings: [{ kind: 'forbid', ...OTHER }] }) }),
      pairWith({ context: contextWith({ rulings: [{ kind: 'pin', ...PAIR }] }) }),
    ],
  },
  'conflict-of-interest': {
    refuses: [
      leader({ conflictUrns: ['990100'] }),
      pairWith({ context: contextWith({ conflicts: [PAIR] }) }),
      pairWith({ leader: leaderWith({ conflictTrustUids: ['99002'] }), supportCase: trust({}) }),
    ],
    allows: [
      leader({ conflictUrns: ['990101'] }),
      pairWith({ context: contextWith({ conflicts: [OTHER] }) }),
      pairWith({
        leader: leaderWith({ conflictTrustUids: ['99002'] }),
        supportCase: supportCaseWith({ trustUid: '99002' }),
      }),
    ],
  },
  'same-school': {
    refuses: [leader({ baseUrn: '990100' })],
    allows: [leader({ baseUrn: '990001' }), leader({ baseUrn: null })],
  },
  'same-trust': {
    refuses: [
      school({ trustUid: '99001' }),
      pairWith({ supportCase: trust({ trustUid: '99001', supportedId: '99001' }) }),
    ],
    allows: [
      school({ trustUid: '99002' }),
      pairWith({ leader: leaderWith({ trustUid: null }), supportCase: supportCaseWith({ trustUid: null }) }),
    ],
  },
  'excluded-by-leader': {
    refuses: [
      leader({ excludedUrns: ['990100'] }),
      pairWith({
        leader: leaderWith({ excludedTrustUids: ['99002'] }),
        supportCase: supportCaseWith({ trustUid: '99002' }),
      }),
    ],
    allows: [
      leader({ excludedUrns: ['990101'], excludedTrustUids: ['99002'] }),
      pairWith({
        leader: leaderWith({ excludedTrustUids: ['99003'] }),
        supportCase: supportCaseWith({ trustUid: '99002' }),
      }),
    ],
  },
  'declined-by-leader': {
    refuses: [pairWith({ context: contextWith({ declined: [{ ...PAIR, on: '2025-01-20' }] }) })],
    allows: [pairWith({ context: contextWith({ declined: [{ ...OTHER, on: '2025-01-20' }] }) })],
  },
  'role-not-allowed': {
    refuses: [pairWith({ leader: leaderWith({ role: 'nle' }), supportCase: trust({}) })],
    allows: [
      leader({ role: 'nle' }),
      pairWith({ leader: leaderWith({ role: 'mat-ceo' }), supportCase: trust({}) }),
    ],
  },
  'unit-not-offered': {
    refuses: [
      leader({ supportUnits: ['trust'] }),
      pairWith({ leader: leaderWith({ supportUnits: ['school'] }), supportCase: trust({}) }),
    ],
    allows: [leader({ supportUnits: ['school'] })],
  },
  'phase-not-offered': {
    refuses: [leader({ phases: ['secondary', 'special'] }), school({ phases: [] })],
    allows: [
      leader({ phases: ['secondary', 'primary'] }),
      pairWith({ supportCase: trust({ phases: ['special', 'primary'] }) }),
    ],
  },
  'briefing-not-attended': {
    refuses: [
      pairWith({
        leader: leaderWith({ briefingAttended: false }),
        context: contextWith({ policy: { ...OPEN_POLICY, briefingRequired: true } }),
      }),
    ],
    allows: [
      pairWith({ context: contextWith({ policy: { ...OPEN_POLICY, briefingRequired: true } }) }),
      leader({ briefingAttended: false }),
    ],
  },
  'not-available-in-window': {
    refuses: [
      leader({ availableFrom: '2025-08-01' }),
      leader({ availableTo: '2024-08-31' }),
      leader({ availableFrom: '2025-03-01', availableTo: '2025-02-01' }),
    ],
    allows: [
      leader({ availableFrom: '2025-07-31' }),
      leader({ availableTo: '2024-09-01' }),
      leader({ availableFrom: '2025-01-01', availableTo: '2025-01-01' }),
    ],
  },
  'no-days-left': {
    refuses: [leader({ halfDaysRemaining: 19 }), leader({ halfDaysRemaining: 0 })],
    allows: [leader({ halfDaysRemaining: 20 })],
  },
  'engagements-reached': {
    refuses: [leader({ maxEngagements: 2, engagementsHeld: 2 }), leader({ maxEngagements: 0 })],
    allows: [
      leader({ maxEngagements: 2, engagementsHeld: 1 }),
      leader({ maxEngagements: null, engagementsHeld: 40 }),
    ],
  },
  'leader-unplaced': { refuses: [leader({ location: null })], allows: [leader({})] },
  'case-unplaced': { refuses: [school({ location: null })], allows: [school({})] },
  'outside-travel-limit': {
    refuses: [
      pairWith({ leader: leaderWith({ travelMetres: 12_999 }), distanceMetres: 13_000 }),
      pairWith({ leader: leaderWith({ travelMetres: 0 }), distanceMetres: 1 }),
    ],
    allows: [
      pairWith({ leader: leaderWith({ travelMetres: 13_000 }), distanceMetres: 13_000 }),
      pairWith({ leader: leaderWith({ travelMetres: null }), distanceMetres: 900_000 }),
      pairWith({ leader: leaderWith({ travelMetres: 1 }), distanceMetres: null }),
    ],
  },
  'outside-run-limit': {
    refuses: [pairWith({ context: within(8), distanceMetres: 12_876 })],
    allows: [
      pairWith({ context: within(8), distanceMetres: 12_875 }),
      pairWith({ context: within(null), distanceMetres: 900_000 }),
      pairWith({ context: within(1), distanceMetres: null }),
    ],
  },
};

/** Codes of rules without a case on both sides. */
function oneSided(
  codes: readonly PairRefusalCode[],
  cases: Partial<Record<PairRefusalCode, RuleCases>>,
): readonly string[] {
  return codes.filter((code) => !cases[code] || !cases[code].refuses.length || !cases[code].allows.length);
}

describe('the hard rules about a pair', () => {
  it('are each tested on both sides', () => {
    expect(oneSided(PAIR_REFUSAL_CODES, CASES)).toEqual([]);
  });

  it('are found out when one side is not tested', () => {
    const withoutOne = { ...CASES, 'same-school': { refuses: [pairWith()], allows: [] } };
    expect(oneSided(PAIR_REFUSAL_CODES, withoutOne)).toEqual(['same-school']);
    expect(oneSided(PAIR_REFUSAL_CODES, {})).toEqual(PAIR_REFUSAL_CODES);
  });

  it('are one file each, named by the code', () => {
    const folder = join(process.cwd(), 'libs/domain/candidates/rules');
    const files = readdirSync(folder).filter((name) => name.endsWith('.rule.ts'));
    expect(files.map((name) => name.replace('.rule.ts', '')).sort()).toEqual([...PAIR_REFUSAL_CODES].sort());
    expect(PAIR_RULES.map((rule) => rule.code)).toEqual(PAIR_REFUSAL_CODES);
  });

  it('let a reviewer overrule limits of travel and fit and an earlier no, and nothing else', () => {
    expect(PAIR_RULES.filter((rule) => rule.overrulable).map((rule) => rule.code)).toEqual([
      'declined-by-leader',
      'phase-not-offered',
      'outside-travel-limit',
      'outside-run-limit',
    ]);
  });

  const eachCase = (side: keyof RuleCases): [PairRefusalCode, number, Pair][] =>
    PAIR_REFUSAL_CODES.flatMap((code) =>
      (CASES[code]?.[side] ?? []).map((pair, n): [PairRefusalCode, number, Pair] => [code, n, pair]),
    );

  it.each(eachCase('refuses'))('%s refuses (case %d)', (code, _n, pair) => {
    expect(pairRule(code).refuses(pair)).not.toBeNull();
  });

  it.each(eachCase('allows'))('%s allows (case %d)', (code, _n, pair) => {
    expect(pairRule(code).refuses(pair)).toBeNull();
  });

  it.each([
    ['no-days-left', leader({ halfDaysRemaining: 5 }), { halfDaysRemaining: 5, halfDaysNeeded: 20 }],
    ['outside-travel-limit', leader({ travelMetres: 9000 }), { distanceMetres: 13_000, limitMetres: 9000 }],
    ['outside-run-limit', pairWith({ context: within(5) }), { distanceMetres: 13_000, limitMetres: 8047 }],
    ['phase-not-offered', leader({ phases: ['special'] }), { phases: ['primary'], offered: ['special'] }],
    [
      'conflict-of-interest',
      leader({ conflictUrns: ['990100'] }),
      { declaredBy: 'leader', urns: ['990100'] },
    ],
  ] as const)('%s tells the facts', (code, pair, facts) => {
    expect(pairRule(code).refuses(pair)).toMatchObject(facts);
  });
});
