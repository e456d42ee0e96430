import { Injectable } from '@nestjs/common';
import { type Metres, metresFromMiles, type OfferYear } from '../../domain/kernel/index.js';
import { Database } from '../../platform/database/index.js';
import type { MatchFacts } from '../matches/index.js';

/** Farther than this is worth a look. */
export const LONG_WAY_METRES = metresFromMiles(40);

/** Why a reviewer looks at a proposal. */
export const LOOK_REASONS = ['rule-set-aside', 'long-way', 'no-need-met'] as const;
export type LookReason = (typeof LOOK_REASONS)[number];

export interface ProposalFilter {
  readonly offer?: OfferYear;
  readonly reason?: LookReason;
  /** Part of the name of the case or of its leader, or a case id. */
  readonly text?: string;
}

export const PROPOSAL_SORTS = ['case', 'leader', 'offer', 'miles'] as const;
export type ProposalSort = (typeof PROPOSAL_SORTS)[number];

/** A proposal that a reviewer should look at. */
export interface ProposalToReview {
  readonly matchId: string;
  readonly offer: OfferYear;
  readonly runId: string;
  readonly runLabel: string;
  readonly caseId: string;
  readonly caseName: string;
  readonly leaderRef: string;
  readonly leaderName: string;
  readonly distanceMetres: Metres;
  readonly facts: MatchFacts;
}

const ORDER: Readonly<Record<ProposalSort, string>> = {
  case: 'lower(c.name)',
  leader: 'lower(l.name)',
  offer: 'm.offer',
  miles: 'm.distance_metres',
};
const CHECKED: Readonly<Record<LookReason, string>> = {
  'rule-set-aside': `coalesce(m.facts->'overruled', '[]') <> '[]'`,
  'long-way': `m.distance_metres > ${String(LONG_WAY_METRES)}`,
  'no-need-met': `m.facts->'needsMet' = '[]' AND m.facts->'needsMissed' <> '[]'`,
};
const WHICH = LOOK_REASONS.map((reason) => `(($2::text IS NULL OR $2 = '${reason}') AND ${CHECKED[reason]})`);

/** Proposals worth a look. */
@Injectable()
export class ProposalsToReview {
  constructor(private readonly database: Database) {}

  /** Of the newest solved run of each offer: older proposals are overtaken. `page`: from 1. */
  async list(
    { offer, reason, text = '' }: ProposalFilter,
    { sort, descending }: { readonly sort: ProposalSort; readonly descending: boolean },
    { page, size }: { readonly page: number; readonly size: number },
  ): Promise<{ readonly items: readonly ProposalToReview[]; readonly total: number }> {
    if (text.includes('\u0000')) return { items: [], total: 0 };
    const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
    const found = await this.database.manager.query<(ProposalToReview & { readonly total: number })[]>(
      `WITH newest AS (
         SELECT DISTINCT ON (offer) id, label FROM run WHERE state IN ('solved','published')
          ORDER BY offer, created_at DESC, id DESC)
       SELECT m.id AS "matchId", m.offer, m.run_id AS "runId", newest.label AS "runLabel", m.case_id AS "caseId",
              c.name AS "caseName", m.leader_ref AS "leaderRef", l.name AS "leaderName",
              m.distance_metres AS "distanceMetres", m.facts, (count(*) OVER ())::integer AS total
         FROM newest JOIN match m ON m.run_id = newest.id AND m.state = 'proposed'
         JOIN support_case c ON c.offer = m.offer AND c.case_id = m.case_id
         JOIN leader l ON l.ref = m.leader_ref
        WHERE ($1::text IS NULL OR m.offer = $1) AND (${WHICH.join(' OR ')})
          AND (c.name ILIKE $3 OR l.name ILIKE $3 OR m.case_id = $4)
        ORDER BY ${ORDER[sort]} ${descending ? 'DESC' : 'ASC'}, c.priority, m.case_id, m.id LIMIT $5 OFFSET $6`,
      [offer ?? null, reason ?? null, pattern, text.trim(), size, (page - 1) * size],
    );
    return { items: found.map(({ total: _total, ...item }) => item), total: found[0]?.total ?? 0 };
  }
}
