import {
  BRADFORD,
  leaderWith,
  snapshotWith,
  supportCaseWith,
} from '../../test/support/matching-factories.js';
import type { RunSnapshot } from '../domain/candidates/index.js';
import type { Outcome } from '../domain/kernel/index.js';
import type { PlanChange } from '../domain/planning/index.js';
import { effectOfRun, type RunEffect } from './effect-of-run.js';
import { prepareRun } from './prepare-run.js';
import { planHere } from './solve-problem.js';
import { solverEngines } from './solver-engines.js';

const CASES = ['990100', '990101'].map((id) =>
  supportCaseWith({ caseId: `school-${id}`, supportedId: id, urns: [id] }),
);
const LEADERS = [
  leaderWith({ leaderRef: 'near', location: BRADFORD }),
  leaderWith({ leaderRef: 'far' }),
  leaderWith({ leaderRef: 'special', phases: ['special'] }),
  leaderWith({ leaderRef: 'tied', conflictUrns: ['990100'] }),
];

async function effect(
  changes: readonly PlanChange[],
  given: Partial<RunSnapshot> = {},
): Promise<Outcome<RunEffect>> {
  const snapshot = snapshotWith({ leaders: LEADERS, cases: CASES, ...given });
  const prepared = prepareRun(snapshot);
  if (!prepared.ok) throw new Error(prepared.refusal.code);
  const plan = await planHere(prepared.value.problem, { timeLimitSeconds: 5, gap: 0, seed: 1 });
  return effectOfRun(prepared.value, plan, changes, await solverEngines());
}

it('tells what a ban would do', async () => {
  const told = await effect([{ kind: 'forbid', leader: 'near', case: 'school-990100' }]);
  expect(told).toMatchObject({ ok: true, value: { isBest: true, overruled: [] } });
  const changed = told.ok ? told.value.changed : [];
  expect(changed.map((one) => one.after)).not.toContain(null);
});

it('places a pair by hand that only a rule of fit refuses, and names the rule', async () => {
  const told = await effect([{ kind: 'pin', leader: 'special', case: 'school-990100' }]);
  expect(told).toMatchObject({
    ok: true,
    value: { overruled: [{ code: 'phase-not-offered' }] },
  });
  expect(told.ok && told.value.plan.matches).toContainEqual(
    expect.objectContaining({ leader: 'special', case: 'school-990100' }),
  );
});

it('never overrules a tie', async () => {
  expect(await effect([{ kind: 'pin', leader: 'tied', case: 'school-990100' }])).toEqual({
    ok: false,
    refusal: {
      code: 'pin-refused',
      facts: {
        pins: [{ leaderRef: 'tied', caseId: 'school-990100', reasons: ['conflict-of-interest'] }],
      },
    },
  });
});

it.each<[PlanChange, string]>([
  [{ kind: 'pin', leader: 'nobody', case: 'school-990100' }, 'leader-not-in-run'],
  [{ kind: 'unassign', case: 'school-1' }, 'case-not-in-run'],
])('refuses %j', async (change, code) => {
  expect(await effect([change])).toMatchObject({ ok: false, refusal: { code } });
});
