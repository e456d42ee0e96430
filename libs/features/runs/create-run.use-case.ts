import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalSnapshot, parseRunParams, type RunSnapshot } from '../../domain/candidates/index.js';
import { accepted, type Actor, OFFER_YEARS, type Outcome, refused } from '../../domain/kernel/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { enqueue } from '../../platform/queue/index.js';
import { insertRun } from './runs.repository.js';
import { SnapshotQueries } from './snapshot.queries.js';

export interface CreateRunInput {
  readonly offer: string;
  /** What people call the run; default `Run N` of its offer. */
  readonly label?: string;
  /** As in params.json; absent: every default. */
  readonly params?: unknown;
}

export interface CreatedRun {
  readonly runId: string;
  readonly snapshotSha256: string;
  readonly cases: number;
  readonly leaders: number;
}

export type CreateRunRefusal =
  'unknown-offer' | 'invalid-params' | 'label-too-long' | 'not-assessed' | 'no-cases' | 'no-leaders';

const LABEL_LENGTH = 200;

/**
 * Freezes what the run will look at and queues it: snapshot, run, outbox row and audit row commit together. The
 * snapshot is read at one moment of the database. Refused with facts when there is nothing to match.
 */
@Injectable()
export class CreateRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly snapshots: SnapshotQueries,
  ) {}

  async execute(actor: Actor, input: CreateRunInput): Promise<Outcome<CreatedRun, CreateRunRefusal>> {
    const offer = OFFER_YEARS.find((year) => year === input.offer);
    if (offer === undefined) return refused('unknown-offer', { offer: input.offer, known: OFFER_YEARS });
    const params = parseRunParams(input.params ?? {});
    if (!params.ok) return params;
    const given = input.label?.trim() ?? '';
    if (given.length > LABEL_LENGTH) return refused('label-too-long', { limit: LABEL_LENGTH });
    return this.database.transaction<Outcome<CreatedRun, CreateRunRefusal>>(
      actor,
      async (manager) => {
        const found = await this.snapshots.build(manager, offer, params.value);
        if (found === null) return refused('not-assessed', { offer });
        if (found.cases.length === 0) return refused('no-cases', { offer, region: params.value.region });
        if (found.leaders.every(({ withdrawn }) => withdrawn)) return refused('no-leaders', { offer });
        const snapshotJson = canonicalSnapshot(found);
        const snapshotSha256 = createHash('sha256').update(snapshotJson).digest('hex');
        const label = given === '' ? `Run ${String(await this.snapshots.nextNumber(manager, offer))}` : given;
        const runId = await insertRun(manager, {
          ...{ offer, label, params: params.value, snapshotSha256, snapshotJson },
          createdBy: actor.id,
        });
        await enqueue(manager, 'run', { runId });
        const counts = countsOf(found);
        await append(manager, actor, {
          action: 'run.create',
          subjectKind: 'run',
          subjectId: runId,
          after: { offer, label, params: params.value, snapshotSha256, ...counts },
        });
        return accepted({ runId, snapshotSha256, ...counts });
      },
      { isolation: 'REPEATABLE READ' },
    );
  }
}

function countsOf(snapshot: RunSnapshot): { readonly cases: number; readonly leaders: number } {
  return { cases: snapshot.cases.length, leaders: snapshot.leaders.length };
}
