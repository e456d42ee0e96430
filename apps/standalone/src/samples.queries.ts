import type { EntityManager } from 'typeorm';

/** What was last decided about the samples, kept in the audit trail: it goes where the database goes. */
export type SamplesDecision = 'begin' | 'load' | 'decline' | 'remove';

export async function lastSamplesDecision(manager: EntityManager): Promise<SamplesDecision | null> {
  const rows = await manager.query<{ decision: SamplesDecision }[]>(
    `SELECT split_part(action, '.', 2) AS decision FROM audit_event
      WHERE subject_kind = 'samples' ORDER BY id DESC LIMIT 1`,
  );
  return rows[0]?.decision ?? null;
}

export async function hasImports(manager: EntityManager): Promise<boolean> {
  const rows = await manager.query<unknown[]>(`SELECT 1 FROM import LIMIT 1`);
  return rows.length > 0;
}

/** What would be lost besides the samples: files that people imported, and users that people made. */
export interface NotSamples {
  readonly files: readonly string[];
  readonly users: readonly string[];
}

export async function findNotSamples(
  manager: EntityManager,
  known: { readonly sampleHashes: readonly string[]; readonly demoUsernames: readonly string[] },
): Promise<NotSamples> {
  const files = await manager.query<{ name: string }[]>(
    `SELECT file_name AS name FROM import WHERE created_by <> 'system' OR sha256 <> ALL ($1) ORDER BY created_at`,
    [known.sampleHashes],
  );
  const users = await manager.query<{ name: string }[]>(
    `SELECT username AS name FROM app_user WHERE username <> ALL ($1) ORDER BY username`,
    [known.demoUsernames],
  );
  return { files: files.map(({ name }) => name), users: users.map(({ name }) => name) };
}
