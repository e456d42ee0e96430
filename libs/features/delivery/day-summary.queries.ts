import { Injectable } from '@nestjs/common';
import type { CaseId, HalfDays, LeaderRef, OfferYear } from '../../domain/kernel/index.js';
import type { LedgerKind } from '../../domain/ledger/index.js';
import type { MatchState } from '../../domain/lifecycle/index.js';
import { Database } from '../../platform/database/index.js';

interface DayFigures {
  readonly leaders: number;
  readonly grantedHalfDays: HalfDays;
  readonly reservedHalfDays: HalfDays;
  readonly deliveredHalfDays: HalfDays;
  /** Granted, neither reserved nor delivered. */
  readonly leftHalfDays: HalfDays;
}

/** Days of the leaders of one region: of their base school, else of the open school nearest to them. */
export interface RegionDays extends DayFigures {
  /** Null: not known. */
  readonly region: string | null;
}

export interface DaySummary {
  readonly offer: OfferYear;
  readonly total: DayFigures;
  readonly regions: readonly RegionDays[];
  /** Matches by state; states that none has are absent. */
  readonly matches: Readonly<Partial<Record<MatchState, number>>>;
}

/** One row of the ledger with whose it is. */
export interface LedgerLine {
  readonly leaderRef: LeaderRef;
  readonly leaderName: string;
  readonly n: number;
  readonly at: Date;
  readonly kind: LedgerKind;
  readonly deltaHalfDays: number;
  readonly balance: HalfDays;
  readonly reason: string;
  readonly caseId: CaseId | null;
}

const FIGURES = `count(DISTINCT b.id)::integer AS leaders,
  coalesce(sum(e.delta_half_days) FILTER (WHERE e.kind IN ('grant','adjust')), 0)::integer AS "grantedHalfDays",
  coalesce(-sum(e.delta_half_days) FILTER (WHERE e.kind IN ('reserve','release')), 0)::integer AS "reservedHalfDays",
  coalesce(-sum(e.delta_half_days) FILTER (WHERE e.kind = 'deliver'), 0)::integer AS "deliveredHalfDays",
  coalesce(sum(e.delta_half_days), 0)::integer AS "leftHalfDays"`;

/** Days of an offer added up: for reports and exports. */
@Injectable()
export class DaySummaryQueries {
  constructor(private readonly database: Database) {}

  async ofOffer(offer: OfferYear): Promise<DaySummary> {
    const { manager } = this.database;
    const [total] = await manager.query<DayFigures[]>(
      `SELECT ${FIGURES} FROM leader_budget b LEFT JOIN ledger_entry e ON e.budget_id = b.id WHERE b.offer = $1`,
      [offer],
    );
    if (total === undefined) throw new Error('A sum without groups has no row');
    // The school is looked up, not joined: beside row policies the planner reads every school for each row of the ledger.
    const regions = await manager.query<RegionDays[]>(
      `SELECT coalesce((SELECT s.region_name FROM school s WHERE s.urn = a.facts->>'baseUrn'), a.nearest_region)
                AS region, ${FIGURES}
         FROM leader_budget b
         LEFT JOIN ledger_entry e ON e.budget_id = b.id
         LEFT JOIN survey_answer a ON a.offer = b.offer AND a.leader_ref = b.leader_ref
        WHERE b.offer = $1 GROUP BY 1 ORDER BY 1 NULLS LAST`,
      [offer],
    );
    const states = await manager.query<{ state: MatchState; matches: number }[]>(
      `SELECT state, count(*)::integer AS matches FROM match WHERE offer = $1 AND state <> 'proposed' GROUP BY state`,
      [offer],
    );
    const matches = Object.fromEntries(states.map(({ state, matches: count }) => [state, count]));
    return { offer, total, regions, matches };
  }

  /** Every row of every leader's statement, by leader. */
  async statements(offer: OfferYear): Promise<readonly LedgerLine[]> {
    return this.database.manager.query<LedgerLine[]>(
      `SELECT b.leader_ref AS "leaderRef", l.name AS "leaderName", e.n, e.at, e.kind,
              e.delta_half_days AS "deltaHalfDays", e.balance, e.reason, m.case_id AS "caseId"
         FROM leader_budget b
         JOIN leader l ON l.ref = b.leader_ref
         JOIN ledger_entry e ON e.budget_id = b.id
         LEFT JOIN match m ON m.id = e.match_id
        WHERE b.offer = $1 ORDER BY b.leader_ref, e.n`,
      [offer],
    );
  }
}
