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
  await manager.query(
    `INSERT INTO audit_event
       (actor_id, actor_roles, action, subject_kind, subject_id, before, after, reason, correlation_id)
     VALUES ($1, $2::text[], $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9)`,
    [
      actor.id,
      [...actor.roles],
      event.action,
      event.subjectKind,
      event.subjectId,
      json(event.before),
      json(event.after),
      event.reason ?? null,
      correlationId() ?? null,
    ],
  );
}

/** Outside a request there is none, whatever the library's types say. */
function correlationId(): string | undefined {
  return ClsServiceManager.getClsService().getId();
}

/** PostgreSQL's jsonb refuses the character NUL, which some imported text carries. */
function json(value: unknown): string | null {
  if (value === undefined) return null;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\u0000', '\uFFFD') : part,
  );
}
