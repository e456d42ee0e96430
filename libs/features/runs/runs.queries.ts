import { Injectable } from '@nestjs/common';
import type { LeaderUsage, RunParams, RunSnapshot } from '../../domain/candidates/index.js';
import type { Facts, OfferYear } from '../../domain/kernel/index.js';
import { RUN_STATES, type RunState } from '../../domain/lifecycle/index.js';
import type { Plan, Remedy, UncoveredInResult } from '../../domain/planning/index.js';
import { Database } from '../../platform/database/index.js';
import { remedySentence, whyUncovered } from '../../wording/index.js';
import { KeptByRun } from './kept-by-run.js';
import type { RunSummary } from './run-summary.js';

/** One run as lists and headings show it. Times are ISO 8601 in UTC. */
export interface RunView {
  readonly id: string;
  readonly offer: OfferYear;
  readonly label: string;
  readonly state: RunState;
  readonly params: RunParams;
  readonly snapshotSha256: string;
  readonly summary: RunSummary | null;
  readonly failureCode: string | null;
  readonly failureFacts: Facts | null;
  readonly engine: string | null;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface RunPage {
  readonly items: readonly RunView[];
  /** Hand back as `cursor` for the next, older runs; null at the end. */
  readonly nextCursor: string | null;
}

/** Where a run stands, cheap enough to be asked every second. */
export interface RunProgress {
  readonly id: string;
  readonly state: RunState;
  readonly phase: string | null;
  /** 0 to 1. */
  readonly fraction: number;
  /** Relative gap of the plan found so far; null when unknown. */
  readonly gap: number | null;
  readonly cancelRequested: boolean;
  readonly failureCode: string | null;
}

/** A case that the plan leaves without a leader (contracts: uncovered.csv), with its sentences. */
export interface UncoveredCaseView extends Omit<UncoveredInResult, 'nearestRemedy'> {
  readonly why: string;
  /** Null: no single change would cover it. */
  readonly nearestRemedy: string | null;
  /** The same as it was found, for a sentence with names. */
  readonly remedy: Remedy | null;
}

/** A solved run's plan. Its matches are read from features/matches, as their states move on without the run. */
export interface RunResultView {
  readonly runId: string;
  readonly summary: RunSummary | null;
  readonly plan: Plan;
  readonly uncovered: readonly UncoveredCaseView[];
  readonly leaders: readonly LeaderUsage[];
}

/** What the worker that holds a run asks twice a second. */
export interface RunHold {
  readonly fence: number;
  readonly state: RunState;
  readonly cancelRequested: boolean;
}

/** What of a result is stored once and never changes. */
type LastingResult = Pick<RunResultView, 'plan' | 'uncovered' | 'leaders'>;
type StoredResult = Omit<LastingResult, 'uncovered'> & { readonly uncovered: readonly UncoveredInResult[] };

const time = (column: string, name: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${name}"`;
const VIEW = `id, offer, label, state, params, snapshot_sha256 AS "snapshotSha256", summary,
  failure_code AS "failureCode", failure_facts AS "failureFacts", engine, version, created_by AS "createdBy",
  ${time('created_at', 'createdAt')}, ${time('started_at', 'startedAt')}, ${time('finished_at', 'finishedAt')}`;
export const RUN_SORTS = ['label', 'offer', 'state', 'covered', 'started'] as const;
export type RunSort = (typeof RUN_SORTS)[number];

const RUN_ORDER: Readonly<Record<RunSort, string>> = {
  label: 'lower(label)',
  offer: 'offer',
  state: `array_position(ARRAY['${RUN_STATES.join("','")}'], state)`,
  covered: `coalesce((summary->>'covered')::integer, -1)`,
  started: 'created_at',
};
const MOST_PER_PAGE = 200;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads of runs for pages, the API and the worker. An id that is no UUID names no run. */
@Injectable()
export class RunsQueries {
  private readonly results = new KeptByRun<LastingResult>(12);

  constructor(private readonly database: Database) {}

  /** Newest first. An unreadable cursor starts from the top. */
  async list(
    filter: { readonly offer?: string; readonly cursor?: string; readonly limit?: number } = {},
  ): Promise<RunPage> {
    const limit = Math.min(Math.max(Math.trunc(filter.limit ?? 50), 1), MOST_PER_PAGE);
    const after = readCursor(filter.cursor);
    const rows = await this.database.manager.query<(RunView & { cursorAt: string })[]>(
      `SELECT ${VIEW}, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
         FROM run
        WHERE ($1::text IS NULL OR offer = $1)
          AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
        ORDER BY created_at DESC, id DESC LIMIT $4`,
      [filter.offer ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ cursorAt: _cursorAt, ...view }) => view),
      nextCursor: rows.length > limit && last !== undefined ? writeCursor(last.cursorAt, last.id) : null,
    };
  }

