import * as fc from 'fast-check';
import { contextWith, leaderWith, supportCaseWith } from '../../../test/support/matching-factories.js';
import type { Candidate, PairRefusal } from './candidate.js';
import { expertiseFit } from './expertise-fit.js';
import { judgePair, mayBecomeCandidate, type PairJudgement } from './judge-pair.js';
import { pairScore } from './pair-score.js';
import { DEFAULT_RUN_PARAMS } from './params.js';
import { runPriority } from './priority.js';

const MILE_METRES = 1609.344;
const PAIR = { leaderRef: 'L1', caseId: 'school-990100' } as const;

function candidateIn(judgement: PairJudgement): Candidate {
  if ('candidate' in judgement) return judgement.candidate;
  throw new Error(`Refused: ${judgement.refusals.map(({ code }) => code).join(', ')}`);
}
function refusalsIn(judgement: PairJudgement): readonly PairRefusal['code'][] {
  return 'candidate' in judgement ? [] : judgement.refusals.map(({ code }) => code);
}

describe('judging a pair', () => {
  it('makes a candidate with its distance, fit and score parts', () => {
    const judged = judgePair(leaderWith(), supportCaseWith(), 16_093, contextWith());
    expect(candidateIn(judged)).toEqual({
      ...PAIR,
      halfDays: 20,
      distanceMetres: 16_093,
      needsMet: ['quality-of-education'],
      needsMissed: ['leadership-and-management'],
      score: { distance: 10_000, missedNeeds: 15_000, change: 0, total: 25_000 },
    });
  });

  it('names every rule that refuses, not the first alone', () => {
    const leader = leaderWith({ halfDaysRemaining: 1, phases: ['special'], travelMetres: 10 });
    expect(refusalsIn(judgePair(leader, supportCaseWith(), 16_093, contextWith()))).toEqual([
      'phase-not-offered',
      'no-days-left',
      'outside-travel-limit',
    ]);
  });

  it('refuses an unplaced pair rather than guess a distance', () => {
    const judged = judgePair(leaderWith({ location: null }), supportCaseWith(), null, contextWith());
    expect(refusalsIn(judged)).toEqual(['leader-unplaced']);
  });

  it('takes a missing distance between two known places for a bug', () => {
    expect(() => judgePair(leaderWith(), supportCaseWith(), null, contextWith())).toThrow(/unplaced/);
  });

  it('lets a pin overrule travel and phase, and says so', () => {
    const context = contextWith({ rulings: [{ kind: 'pin', ...PAIR }] });
    const leader = leaderWith({ travelMetres: 10, phases: ['special'] });
    const judged = candidateIn(judgePair(leader, supportCaseWith(), 16_093, context));
    expect(judged.overruled?.map(({ code }) => code)).toEqual(['phase-not-offered', 'outside-travel-limit']);
  });

  it('lets no pin overrule days, and still lists the overrulable reasons', () => {
    const context = contextWith({ rulings: [{ kind: 'pin', ...PAIR }] });
    const leader = leaderWith({ travelMetres: 10, halfDaysRemaining: 0 });
    const judged = judgePair(leader, supportCaseWith(), 16_093, context);
    expect(refusalsIn(judged)).toEqual(['no-days-left', 'outside-travel-limit']);
  });

  it.each([
    ['no earlier match', [], 0],
    ['the same leader as before', [PAIR], 0],
    ['another leader than before', [{ ...PAIR, leaderRef: 'L9' }], 10_000],
    ['an earlier match of another case', [{ leaderRef: 'L9', caseId: 'school-990999' }], 0],
  ])('weighs a change against %s', (_name, earlier, change) => {
    const judged = candidateIn(judgePair(leaderWith(), supportCaseWith(), 0, contextWith({ earlier })));
    expect(judged.score.change).toBe(change);
  });
});

describe('the cheap question before the distance', () => {
  it('says no where a rule without distance refuses, and never where the pair becomes a candidate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 0, max: 60_000 }),
        (halfDaysRemaining, pinned, special, metres) => {
          const leader = leaderWith({ halfDaysRemaining, phases: special ? ['special'] : ['primary'] });
          const context = contextWith({ rulings: pinned ? [{ kind: 'pin', ...PAIR }] : [] });
          const judged = judgePair(leader, supportCaseWith(), metres, context);
          return !('candidate' in judged) || mayBecomeCandidate(leader, supportCaseWith(), context);
        },
      ),
    );
    expect(mayBecomeCandidate(leaderWith({ halfDaysRemaining: 1 }), supportCaseWith(), contextWith())).toBe(
      false,
    );
  });
});

describe('the score', () => {
  it.each([
    [MILE_METRES, 1, 1000],
    [MILE_METRES / 3, 1, 333],
    [10 * MILE_METRES, 0, 0],
    [10 * MILE_METRES, 0.125, 1250],
  ])('of %d metres at %d a mile is %d thousandths', (distanceMetres, distanceMile, expected) => {
    const weights = { ...DEFAULT_RUN_PARAMS.weights, distanceMile };
    expect(pairScore({ distanceMetres, missedNeeds: 0, changesLeader: false }, weights).distance).toBe(
      expected,
    );
  });

  it('is whole thousandths, the sum of its parts, and never below zero', () => {
    const weight = fc.integer({ min: 0, max: 10_000_000 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 0, max: 18 }),
        fc.boolean(),
        fc.record({ distanceMile: weight, missedNeed: weight, change: weight }),
        (distanceMetres, missedNeeds, changesLeader, weights) => {
          const score = pairScore({ distanceMetres, missedNeeds, changesLeader }, weights);
          const parts = [score.distance, score.missedNeeds, score.change];
          expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
          expect(score.total).toBe(parts.reduce((sum, part) => sum + part, 0));
        },
      ),
    );
  });
});

describe('expertise fit', () => {
  it('splits the needs, each once, in the order of the code list', () => {
    const fit = expertiseFit(['send', 'reading'], ['reading', 'governance', 'reading', 'safeguarding']);
    expect(fit).toEqual({ met: ['reading'], missed: ['safeguarding', 'governance'] });
  });

  it('has nothing to meet where nothing is needed', () => {
    expect(expertiseFit(['send'], [])).toEqual({ met: [], missed: [] });
  });
});

describe('the priority in a run', () => {
  const tiered = supportCaseWith({ criterion: 'ri-on-entry', tier: 2, priority: 2 });
  it.each([
    [{}, 2],
    [{ 'tier-2': 5 }, 5],
    [{ 'ri-on-entry': 1, 'tier-2': 5 }, 1],
    [{ 'tier-1': 7, 'ri-in-year': 8 }, 2],
  ])('under %j is %d', (priorities: Record<string, number>, expected) => {
    expect(runPriority(tiered, { ...DEFAULT_RUN_PARAMS, priorities })).toBe(expected);
  });
});
