import type { EntityManager } from 'typeorm';
import { assert, type CaseId, type OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';

/** A case whose row this transaction holds locked. */
export interface LockedCase {
  readonly offer: OfferYear;
  readonly caseId: CaseId;
  readonly name: string;
  readonly state: CaseState;
  readonly version: number;
  /** False: the latest assessment no longer finds it eligible. */
  readonly eligible: boolean;
}

/** The cases, locked in the order of their ids until the transaction ends. By case id. */
export async function lockCases(
  manager: EntityManager,
  offer: OfferYear,
  caseIds: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, LockedCase>> {
  const rows = await manager.query<LockedCase[]>(
    `SELECT offer, case_id AS "caseId", name, state, version, eligible
       FROM support_case WHERE offer = $1 AND case_id = ANY ($2) ORDER BY case_id FOR UPDATE`,
    [offer, caseIds],
  );
  return new Map(rows.map((row) => [row.caseId, row]));
}

/** Writes states that `transition` allowed; every row must still be the one that was locked. */
export async function changeCases(
  manager: EntityManager,
  changes: readonly { readonly supportCase: LockedCase; readonly state: CaseState }[],
): Promise<void> {
  if (changes.length === 0) return;
  const [, count] = await manager.query<[unknown, number]>(
    `UPDATE support_case AS c SET state = change.state, version = c.version + 1
       FROM jsonb_to_recordset($1::jsonb) AS change (
            offer text, "caseId" text, version integer, before text, state text)
      WHERE c.offer = change.offer AND c.case_id = change."caseId"
        AND c.version = change.version AND c.state = change.before`,
    [
      JSON.stringify(
        changes.map(({ supportCase, state }) => ({
          ...{ offer: supportCase.offer, caseId: supportCase.caseId, version: supportCase.version },
          ...{ before: supportCase.state, state },
        })),
      ),
    ],
  );
  assert(count === changes.length, `${changes.length - count} cases changed under their own lock`);
}
