import * as fc from 'fast-check';
import {
  BRADFORD,
  LEEDS,
  leaderWith,
  snapshotWith,
  supportCaseWith,
} from '../../test/support/matching-factories.js';
import {
  DEFAULT_RUN_PARAMS,
  type LeaderForMatching,
  type RunSnapshot,
  whyNot,
} from '../domain/candidates/index.js';
import type { Remedy, SolveProgress } from '../domain/planning/index.js';
import { type SolvedRun, type SolveFunction, solveRun } from './pipeline.js';
import { distanceMetres } from '../platform/geography/index.js';
import { planHere } from './solve-problem.js';

async function solved(snapshot: RunSnapshot, solve: SolveFunction = planHere): Promise<SolvedRun> {
  const outcome = await solveRun(snapshot, solve);
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}
const pairs = (run: SolvedRun): readonly string[] =>
  run.matches.map(({ leaderRef, caseId }) => `${leaderRef} ${caseId}`);

const FIRST = supportCaseWith({ caseId: 'school-990100', supportedId: '990100', urns: ['990100'] });
const SECOND = supportCaseWith({ caseId: 'school-990101', supportedId: '990101', urns: ['990101'] });
const PIN = { kind: 'pin', leaderRef: 'L1', caseId: 'school-990100' } as const;

describe('a run', () => {
  it('tells each match with distance, needs, score and priority, and what it takes of the leaders', async () => {
    const run = await solved(
      snapshotWith({ leaders: [leaderWith({ halfDaysOffered: 30, halfDaysRemaining: 25 })] }),
    );
    expect(run.matches).toEqual([
      {
        caseId: 'school-990100',
        unit: 'school',
        supportedId: '990100',
        name: 'Aire Street Primary School',
        halfDays: 20,
        priority: 1,
        leaderRef: 'L1',
        distanceMetres: 13_198,
        needsMet: ['quality-of-education'],
        needsMissed: ['leadership-and-management'],
        score: { distance: 8201, missedNeeds: 15_000, change: 0, total: 23_201 },
      },
    ]);
    expect(run.leaders).toEqual([
      { leaderRef: 'L1', halfDaysOffered: 30, halfDaysUsed: 20, halfDaysLeft: 5, engagements: 1 },
    ]);
    expect(run.plan).toMatchObject({ status: 'optimal', score: 23.201 });
    expect(run.counts).toEqual({ cases: 1, leaders: 1, candidates: 1 });
  });

  it('tells why a case is uncovered, how many leaders each rule refuses, and the smallest change', async () => {
    const leaders = [
      leaderWith({ leaderRef: 'far', travelMetres: 12_000 }),
      leaderWith({ leaderRef: 'special', phases: ['special'], travelMetres: 1000 }),
      leaderWith({ leaderRef: 'lost', location: null }),
    ];
    const { uncovered } = await solved(snapshotWith({ leaders }));
    expect(uncovered).toHaveLength(1);
    expect(uncovered[0]).toMatchObject({
      reason: 'no-candidate',
      candidates: 0,
      refusals: [
        { code: 'phase-not-offered', leaders: 1, nearest: { leaderRef: 'special', distanceMetres: 13_198 } },
        { code: 'leader-unplaced', leaders: 1, nearest: null },
        { code: 'outside-travel-limit', leaders: 2 },
      ],
      nearestRemedy: { code: 'longer-travel', leader: 'far', extraMetres: 1198, distanceMetres: 13_198 },
    });
  });

  it('says which leaders are full, and that one more engagement would do', async () => {
    const leaders = [
      leaderWith({ halfDaysRemaining: 40, halfDaysOffered: 40, maxEngagements: 3, engagementsHeld: 2 }),
    ];
    const run = await solved(snapshotWith({ leaders, cases: [FIRST, SECOND] }));
    expect(run.matches).toHaveLength(1);
    expect(run.uncovered[0]).toMatchObject({
      reason: 'all-candidates-full',
      candidates: 1,
      nearestRemedy: { code: 'more-engagements', leader: 'L1', engagements: 1 },
    });
    expect(run.leaders[0]).toMatchObject({ engagements: 3 });
  });

  it('serves better priorities first, by the run’s own order where it names one', async () => {
    const cases = [FIRST, { ...SECOND, criterion: 'two-ri-plus-list', priority: 2 }];
    expect(pairs(await solved(snapshotWith({ cases })))).toEqual(['L1 school-990100']);
    const params = { ...DEFAULT_RUN_PARAMS, priorities: { 'ri-in-year': 3 } };
    const turned = await solved(snapshotWith({ cases, params }));
    expect(pairs(turned)).toEqual(['L1 school-990101']);
    expect(turned.uncovered[0]).toMatchObject({ caseId: 'school-990100', priority: 3 });
  });

  it('looks only at the cases of its region', async () => {
    const params = { ...DEFAULT_RUN_PARAMS, region: 'south west' };
    const cases = [FIRST, { ...SECOND, region: 'South West' }, { ...SECOND, caseId: 'x', region: null }];
    const run = await solved(snapshotWith({ cases, params }));
    expect(pairs(run)).toEqual(['L1 school-990101']);
    expect(run.counts.cases).toBe(1);
  });

  it('keeps within its own limit of distance', async () => {
    const params = { ...DEFAULT_RUN_PARAMS, maxMiles: 8 };
    const run = await solved(snapshotWith({ params }));
    expect(run.uncovered[0]?.nearestRemedy).toMatchObject({ code: 'wider-run-limit', extraMetres: 323 });
  });

  it('weighs a change of leader against the way', async () => {
    const near = leaderWith({ leaderRef: 'near', location: BRADFORD });
    const leaders = [leaderWith({ leaderRef: 'before' }), near];
    const earlier = [{ leaderRef: 'before', caseId: 'school-990100' }];
    expect(pairs(await solved(snapshotWith({ leaders })))).toEqual(['near school-990100']);
    expect(pairs(await solved(snapshotWith({ leaders, earlier })))).toEqual(['before school-990100']);
  });

  it('gives the same plan whatever the order of the rows', async () => {
    const leaders = ['L1', 'L2', 'L3'].map((leaderRef) => leaderWith({ leaderRef }));
    const cases = [FIRST, SECOND];
    const one = await solved(snapshotWith({ leaders, cases }));
    const other = await solved(snapshotWith({ leaders: leaders.toReversed(), cases: cases.toReversed() }));
    expect({ ...other.plan, seconds: 0 }).toEqual({ ...one.plan, seconds: 0 });
  });

  it('ends well with nothing to match', async () => {
    expect((await solved(snapshotWith({ cases: [] }))).matches).toEqual([]);
    const nobody = await solved(snapshotWith({ leaders: [] }));
    expect(nobody.uncovered[0]).toMatchObject({ reason: 'no-candidate', refusals: [], nearestRemedy: null });
  });

  it('tells its progress from preparing to checking', async () => {
    const steps: SolveProgress[] = [];
    await solveRun(snapshotWith(), planHere, (step) => steps.push(step));
    expect(steps[0]).toEqual({ phase: 'preparing', fraction: 0 });
    expect(steps.at(-1)).toEqual({ phase: 'checking', fraction: 1 });
    expect(steps.map(({ phase }) => phase)).toContain('solving');
  });
});

