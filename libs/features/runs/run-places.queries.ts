import { Injectable } from '@nestjs/common';
import type { CaseId, LeaderRef, Location } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';

/** A case as a run's snapshot places it. */
export interface PlacedCase {
  readonly caseId: CaseId;
  readonly name: string;
  /** GIAS region name; null: not known. */
  readonly region: string | null;
  readonly location: Location | null;
}

/** A leader as a run's snapshot places them; the region is that of the base school. */
export interface PlacedLeader {
  readonly leaderRef: LeaderRef;
  readonly region: string | null;
  readonly location: Location | null;
}

export interface RunPlaces {
  readonly cases: ReadonlyMap<CaseId, PlacedCase>;
  readonly leaders: ReadonlyMap<LeaderRef, PlacedLeader>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where the cases and leaders of a run are: what its lists filter by and its map draws. */
@Injectable()
export class RunPlacesQueries {
  constructor(private readonly database: Database) {}

  /** Empty: no such run. */
  async ofRun(runId: string): Promise<RunPlaces> {
    if (!UUID.test(runId)) return { cases: new Map(), leaders: new Map() };
    const [cases, leaders] = await Promise.all([
      this.database.manager.query<PlacedCase[]>(
        `SELECT one->>'caseId' AS "caseId", one->>'name' AS name, one->>'region' AS region,
                nullif(one->'location', 'null'::jsonb) AS location
           FROM run_snapshot, jsonb_array_elements(content->'cases') AS one WHERE run_id = $1`,
        [runId],
      ),
      this.database.manager.query<PlacedLeader[]>(
        `SELECT one->>'leaderRef' AS "leaderRef", school.region_name AS region,
                nullif(one->'location', 'null'::jsonb) AS location
           FROM run_snapshot, jsonb_array_elements(content->'leaders') AS one
                LEFT JOIN school ON school.urn = one->>'baseUrn'
          WHERE run_id = $1`,
        [runId],
      ),
    ]);
    return {
      cases: new Map(cases.map((one) => [one.caseId, one])),
      leaders: new Map(leaders.map((one) => [one.leaderRef, one])),
    };
  }
}
