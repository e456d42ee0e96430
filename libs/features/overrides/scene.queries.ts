import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type RunParams, runPriority } from '../../domain/candidates/index.js';
import type { Actor, CaseId, LeaderRef } from '../../domain/kernel/index.js';
import { LIVE_MATCH_STATES } from '../../domain/lifecycle/index.js';
import { rulingsInForce, rulingsNamed } from '../matches/index.js';
import { acrossRegions, inOneGo } from '../../platform/database/index.js';
import { balancesOf } from '../budgets/index.js';
import { casesNamed } from '../offers/index.js';
import { SnapshotQueries } from '../runs/index.js';
import { type Concerned, namedBy } from './concerned.js';
import type { OverrideChange } from './override-change.js';
import { ownOf, withinRegion } from './own-region.queries.js';
import type { HeldByRun, Scene, SceneMatch } from './scene.js';

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
    const matches = await this.matches(manager, run, named, [
      ...named.caseIds,
      ...lifted.map(({ caseId }) => caseId),
    ]);
    const ofMatches = matches.filter(({ id }) => named.matchIds.includes(id));
    const caseIds = unique([...named.caseIds, ...[...ofMatches, ...lifted].map(({ caseId }) => caseId)]);
    const leaderRefs = unique([...named.leaderRefs, ...ofMatches.map(({ leaderRef }) => leaderRef)]);
    const { params, offer } = run;
    const [cases, rulings, budgets, open] = await inOneGo(
      casesNamed(manager, offer, caseIds),
      rulingsInForce(manager, offer, caseIds),
      balancesOf(manager, offer, leaderRefs),
      this.openByPriority(manager, run),
    );
    const snapshot = await this.snapshots.present(manager, {
      ...{ offer, params, rulings, cases: cases.map(({ supportCase }) => supportCase) },
      ...(leaders === 'concerned' ? { leaders: leaderRefs } : {}),
    });
    return {
      ...{ run, levels: run.levels, matches, snapshot, budgets, open },
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

  /** What the run's proposals would take of each leader, wherever their cases are. */
  async proposalsOf(manager: EntityManager, runId: string): Promise<ReadonlyMap<LeaderRef, HeldByRun>> {
    const rows = await acrossRegions(manager, () =>
      manager.query<(HeldByRun & { leaderRef: LeaderRef })[]>(
        `SELECT leader_ref AS "leaderRef", count(*)::integer AS matches, sum(half_days)::integer AS "halfDays"
           FROM match WHERE run_id = $1 AND state = 'proposed' GROUP BY leader_ref`,
        [runId],
      ),
    );
    return new Map(rows.map(({ leaderRef, ...held }) => [leaderRef, held]));
  }

  /** Ids come first, by index: joined at once, the cases would each be looked up in every run there was. */
  private async matches(
    manager: EntityManager,
    run: Scene['run'],
    named: Concerned,
    caseIds: readonly CaseId[],
  ): Promise<readonly SceneMatch[]> {
    return manager.query<SceneMatch[]>(
      `WITH named AS (SELECT id, case_id, leader_ref FROM match WHERE id = ANY ($2::uuid[])), concerned AS (
         SELECT id FROM named
          UNION SELECT id FROM match WHERE run_id = $1 AND (state = 'proposed' OR state = ANY ($5))
                   AND (case_id = ANY ($4) OR case_id IN (SELECT case_id FROM named)
                     OR leader_ref = ANY ($6) OR leader_ref IN (SELECT leader_ref FROM named))
          UNION SELECT id FROM match WHERE offer = $3 AND state = ANY ($5)
                   AND (case_id = ANY ($7) OR case_id IN (SELECT case_id FROM named)))
       SELECT m.id, m.run_id AS "runId", m.case_id AS "caseId", c.name AS "caseName", m.leader_ref AS "leaderRef",
              m.half_days AS "halfDays", m.state, m.version, m.distance_metres AS "distanceMetres", m.facts
         FROM match m JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
        WHERE m.id = ANY (ARRAY(SELECT id FROM concerned)) ORDER BY m.id`,
      [
        ...[run.id, named.matchIds.filter((id) => UUID.test(id)), run.offer, caseIds, LIVE_MATCH_STATES],
        ...[named.leaderRefs, named.caseIds],
      ],
    );
  }

  private async openByPriority(manager: EntityManager, run: LoadedRun): Promise<Scene['open']> {
    const rows = await manager.query<(Parameters<typeof runPriority>[0] & { readonly matches: number })[]>(
      `SELECT c.facts->>'criterion' AS criterion, (c.facts->>'tier')::integer AS tier, c.priority,
              count(*)::integer AS matches
         FROM match m JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
        WHERE m.run_id = $1 AND (m.state = 'proposed' OR m.state = ANY ($2)) GROUP BY 1, 2, 3`,
      [run.id, LIVE_MATCH_STATES],
    );
    const open = new Map<number, number>();
    for (const { matches, ...supportCase } of rows) {
      const priority = runPriority(supportCase, run.params);
      open.set(priority, (open.get(priority) ?? 0) + matches);
    }
    return open;
  }
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