describe('a reviewer’s rulings', () => {
  it('pin a pair that only travel and phase refuse', async () => {
    const leaders = [leaderWith({ travelMetres: 1 }), leaderWith({ leaderRef: 'L2' })];
    expect(pairs(await solved(snapshotWith({ leaders })))).toEqual(['L2 school-990100']);
    const run = await solved(snapshotWith({ leaders, rulings: [PIN] }));
    expect(pairs(run)).toEqual(['L1 school-990100']);
    expect(run.matches[0]?.overruled).toMatchObject([{ code: 'outside-travel-limit' }]);
  });

  it.each([
    ['no days', [leaderWith({ halfDaysRemaining: 1 })], ['no-days-left']],
    ['an unknown leader', [leaderWith({ leaderRef: 'L2' })], ['leader-not-in-run']],
  ])('refuse the run when they pin a leader with %s', async (_name, leaders, reasons) => {
    const outcome = await solveRun(snapshotWith({ leaders, rulings: [PIN] }), planHere);
    expect(outcome).toEqual({
      ok: false,
      refusal: {
        code: 'pin-refused',
        facts: { pins: [{ leaderRef: 'L1', caseId: 'school-990100', reasons }] },
      },
    });
  });

  it('about cases outside the run are passed over', async () => {
    const params = { ...DEFAULT_RUN_PARAMS, region: 'South West' };
    expect((await solved(snapshotWith({ params, rulings: [PIN] }))).matches).toEqual([]);
  });

  it('forbid a pair', async () => {
    const run = await solved(snapshotWith({ rulings: [{ ...PIN, kind: 'forbid' }] }));
    expect(run.uncovered[0]?.refusals).toMatchObject([{ code: 'forbidden-by-reviewer', leaders: 1 }]);
    expect(run.uncovered[0]?.nearestRemedy).toMatchObject({ code: 'lift-forbid', leader: 'L1' });
  });

  it('that contradict each other end in an infeasible plan that names them', async () => {
    const rulings = [PIN, { ...PIN, caseId: 'school-990101' }];
    const run = await solved(snapshotWith({ cases: [FIRST, SECOND], rulings }));
    expect(run.plan.status).toBe('infeasible');
    expect(run.plan.conflict).toHaveLength(2);
    expect(run.uncovered.map(({ nearestRemedy }) => nearestRemedy)).toEqual([null, null]);
  });
});

