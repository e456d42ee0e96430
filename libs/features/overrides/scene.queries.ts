import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type RunParams, runPriority } from '../../domain/candidates/index.js';
import type { Actor, LeaderRef } from '../../domain/kernel/index.js';
import { LIVE_MATCH_STATES } from '../../domain/lifecycle/index.js';
import { acrossRegions, inOneGo } from '../../platform/database/index.js';
import { holdBudgets } from '../budgets/index.js';
import {
  type LockedMatch,
  lockMatches,
  type Ruling,
  rulingsInForce,
  rulingsNamed,
} from '../matches/index.js';
import { casesNamed, lockCases, offerSettings } from '../offers/index.js';
import { SnapshotQueries, snapshotOf } from '../runs/index.js';
import { type Concerned, namedBy } from './concerned.js';
import type { OverrideChange } from './override-change.js';
import { ownOf, withinRegion } from './own-region.queries.js';
import type { HeldByRun, Scene, SceneMatch } from './scene.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type LoadedRun = Scene['run'] & {
  readonly params: RunParams;
  readonly levels: readonly (Scene['levels'][number] & { readonly covered: number })[];
};

/** `locked`: the matches that the changes name, where they are held already. */
interface Known {
  readonly leaders: 'concerned' | 'every';
  readonly locked?: ReadonlyMap<string, LockedMatch>;
}

/** A match that changes name, as far as it says what else they concern. */
type End = Pick<SceneMatch, 'id' | 'caseId' | 'leaderRef'>;

