import { Injectable } from '@nestjs/common';
import type { CaseId, LeaderRef, Location, Urn } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { KeptByRun } from './kept-by-run.js';

/** A case as a run's snapshot places it. */
export interface PlacedCase {
  readonly caseId: CaseId;
  readonly name: string;
  /** GIAS region name; null: not known. */
  readonly region: string | null;
  readonly location: Location | null;
}

/** A leader as a run's snapshot places them; the region is that of the base school, else of the nearest open one. */
export interface PlacedLeader {
  readonly leaderRef: LeaderRef;
  readonly region: string | null;
  readonly location: Location | null;
}

export interface RunPlaces {
  readonly cases: ReadonlyMap<CaseId, PlacedCase>;
  readonly leaders: ReadonlyMap<LeaderRef, PlacedLeader>;
}

type FrozenLeader = Pick<PlacedLeader, 'leaderRef' | 'location'> & { readonly baseUrn: Urn | null };

/** What a run's snapshot says of them. */
interface FrozenPlaces {
  readonly cases: RunPlaces['cases'];
  readonly leaders: readonly FrozenLeader[];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where the cases and leaders of a run are: what its lists filter by and its map draws. */
@Injectable()
export class RunPlacesQueries {
  private readonly kept = new KeptByRun<FrozenPlaces>(12);

  constructor(private readonly database: Database) {}

  /** The cases alone, which costs no look at today's register. Empty: no such run. */
  async casesOf(runId: string): Promise<RunPlaces['cases']> {
    return (await this.lasting(runId))?.cases ?? new Map<CaseId, PlacedCase>();
  }

  /** Empty: no such run. */
  async ofRun(runId: string): Promise<RunPlaces> {
    const lasting = await this.lasting(runId);
    if (lasting === null) return { cases: new Map(), leaders: new Map() };
    const [regions, nearest] = await Promise.all([
      this.regionsOf(lasting.leaders.flatMap(({ baseUrn }) => baseUrn ?? [])),
      this.nearestRegions(runId),
    ]);
    return {
      cases: lasting.cases,
      leaders: new Map(
        lasting.leaders.map(({ leaderRef, baseUrn, location }) => [
          leaderRef,
          {
            ...{ leaderRef, location },
            region: (baseUrn !== null && regions.get(baseUrn)) || (nearest.get(leaderRef) ?? null),
          },
        ]),
      ),
    };
  }

  private async lasting(runId: string): Promise<FrozenPlaces | null> {
    const edition = await this.editionOf(runId);
    return edition === null ? null : this.kept.of(`${runId} ${edition}`, () => this.frozen(runId));
  }

  /** Differs once the snapshot was blanked for its age. */
  private async editionOf(runId: string): Promise<string | null> {
    if (!UUID.test(runId)) return null;
    const rows = await this.database.manager.query<{ edition: string }[]>(
      `SELECT coalesce(blanked_at::text, 'whole') AS edition FROM run_snapshot WHERE run_id = $1`,
      [runId],
    );
    return rows[0]?.edition ?? null;
  }

  private async frozen(runId: string): Promise<FrozenPlaces> {
    const part = (list: 'cases' | 'leaders', columns: string): string =>
      `SELECT ${columns}, nullif(one->'location', 'null'::jsonb) AS location
         FROM run_snapshot, jsonb_array_elements(content->'${list}') AS one WHERE run_id = $1`;
    const [cases, leaders] = await Promise.all([
      this.database.manager.query<PlacedCase[]>(
        part('cases', `one->>'caseId' AS "caseId", one->>'name' AS name, one->>'region' AS region`),
        [runId],
      ),
      this.database.manager.query<FrozenLeader[]>(
        part('leaders', `one->>'leaderRef' AS "leaderRef", one->>'baseUrn' AS "baseUrn"`),
        [runId],
      ),
    ]);
    return { cases: new Map(cases.map((one) => [one.caseId, one])), leaders };
  }

  /** Of the answers as they stand today. */
  private async nearestRegions(runId: string): Promise<ReadonlyMap<LeaderRef, string>> {
    const rows = await this.database.manager.query<{ ref: LeaderRef; region: string }[]>(
      `SELECT a.leader_ref AS ref, a.nearest_region AS region FROM survey_answer a JOIN run r ON r.offer = a.offer
        WHERE r.id = $1 AND a.nearest_region IS NOT NULL`,
      [runId],
    );
    return new Map(rows.map(({ ref, region }) => [ref, region]));
  }

  /** Of the register as it is today. */
  private async regionsOf(urns: readonly Urn[]): Promise<ReadonlyMap<Urn, string | null>> {
    const rows = await this.database.manager.query<{ urn: Urn; region: string | null }[]>(
      `SELECT urn, region_name AS region FROM school WHERE urn = ANY ($1)`,
      [urns],
    );
    return new Map(rows.map(({ urn, region }) => [urn, region]));
  }
}