describe('the check of a plan', () => {
  it('stops a plan that breaks the problem', async () => {
    const lying: SolveFunction = async (problem, options) => {
      const plan = await planHere(problem, options);
      return { ...plan, matches: plan.matches.map((match) => ({ ...match, days: 1 })) };
    };
    await expect(solved(snapshotWith(), lying)).rejects.toThrow(/wrong-days/);
  });
});

describe('why not', () => {
  it('answers for any pair of the snapshot', () => {
    const snapshot = snapshotWith({ leaders: [leaderWith({ phases: ['special'], travelMetres: 10 })] });
    expect(whyNot(snapshot, 'L1', 'school-990100', distanceMetres)).toMatchObject({
      value: {
        distanceMetres: 13_198,
        refusals: [{ code: 'phase-not-offered' }, { code: 'outside-travel-limit' }],
      },
    });
    expect(whyNot(snapshot, 'L9', 'school-990100', distanceMetres)).toMatchObject({
      refusal: { code: 'leader-not-in-run' },
    });
    expect(whyNot(snapshot, 'L1', 'school-1', distanceMetres)).toMatchObject({
      refusal: { code: 'case-not-in-run' },
    });
  });
});

/** The snapshot in which the remedy has been followed. */
function followed(snapshot: RunSnapshot, remedy: Remedy): RunSnapshot {
  const change = (leader: LeaderForMatching): LeaderForMatching => ({
    ...leader,
    halfDaysRemaining: leader.halfDaysRemaining + remedy.days * 2,
    maxEngagements: leader.maxEngagements === null ? null : leader.maxEngagements + remedy.engagements,
    travelMetres: leader.travelMetres === null ? null : leader.travelMetres + (remedy.extraMetres ?? 0),
    phases: remedy.code === 'offer-phase' ? ['primary', 'special'] : leader.phases,
  });
  return {
    ...snapshot,
    leaders: snapshot.leaders.map((one) => (one.leaderRef === remedy.leader ? change(one) : one)),
  };
}

describe('in any small world', () => {
  const place = fc
    .record({ east: fc.integer({ min: -40, max: 40 }), north: fc.integer({ min: -40, max: 40 }) })
    .map(({ east, north }) => ({
      latitude: LEEDS.latitude + north / 100,
      longitude: LEEDS.longitude + east / 100,
      approximate: false,
    }));
  const leader = fc.record({
    location: fc.option(place, { freq: 9 }),
    halfDaysRemaining: fc.integer({ min: 0, max: 45 }),
    maxEngagements: fc.option(fc.integer({ min: 0, max: 3 })),
    travelMetres: fc.option(fc.integer({ min: 0, max: 40_000 })),
    phases: fc.constantFrom<LeaderForMatching['phases'][]>(['primary'], ['special'], ['primary', 'special']),
  });
  const supportCase = fc.record({
    location: fc.option(place, { freq: 9 }),
    phases: fc.constantFrom<LeaderForMatching['phases'][]>(['primary'], ['special']),
    priority: fc.integer({ min: 1, max: 2 }),
  });
  const worlds = fc
    .record({
      leaders: fc.array(leader, { maxLength: 5 }),
      cases: fc.array(supportCase, { maxLength: 7 }),
    })
    .map(({ leaders, cases }) =>
      snapshotWith({
        leaders: leaders.map((one, n) => leaderWith({ ...one, leaderRef: `L${n}`, halfDaysOffered: 45 })),
        cases: cases.map((one, n) =>
          supportCaseWith({ ...one, caseId: `school-99010${n}`, urns: [`99010${n}`] }),
        ),
      }),
    );

  it('every case is told once, days add up, and following a remedy covers one case more', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (snapshot) => {
        const run = await solved(snapshot);
        const told = [...run.matches, ...run.uncovered].map(({ caseId }) => caseId).sort();
        expect(told).toEqual(snapshot.cases.map(({ caseId }) => caseId));
        const used = run.leaders.reduce((sum, { halfDaysUsed }) => sum + halfDaysUsed, 0);
        expect(used).toBe(run.matches.reduce((sum, { halfDays }) => sum + halfDays, 0));
        expect(run.leaders.every(({ halfDaysLeft }) => halfDaysLeft >= 0)).toBe(true);
        for (const { nearestRemedy } of run.uncovered) {
          if (nearestRemedy === null) continue;
          const better = await solved(followed(snapshot, nearestRemedy));
          expect(better.matches.length).toBeGreaterThan(run.matches.length);
        }
      }),
      { numRuns: 40 },
    );
  });
});
