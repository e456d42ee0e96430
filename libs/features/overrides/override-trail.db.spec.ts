import {
  addRound,
  addSolvedRun,
  caseAt,
  openMatchOf,
  REASON,
  REVIEWER,
} from '../../../test/support/override-factories.js';
import { OFFER } from '../../../test/support/budget-factories.js';
import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import type { Actor } from '../../domain/kernel/index.js';
import { PublishRunUseCase } from '../runs/index.js';
import { ApproveOverride, MakeOverride, OverridesModule } from './index.js';

const DIRECTOR: Actor = { id: 'director', roles: ['reviewer'] };

let service: TestService;
let runId: string;
let seen: string;
beforeEach(async () => {
  service = await openTestService(OverridesModule);
  await addRound(service.test.app, 2, { A: {}, B: {}, C: {} });
  runId = await addSolvedRun(
    service.test.app,
    { leaderRef: 'A', caseId: caseAt(0) },
    { leaderRef: 'B', caseId: caseAt(1) },
  );
});
afterEach(() => service.close());

const reassigned = async () => {
  const [trail] = await service.test.app.query<[{ last: string }]>(
    `SELECT coalesce(max(id), 0)::text AS last FROM audit_event`,
  );
  seen = trail.last;
  const matchId = await openMatchOf(service.test.app, runId, caseAt(0));
  return service.get(MakeOverride).execute(REVIEWER, {
    ...{ runId, ...REASON },
    changes: [
      { kind: 'reassign', matchId, leaderRef: 'C' },
      { kind: 'forbid', caseId: caseAt(0), leaderRef: 'A' },
    ],
  });
};
/** What the trail says since the decision was asked for, in order. */
const told = async (): Promise<readonly string[]> => {
  const rows = await service.test.app.query<{ action: string }[]>(
    `SELECT action FROM audit_event WHERE id > $1::bigint ORDER BY id`,
    [seen],
  );
  return rows.map(({ action }) => action);
};

describe('the trail of a decision', () => {
  it('says what was done to proposals, and last who decided it', async () => {
    const made = valueOf(await reassigned());
    expect(await told()).toEqual(['match.supersede', 'ruling.forbid', 'match.place', 'override.decide']);
    const rows = await service.test.app.query<object[]>(
      `SELECT d.state, d.version, d.outcome->'items'->0->>'matchAfter' = m.id::text AS "namesMatch",
              d.outcome->'items'->1->>'rulingId' = r.id::text AS "namesRuling"
         FROM match_decision d JOIN ruling r ON r.decision_id = d.id
         JOIN match m ON m.run_id = d.run_id AND m.origin = 'reviewer' WHERE d.id = $1`,
      [made.decisionId],
    );
    expect(rows).toEqual([{ state: 'done', version: 1, namesMatch: true, namesRuling: true }]);
  });

  it('says of what was published that it was published again, and last who decided it', async () => {
    valueOf(await service.get(PublishRunUseCase).execute(COORDINATOR, { runId }));
    valueOf(await reassigned());
    const actions = await told();
    expect(actions.filter((action) => !action.startsWith('case.'))).toEqual([
      ...['match.supersede', 'ruling.forbid', 'match.place', 'match.publish', 'override.decide'],
    ]);
    expect(actions.at(-1)).toBe('override.decide');
  });

  it('says of one that waited who proposed it, and last who approved it', async () => {
    await service.test.owner.query(
      `INSERT INTO offer_setting (offer, settings, version, changed_by)
       VALUES ($1, '{"secondApproval": true}', 1, 'test')`,
      [OFFER],
    );
    const { decisionId, state } = valueOf(await reassigned());
    expect([state, await told()]).toEqual(['awaiting-approval', ['override.propose']]);
    valueOf(await service.get(ApproveOverride).execute(DIRECTOR, { decisionId }));
    expect(await told()).toEqual([
      ...['override.propose', 'match.supersede', 'ruling.forbid', 'match.place', 'override.approve'],
    ]);
  });
});
