import { ClsServiceManager } from 'nestjs-cls';
import { type EntityManager } from 'typeorm';
import { type Actor } from '../../domain/kernel/index.js';

/** One thing done to one subject. `before` and `after` are JSON; personal names stay out of them. */
export interface AuditEvent {
  /** `noun.verb`: `run.publish`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

/**
 * Adds the event in the caller's transaction: it is there exactly when the change is. The request's correlation id
 * goes along. The row can never be altered or removed afterwards.
 */
export async function append(manager: EntityManager, actor: Actor, event: AuditEvent): Promise<void> {
  await appendEach(manager, actor, [event]);
}

/** `append` for many events, in their order, in one statement. */
export async function appendEach(
  manager: EntityManager,
  actor: Actor,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await manager.query(
    `INSERT INTO audit_event
       (actor_id, actor_roles, action, subject_kind, subject_id, before, after, reason, correlation_id)
     SELECT $1, $2::text[], action, "subjectKind", "subjectId", before, after, reason, $4
       FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (
            action text, "subjectKind" text, "subjectId" text, before jsonb, after jsonb, reason text))
            WITH ORDINALITY
      ORDER BY ordinality`,
    [actor.id, [...actor.roles], json(events), correlationId() ?? null],
  );
}

/** Outside a request there is none, whatever the library's types say. */
function correlationId(): string | undefined {
  return ClsServiceManager.getClsService().getId();
}

/** PostgreSQL's jsonb refuses the character NUL, which some imported text carries. */
function json(events: readonly AuditEvent[]): string {
  return JSON.stringify(events, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\u0000', '\uFFFD') : part,
  );
}