/** A scene that nobody else changes until the transaction ends. */
export interface LockedScene {
  readonly scene: Scene;
  /** The matches that the changes name, by id. */
  readonly locked: ReadonlyMap<string, LockedMatch>;
}

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
    actor: Actor,
    runId: string,
    changes: readonly OverrideChange[],
    leaders: 'concerned' | 'every' = 'concerned',
  ): Promise<Scene | undefined> {
    const run = await this.run(manager, runId);
    return run && this.ofRun(manager, actor, run, changes, { leaders });
  }

  /**
   * Locks what the changes touch until the transaction ends, and only then looks at it: the run, then matches, cases and
   * budgets, each in the order of their ids. The run's lock keeps its proposals as they are; rulings are kept by the locks
   * of their cases.
   */
  async lock(
    manager: EntityManager,
    actor: Actor,
    runId: string,
    changes: readonly OverrideChange[],
  ): Promise<LockedScene | undefined> {
    const named = namedBy(changes);
    const [run, matches, lifted] = await inOneGo(
      this.run(manager, runId, 'FOR UPDATE'),
      lockMatches(manager, named.matchIds),
      rulingsNamed(manager, named.rulingIds),
    );
    if (run === undefined) return undefined;
    const { offer } = run;
    const { caseIds, leaderRefs } = concernedBy(named, matches, lifted);
    const locked = new Map(matches.map((match) => [match.id, match]));
    const holding = inOneGo(
      lockCases(manager, offer, caseIds),
      holdBudgets(
        manager,
        leaderRefs.map((leaderRef) => ({ offer, leaderRef })),
      ),
    );
    const looking = this.ofRun(manager, actor, run, changes, { leaders: 'concerned', locked });
    const [, scene] = await inOneGo(holding, looking);
    return { scene, locked };
  }

  private async ofRun(
    manager: EntityManager,
    { regions }: Actor,
    run: LoadedRun,
    changes: readonly OverrideChange[],
    known: Known,
  ): Promise<Scene> {
    const named = namedBy(changes);
    const own = regions === undefined ? null : await ownOf(manager, run.offer, named);
    if (own === null) return this.around(manager, run, named, known);
    const scene = await acrossRegions(manager, () => this.around(manager, run, own.named, known));
    return withinRegion(scene, named, own);
  }

  private async around(
    manager: EntityManager,
    run: LoadedRun,
    named: Concerned,
    { leaders, locked }: Known,
  ): Promise<Scene> {
    const { params, offer, levels } = run;
    const [lifted, found] = await inOneGo(
      rulingsNamed(manager, named.rulingIds),
      locked === undefined ? this.ends(manager, named.matchIds) : Promise.resolve([...locked.values()]),
    );
    const ends = found.filter(({ id }) => named.matchIds.includes(id));
    const { caseIds, leaderRefs } = concernedBy(named, ends, lifted);
    const [matches, cases, rulings, open, { settings }, around] = await inOneGo(
      this.matches(manager, run, { ...named, caseIds, leaderRefs }),
      casesNamed(manager, offer, caseIds),
      rulingsInForce(manager, offer, caseIds),
      this.openByPriority(manager, run),
      offerSettings(manager, offer),
      this.snapshots.around(manager, { offer, caseIds, ...(leaders === 'every' ? {} : { leaderRefs }) }),
    );
    const supportCases = cases.map(({ supportCase }) => supportCase);
    const concerned = new Set(leaderRefs);
    return {
      ...{ run, levels, matches, open, needsApproval: settings.secondApproval },
      snapshot: snapshotOf({ offer, params, rulings, cases: supportCases }, around),
      budgets: new Map([...around.balances].filter(([leaderRef]) => concerned.has(leaderRef))),
      cases: new Map(
        cases.map(({ caseId, state, version, eligible, supportCase }) => [
          caseId,
          { caseId, state, version, eligible, supportCase, priority: runPriority(supportCase, params) },
        ]),
      ),
      rulings: [...rulings, ...lifted.filter(({ isInForce }) => !isInForce)],
    };
  }

  private async run(
    manager: EntityManager,
    runId: string,
    lock: '' | 'FOR UPDATE' = '',
  ): Promise<LoadedRun | undefined> {
    if (!UUID.test(runId)) return undefined;
    const rows = await manager.query<LoadedRun[]>(
      `SELECT id, offer, state, params, coalesce(summary->'coverage', '[]'::jsonb) AS levels
         FROM run WHERE id = $1 ${lock}`,
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

  /** The matches that changes name, wherever their cases are. */
  private async ends(manager: EntityManager, matchIds: readonly string[]): Promise<readonly End[]> {
    if (matchIds.length === 0) return [];
    return manager.query<End[]>(
      `SELECT id, case_id AS "caseId", leader_ref AS "leaderRef" FROM match WHERE id = ANY ($1::uuid[])`,
      [matchIds.filter((id) => UUID.test(id))],
    );
  }

  /** Ids come first, by index: joined at once, the cases would each be looked up in every run there was. */
  private async matches(
    manager: EntityManager,
    run: Scene['run'],
    { matchIds, caseIds, leaderRefs }: Concerned,
  ): Promise<readonly SceneMatch[]> {
    return manager.query<SceneMatch[]>(
      `SELECT m.id, m.run_id AS "runId", m.case_id AS "caseId", c.name AS "caseName", m.leader_ref AS "leaderRef",
              m.half_days AS "halfDays", m.state, m.version, m.distance_metres AS "distanceMetres", m.facts
         FROM match m JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
        WHERE m.id = ANY (ARRAY(
                SELECT unnest($2::uuid[])
                 UNION ALL SELECT id FROM match WHERE run_id = $1 AND case_id = ANY ($4) AND state = 'proposed'
                 UNION ALL SELECT id FROM match WHERE offer = $3 AND case_id = ANY ($4) AND state = ANY ($5)
                 UNION ALL SELECT id FROM match WHERE offer = $3 AND leader_ref = ANY ($6) AND run_id = $1
                                                  AND (state = 'proposed' OR state = ANY ($5))))
        ORDER BY m.id`,
      [
        ...[run.id, matchIds.filter((id) => UUID.test(id)), run.offer, caseIds, LIVE_MATCH_STATES],
        leaderRefs,
      ],
    );
  }

  /**
   * What the plan covered, less its matches that ended since, with those that reviewers added: few, however many cases the
   * plan has. Only they are looked up, whatever the planner of the database expects.
   */
  private async openByPriority(manager: EntityManager, run: LoadedRun): Promise<Scene['open']> {
    const rows = await manager.query<(Parameters<typeof runPriority>[0] & { readonly more: number })[]>(
      `SELECT c.criterion, c.tier, c.priority, sum(CASE m.origin WHEN 'run' THEN -1 ELSE 1 END)::integer AS more
         FROM match m CROSS JOIN LATERAL (
              SELECT c.facts->>'criterion' AS criterion, (c.facts->>'tier')::integer AS tier, c.priority
                FROM support_case c WHERE c.offer = m.offer AND c.case_id = m.case_id OFFSET 0) c
        WHERE m.run_id = $1 AND (m.origin = 'run') <> (m.state = 'proposed' OR m.state = ANY ($2)) GROUP BY 1, 2, 3`,
      [run.id, LIVE_MATCH_STATES],
    );
    const open = new Map(run.levels.map(({ priority, covered }) => [priority, covered]));
    for (const { more, ...supportCase } of rows) {
      const priority = runPriority(supportCase, run.params);
      open.set(priority, (open.get(priority) ?? 0) + more);
    }
    return open;
  }
}

/** The cases and leaders that changes touch, by what they name and by the two ends of the matches among it. */
function concernedBy(
  named: Concerned,
  ends: readonly Omit<End, 'id'>[],
  lifted: readonly Ruling[],
): Pick<Concerned, 'caseIds' | 'leaderRefs'> {
  return {
    caseIds: unique([...named.caseIds, ...[...ends, ...lifted].map(({ caseId }) => caseId)]),
    leaderRefs: unique([...named.leaderRefs, ...ends.map(({ leaderRef }) => leaderRef)]),
  };
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
