import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/kernel/index.js';
import { inOneGo } from '../database/index.js';
import { appendEach, type AuditEvent } from './append.js';

/** Something to be written, and what the trail says of it. */
export interface Audited<T> {
  /** Asks for all of its statements at once: nothing of it waits for an answer before. */
  readonly write: (manager: EntityManager) => Promise<T>;
  readonly events: readonly AuditEvent[];
}

/** All of these in their order, then their events in one statement: one journey to the database. */
export async function writeAudited<T extends readonly unknown[]>(
  manager: EntityManager,
  actor: Actor,
  ...all: { readonly [Index in keyof T]: Audited<T[Index]> }
): Promise<T> {
  const events = all.flatMap((one) => one.events);
  const writing = all.map((one) => one.write(manager)) as { [Index in keyof T]: Promise<T[Index]> };
  const [written] = await inOneGo(inOneGo<T>(...writing), appendEach(manager, actor, events));
  return written;
}

/** What was written by itself, or is nothing but said. */
export function justTold(events: readonly AuditEvent[]): Audited<void> {
  return { write: () => Promise.resolve(), events };
}
