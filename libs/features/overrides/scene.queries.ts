import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type RunParams, runPriority } from '../../domain/candidates/index.js';
import type { Actor } from '../../domain/kernel/index.js';
import { LIVE_MATCH_STATES } from '../../domain/lifecycle/index.js';
import type { SupportCase } from '../../domain/offers/index.js';
import { rulingsInForce, rulingsNamed } from '../matches/index.js';
import { acrossRegions } from '../../platform/database/index.js';
import { balancesOf } from '../budgets/index.js';
import { casesNamed } from '../offers/index.js';
import { SnapshotQueries } from '../runs/index.js';
import { type Concerned, namedBy } from './concerned.js';
import type { OverrideChange } from './override-change.js';
import { ownOf, withinRegion } from './own-region.queries.js';
import type { Scene, SceneMatch } from './scene.js';

type MatchRow = Omit<SceneMatch, 'priority'> &
  Pick<SupportCase, 'criterion' | 'tier'> & { readonly ownPriority: number };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type LoadedRun = Scene['run'] & { readonly params: RunParams; readonly levels: Scene['levels'] };

/** Reads what changes to a run are judged by: under locks to carry them out, or at one moment to show them. */
@Injectable()
export class SceneQueries {
  constructor(private readonly snapshots: SnapshotQueries) {}

  /**
   * Undefined: there is no such run. For somebody limited to regions, what they may name is theirs, and is weighed against
   * everything. `leaders`: those whom the changes concern, or every one.
   */
  async load(
    manager: EntityManager,
    { regions }: Actor,
    runId: string,
    changes: readonly OverrideChange[],
    leaders: 'concerned' | 'every' = 'concerned',
  ): Promise<Scene | undefined> {
    const run = await this.run(manager, runId);
    if (run === undefined) return undefined;
    const named = namedBy(changes);
    const own = regions === undefined ? null : await ownOf(manager, run.offer, named);
    if (own === null) return this.around(manager, run, named, leaders);
    const scene = await acrossRegions(manager, () => this.around(manager, run, own.named, leaders));
    return withinRegion(scene, named, own);
  }

  private async around(
    manager: EntityManager,
    run: LoadedRun,
    named: Concerned,
    leaders: 'concerned' | 'every',
  ): Promise<Scene> {
    const lifted = await rulingsNamed(manager, named.rulingIds);
    const matches = await this.matches(manager, run, named);
    const ofMatches = matches.filter(({ id }) => named.matchIds.includes(id));
    const caseIds = unique([...named.caseIds, ...[...ofMatches, ...lifted].map(({ caseId }) => caseId)]);
    const leaderRefs = unique([...named.leaderRefs, ...ofMatches.map(({ leaderRef }) => leaderRef)]);
    const { params, offer } = run;
    const cases = await casesNamed(manager, offer, caseIds);
    const rulings = await rulingsInForce(manager, offer, caseIds);
    const budgets = await balancesOf(manager, offer, leaderRefs);
    const snapshot = await this.snapshots.present(manager, {
      ...{ offer, params, rulings, cases: cases.map(({ supportCase }) => supportCase) },
      ...(leaders === 'concerned' ? { leaders: leaderRefs } : {}),
    });
    return {
      ...{ run, levels: run.levels, matches, snapshot, budgets },
      cases: new Map(
        cases.map(({ caseId, state, version, eligible, supportCase }) => [
          caseId,
          { caseId, state, version, eligible, supportCase, priority: runPriority(supportCase, params) },
        ]),
      ),
      rulings: [...rulings, ...lifted.filter(({ isInForce }) => !isInForce)],
    };
  }

  private async run(manager: EntityManager, runId: string): Promise<LoadedRun | undefined> {
    if (!UUID.test(runId)) return undefined;
    const rows = await manager.query<LoadedRun[]>(
      `SELECT id, offer, state, params, coalesce(summary->'coverage', '[]'::jsonb) AS levels FROM run WHERE id = $1`,
      [runId],
    );
    return rows[0];
  }

  private async matches(
    manager: EntityManager,
    run: Scene['run'] & { readonly params: RunParams },
    named: Concerned,
  ): Promise<readonly SceneMatch[]> {
    const rows = await manager.query<MatchRow[]>(
      `WITH concerned AS (
         SELECT id FROM match WHERE run_id = $1 AND (state = 'proposed' OR state = ANY ($5))
          UNION SELECT id FROM match WHERE id = ANY ($2::uuid[])
          UNION SELECT id FROM match WHERE offer = $3 AND state = ANY ($5) AND (case_id = ANY ($4)
                   OR case_id IN (SELECT case_id FROM match WHERE id = ANY ($2::uuid[]))))
       SELECT m.*, c.name AS "caseName", c.facts->>'criterion' AS criterion, (c.facts->>'tier')::integer AS tier,
              c.priority AS "ownPriority"
         FROM (SELECT id, run_id AS "runId", offer, case_id AS "caseId", leader_ref AS "leaderRef", state, version,
                      half_days AS "halfDays", distance_metres AS "distanceMetres",
                      CASE WHEN id = ANY ($2::uuid[]) THEN facts END AS facts
                 FROM match WHERE id = ANY (ARRAY(SELECT id FROM concerned))) m
         JOIN support_case c ON c.offer = m.offer AND c.case_id = m."caseId"
        ORDER BY m.id`,
      [run.id, named.matchIds.filter((id) => UUID.test(id)), run.offer, named.caseIds, LIVE_MATCH_STATES],
    );
    return rows.map(({ criterion, tier, ownPriority, ...match }) => ({
      ...match,
      priority: runPriority({ criterion, tier, priority: ownPriority }, run.params),
    }));
  }
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