  /** The same by any column, with how many there are over all pages. `page`: from 1; equal runs come newest first. */
  async sorted(
    { offer, state }: { readonly offer?: OfferYear; readonly state?: RunState },
    { sort, descending }: { readonly sort: RunSort; readonly descending: boolean },
    { page, size }: { readonly page: number; readonly size: number },
  ): Promise<{ readonly items: readonly RunView[]; readonly total: number }> {
    const rows = await this.database.manager.query<(RunView & { total: number })[]>(
      `SELECT ${VIEW}, (count(*) OVER ())::integer AS total FROM run
        WHERE ($1::text IS NULL OR offer = $1) AND ($2::text IS NULL OR state = $2)
        ORDER BY ${RUN_ORDER[sort]} ${descending ? 'DESC' : 'ASC'}, created_at DESC, id DESC LIMIT $3 OFFSET $4`,
      [offer ?? null, state ?? null, size, (page - 1) * size],
    );
    return { items: rows.map(({ total: _total, ...view }) => view), total: rows[0]?.total ?? 0 };
  }

  async find(id: string): Promise<RunView | null> {
    return this.one<RunView>(`SELECT ${VIEW} FROM run WHERE id = $1`, id);
  }

  async progress(id: string): Promise<RunProgress | null> {
    return this.one<RunProgress>(
      `SELECT id, state, phase, fraction, gap, cancel_requested_at IS NOT NULL AS "cancelRequested",
              failure_code AS "failureCode" FROM run WHERE id = $1`,
      id,
    );
  }

  /** Null: no such run, or it has no plan (yet). */
  async result(id: string): Promise<RunResultView | null> {
    const head = await this.one<Pick<RunResultView, 'runId' | 'summary'> & { readonly fence: number }>(
      `SELECT r.run_id AS "runId", r.fence, run.summary
         FROM run_result r JOIN run ON run.id = r.run_id WHERE r.run_id = $1`,
      id,
    );
    if (head === null) return null;
    const { runId, summary, fence } = head;
    const lasting = await this.results.of(`${runId} ${String(fence)}`, async () => {
      const stored = await this.one<StoredResult>(
        `SELECT plan, uncovered, leaders FROM run_result WHERE run_id = $1`,
        id,
      );
      return stored === null ? null : { ...stored, uncovered: stored.uncovered.map(uncoveredView) };
    });
    return lasting === null ? null : { runId, summary, ...lasting };
  }

  /** Differs once the snapshot was blanked for its age: what was made of it before is no longer to be shown. Null: there is none. */
  async snapshotEdition(id: string): Promise<string | null> {
    const row = await this.one<{ edition: string }>(
      `SELECT coalesce(blanked_at::text, 'whole') AS edition FROM run_snapshot WHERE run_id = $1`,
      id,
    );
    return row?.edition ?? null;
  }

  async snapshot(id: string): Promise<RunSnapshot | null> {
    const row = await this.one<{ content: RunSnapshot }>(
      `SELECT content FROM run_snapshot WHERE run_id = $1`,
      id,
    );
    return row?.content ?? null;
  }

  async hold(id: string): Promise<RunHold | null> {
    return this.one<RunHold>(
      `SELECT fence, state, cancel_requested_at IS NOT NULL AS "cancelRequested" FROM run WHERE id = $1`,
      id,
    );
  }

  private async one<T>(sql: string, id: string): Promise<T | null> {
    if (!UUID.test(id)) return null;
    const rows = await this.database.manager.query<T[]>(sql, [id]);
    return rows[0] ?? null;
  }
}

function uncoveredView(uncovered: UncoveredInResult): UncoveredCaseView {
  const { nearestRemedy } = uncovered;
  return {
    ...uncovered,
    why: whyUncovered(uncovered),
    nearestRemedy: nearestRemedy === null ? null : remedySentence(nearestRemedy),
    remedy: nearestRemedy,
  };
}

function writeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readCursor(cursor: string | undefined): { readonly at: string; readonly id: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts)) return undefined;
    const [at, id] = parts as unknown[];
    const readable =
      typeof at === 'string' && typeof id === 'string' && UUID.test(id) && !Number.isNaN(Date.parse(at));
    return readable ? { at, id } : undefined;
  } catch {
    return undefined;
  }
}
