import type { EntityManager } from 'typeorm';
import type { CaseId, OfferYear } from '../../domain/kernel/index.js';
import type { CaseState } from '../../domain/lifecycle/index.js';
import type {
  AssessOptions,
  ComparedAssessment,
  Decision,
  DecisionChange,
  RegisterEntry,
  RegisterLookup,
  SupportCase,
} from '../../domain/offers/index.js';
import { postgresJson } from '../imports/index.js';
import { latestAssessment } from './offers.queries.js';

const ROWS_AT_ONCE = 500;

/** The assessment in force with all that it decided; undefined: the offer was never assessed. */
export async function assessmentInForce(
  manager: EntityManager,
  offer: OfferYear,
): Promise<(ComparedAssessment & { readonly id: string }) | undefined> {
  const latest = await latestAssessment(manager, offer);
  if (latest === undefined) return undefined;
  const [told] = await manager.query<{ ruleSet: string | null; options: AssessOptions | null }[]>(
    `SELECT rule_set AS "ruleSet", options FROM assessment WHERE id = $1`,
    [latest.id],
  );
  const decisions = await manager.query<{ facts: Decision }[]>(
    `SELECT facts FROM decision WHERE offer = $1 ORDER BY subject_kind, subject_id`,
    [offer],
  );
  const cases = await manager.query<{ facts: SupportCase }[]>(
    `SELECT facts FROM support_case WHERE offer = $1 AND eligible ORDER BY case_id`,
    [offer],
  );
  return {
    id: latest.id,
    asOf: latest.asOf,
    ruleSet: told?.ruleSet ?? null,
    options: told?.options ?? {},
    decisions: decisions.map(({ facts }) => facts),
    cases: cases.map(({ facts }) => facts),
  };
}

/** The register as it is now, for schools that are no longer decided about. */
export async function registerLookup(manager: EntityManager): Promise<RegisterLookup> {
  const rows = await manager.query<(RegisterEntry & { urn: string })[]>(
    `SELECT urn, status_code AS "statusCode", facts->>'openDate' AS "openDate", facts->>'closeDate' AS "closeDate"
     FROM school`,
  );
  const entries = new Map(rows.map((row) => [row.urn, row]));
  return (urn) => entries.get(urn);
}

/** Adds the decisions that are not word for word the latest ones kept, and an empty one where none is made any more. */
export async function recordDecisions(
  manager: EntityManager,
  { id, offer }: { readonly id: string; readonly offer: OfferYear },
): Promise<void> {
  await manager.query(
    `WITH latest AS (
       SELECT DISTINCT ON (subject_kind, subject_id) subject_kind, subject_id, facts FROM decision_record
       WHERE offer = $1 ORDER BY subject_kind, subject_id, id DESC)
     INSERT INTO decision_record (offer, subject_kind, subject_id, assessment_id, facts)
     SELECT $1, subject_kind, subject_id, $2, d.facts
     FROM (SELECT subject_kind, subject_id, facts FROM decision WHERE offer = $1) AS d
     FULL JOIN latest l USING (subject_kind, subject_id)
     WHERE d.facts IS DISTINCT FROM l.facts
     ORDER BY subject_kind, subject_id`,
    [offer, id],
  );
}

/** Where a case stands after an assessment. */
interface CaseStanding {
  readonly caseId: CaseId;
  readonly state: CaseState;
  readonly eligible: boolean;
}

/** Stores the changes with where their cases stand; how many of them took eligibility from a case under way. */
export async function insertChanges(
  manager: EntityManager,
  { id, offer }: { readonly id: string; readonly offer: OfferYear },
  changes: readonly DecisionChange[],
): Promise<number> {
  const standings = await manager.query<CaseStanding[]>(
    `SELECT case_id AS "caseId", state, eligible FROM support_case WHERE offer = $1`,
    [offer],
  );
  const cases = new Map(standings.map((standing) => [standing.caseId, standing]));
  const rows = changes.map((change) => ({ ...change, ...caseOf(change, cases) }));
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await manager.query(
      `INSERT INTO decision_change (assessment_id, offer, subject_kind, subject_id, name, change, reasons, before,
         after, case_id, case_state, underway)
       SELECT $1, $2, c->>'subjectKind', c->>'subjectId', c->>'name', c->>'change', c->'reasons',
         NULLIF(c->'before', 'null'), NULLIF(c->'after', 'null'), c->>'caseId', c->>'caseState',
         (c->>'underway')::boolean
       FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given (c, n) ORDER BY n`,
      [id, offer, postgresJson(rows.slice(start, start + ROWS_AT_ONCE))],
    );
  }
  return rows.filter(({ underway }) => underway).length;
}

/** The case that lost its eligibility by this change, else the one that the subject has now. */
function caseOf(
  { before, after }: DecisionChange,
  cases: ReadonlyMap<CaseId, CaseStanding>,
): {
  readonly caseId: CaseId | null;
  readonly caseState: CaseState | null;
  readonly underway: boolean;
} {
  const former = cases.get(before?.caseId ?? '');
  const lost = former?.eligible === false;
  const standing = lost ? former : (cases.get(after?.caseId ?? '') ?? former);
  return {
    caseId: standing?.caseId ?? null,
    caseState: standing?.state ?? null,
    underway: lost && former.state !== 'eligible',
  };
}
