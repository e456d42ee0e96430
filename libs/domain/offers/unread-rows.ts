import type { MissingCode, RuleCode } from './codes.js';
import type { Decision, RuleFinding, UnreadSummary } from './decision.js';
import type { AssessmentFacts, FactKind, UnreadRow } from './facts.js';
import type { OfferPolicy } from './policy.js';

/** Files that tell of a school's inspections, its own and those that it took over. */
export const HISTORY_KINDS: readonly FactKind[] = ['inspections', 'school-links'];
const MEMBERS: readonly FactKind[] = ['schools', 'group-links'];
const NOTHING: readonly FactKind[] = [];
const CODE: MissingCode = 'unread-row';

/**
 * The files of which one more row about the subject could turn a rule's "no". Rules about a trust's record look into
 * their schools' histories themselves (`trust-members.ts`).
 */
export const KINDS_READ: Readonly<Record<RuleCode, readonly FactKind[]>> = {
  'school-open': NOTHING,
  'state-funded-school': ['inspections'],
  'inspection-in-window': HISTORY_KINDS,
  'known-by-as-of': HISTORY_KINDS,
  'ri-on-entry': HISTORY_KINDS,
  'ri-during-year': HISTORY_KINDS,
  'tier-three-never-above-ri': HISTORY_KINDS,
  'tier-two-consecutive-ri': HISTORY_KINDS,
  'tier-first-inspection-ri': HISTORY_KINDS,
  'single-ri': HISTORY_KINDS,
  'funding-of-tier-two': HISTORY_KINDS,
  'funding-of-tier-three': HISTORY_KINDS,
  'not-inadequate': HISTORY_KINDS,
  'below-floor-list': ['below-floor'],
  'latest-two-ri': HISTORY_KINDS,
  'application-accepted': ['applications'],
  'ri-again-on-entry': HISTORY_KINDS,
  'trust-level-unless-standalone': NOTHING,
  'trust-partnership-credit': NOTHING,
  'school-route-standing': NOTHING,
  'ri-in-2022-23': HISTORY_KINDS,
  'trust-held-two-schools-three-years': MEMBERS,
  'trust-half-ri-or-worse': MEMBERS,
  'trust-overall-decline': MEMBERS,
  'nlg-governance': NOTHING,
  'referral-accepted': ['referrals'],
  'below-good-before-september-2024': HISTORY_KINDS,
  'ri-in-leadership-or-quality': HISTORY_KINDS,
  'causing-concern-in-window': HISTORY_KINDS,
  'two-ri-plus-list': ['2ri-plus', ...HISTORY_KINDS],
  'trust-level-support': NOTHING,
  'trust-of-eligible-school': MEMBERS,
};

/** The unread rows that could turn what a rule found. Where a list was given, the inspections behind it do not count. */
function rowsInDoubt(
  rule: RuleCode,
  { facts, missing }: RuleFinding,
  unread: readonly UnreadRow[],
): readonly UnreadRow[] {
  if (unread.length === 0) return unread;
  // A rule that found the gap itself looked into histories.
  const kinds = missing.includes(CODE) ? [...KINDS_READ[rule], ...HISTORY_KINDS] : KINDS_READ[rule];
  const byListOnly = facts['listGiven'] === true;
  return unread.filter(({ kind }) => kinds.includes(kind) && !(byListOnly && HISTORY_KINDS.includes(kind)));
}

/**
 * What a rule found, naming the unread rows that could turn it: a "no" is undetermined then. A "yes" stays, and whoever
 * decides by it says that the rows are there.
 */
export function doubted(rule: RuleCode, finding: RuleFinding, unread: readonly UnreadRow[]): RuleFinding {
  const rows = rowsInDoubt(rule, finding, unread).map(({ source }) => source);
  if (rows.length === 0) return finding;
  const unreadRows = [...new Set(rows.map(({ file, row }) => `${file} row ${String(row)}`))];
  const named = {
    ...finding,
    facts: { ...finding.facts, unreadRows },
    evidence: [...finding.evidence, ...rows.filter((row) => !finding.evidence.includes(row))],
  };
  if (finding.answer === 'yes') return named;
  return { ...named, answer: 'undetermined', missing: [...new Set([...finding.missing, CODE])] };
}

/** What a decision by these findings lacks on account of unread rows: for a "yes", which no rule turned. */
export function unreadBehind(findings: readonly RuleFinding[]): readonly MissingCode[] {
  return findings.some(({ facts }) => 'unreadRows' in facts) ? [CODE] : [];
}

const ROWS_NAMED = 20;

/** Unread rows of files that the offer asks for about which no decision can say anything, file by file. */
export function unreadSummaries(
  policy: OfferPolicy,
  { unread = [] }: AssessmentFacts,
  decisions: readonly Pick<Decision, 'subjectKind' | 'subjectId'>[],
): readonly UnreadSummary[] {
  if (unread.length === 0) return [];
  const kinds = kindsAsked(policy);
  const decided = new Set(decisions.map(({ subjectKind, subjectId }) => `${subjectKind}-${subjectId}`));
  const found = new Map<string, UnreadSummary & { readonly rows: number[] }>();
  for (const { kind, subjectKind, subjectId, source } of unread) {
    if (!kinds.has(kind) || decided.has(`${subjectKind ?? ''}-${subjectId ?? ''}`)) continue;
    const key = `${kind} ${source.file}`;
    const { rows, count } = found.get(key) ?? { rows: new Array<number>(), count: 0 };
    if (rows.at(-1) === source.row) continue;
    if (rows.length < ROWS_NAMED) rows.push(source.row);
    found.set(key, { kind, file: source.file, count: count + 1, rows });
  }
  return [...found.values()];
}

/** The register is always asked for, groups where trusts are decided about. */
function kindsAsked({
  schoolPreconditions,
  schoolCriteria,
  trustCriteria,
}: OfferPolicy): ReadonlySet<FactKind> {
  const rules = [...schoolPreconditions, ...[...schoolCriteria, ...trustCriteria].flatMap((c) => c.allOf)];
  const trusts: readonly FactKind[] = trustCriteria.length === 0 ? [] : ['groups'];
  return new Set<FactKind>(['schools', ...trusts, ...rules.flatMap((rule) => KINDS_READ[rule])]);
}
