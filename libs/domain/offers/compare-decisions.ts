import type { ExpertiseCode, FactValue } from '../kernel/index.js';
import { compareFindings, turnedRules } from './compare-findings.js';
import type { Decision } from './decision.js';
import {
  type ComparedAssessment,
  type DecisionChange,
  type DecisionChangeKind,
  type DecisionChangeReason,
  type RegisterLookup,
  termsOf,
} from './decision-change.js';
import { compareText } from './trust-index.js';

/**
 * What a new assessment of an offer changes against the one before, and why: one entry for each school or trust that
 * became eligible, no longer is, is supported on other terms, or whose answer is another. A subject that is as it was
 * is not in it, whatever rule set, date or settings decided. Schools first, each kind by id.
 */
export function compareDecisions(
  before: ComparedAssessment,
  after: ComparedAssessment,
  register: RegisterLookup = () => undefined,
): readonly DecisionChange[] {
  const then = new Map(before.decisions.map((decision) => [keyOf(decision), decision]));
  const now = new Map(after.decisions.map((decision) => [keyOf(decision), decision]));
  const needs = { before: needsByCase(before), after: needsByCase(after) };
  const asked = askedOtherwise(before, after);
  const changes = [...new Set([...then.keys(), ...now.keys()])].flatMap((key): DecisionChange[] => {
    const [old, current] = [then.get(key), now.get(key)];
    const subject = current ?? old;
    if (subject === undefined) return [];
    const found = [
      ...factReasons(old, current, register),
      ...(old?.eligible === 'yes' && current?.eligible === 'yes'
        ? [...termReasons(old, current), ...needReasons(needs, old, current)]
        : []),
    ];
    const change = changeOf(old, current, found);
    if (change === null) return [];
    return [
      {
        ...{ subjectKind: subject.subjectKind, subjectId: subject.subjectId, name: subject.name, change },
        before: old === undefined ? null : termsOf(old),
        after: current === undefined ? null : termsOf(current),
        reasons: [...found, ...asked],
      },
    ];
  });
  return changes.toSorted(
    (a, b) => compareText(a.subjectKind, b.subjectKind) || compareText(a.subjectId, b.subjectId),
  );
}

function keyOf({ subjectKind, subjectId }: Decision): string {
  return `${subjectKind}-${subjectId}`;
}

/** A subject about which nothing is decided counts as not eligible. */
function changeOf(
  before: Decision | undefined,
  after: Decision | undefined,
  reasons: readonly DecisionChangeReason[],
): DecisionChangeKind | null {
  const [then, now] = [before?.eligible ?? 'no', after?.eligible ?? 'no'];
  if (then === 'yes' && now === 'yes') return reasons.length > 0 ? 'changed' : null;
  if (now === 'yes') return 'added';
  if (then === 'yes') return 'removed';
  return then === now ? null : 'changed';
}

function factReasons(
  before: Decision | undefined,
  after: Decision | undefined,
  register: RegisterLookup,
): readonly DecisionChangeReason[] {
  if (before === undefined) return after === undefined ? [] : [arrived(after, register)];
  if (after === undefined) return [departed(before, register)];
  const found = compareFindings(before, after);
  if (before.eligible === after.eligible) return found;
  return [...found, ...missingReasons(before, after), ...turnedRules(before, after)];
}

function arrived(decision: Decision, register: RegisterLookup): DecisionChangeReason {
  if (decision.subjectKind === 'trust') return { code: 'trust-new', facts: { trustUid: decision.subjectId } };
  const { subjectId: urn } = decision;
  return { code: 'school-opened', facts: { urn, openDate: register(urn)?.openDate ?? null } };
}

function departed(decision: Decision, register: RegisterLookup): DecisionChangeReason {
  if (decision.subjectKind === 'trust')
    return { code: 'trust-gone', facts: { trustUid: decision.subjectId } };
  const { subjectId: urn } = decision;
  const entry = register(urn);
  if (entry === undefined) return { code: 'school-gone', facts: { urn } };
  return {
    code: 'school-closed',
    facts: { urn, closeDate: entry.closeDate, statusCode: entry.statusCode },
  };
}

function missingReasons(before: Decision, after: Decision): readonly DecisionChangeReason[] {
  const missing = (side: Decision): readonly string[] =>
    side.eligible === 'undetermined' ? side.missing : [];
  return [
    ...reasonIf(before.eligible === 'undetermined', 'facts-now-known', { missing: missing(before) }),
    ...reasonIf(after.eligible === 'undetermined', 'facts-now-missing', { missing: missing(after) }),
  ];
}

const TERMS = [
  ['criterion-changed', 'criterion'],
  ['tier-changed', 'tier'],
  ['priority-changed', 'priority'],
  ['days-changed', 'halfDays'],
  ['contacts-changed', 'contacts'],
  ['contact-by-changed', 'contactBy'],
  ['extras-changed', 'extras'],
] as const;

function termReasons(before: Decision, after: Decision): readonly DecisionChangeReason[] {
  return [
    ...reasonIf(before.caseId !== after.caseId, 'unit-changed', {
      before: before.caseId,
      after: after.caseId,
    }),
    ...TERMS.flatMap(([code, name]) =>
      reasonIf(!isSame(before[name], after[name]), code, { before: before[name], after: after[name] }),
    ),
  ];
}

type NeedsByCase = ReadonlyMap<string, readonly ExpertiseCode[]>;

function needsByCase({ cases }: ComparedAssessment): NeedsByCase {
  return new Map(cases.map(({ caseId, needs }) => [caseId, needs]));
}

/** Needs belong to the subject that is supported, once. */
function needReasons(
  needs: { readonly before: NeedsByCase; readonly after: NeedsByCase },
  before: Decision,
  after: Decision,
): readonly DecisionChangeReason[] {
  const isSupported = after.caseId === keyOf(after) && before.caseId === after.caseId;
  if (!isSupported) return [];
  const [then, now] = [needs.before.get(after.caseId), needs.after.get(after.caseId)];
  if (then === undefined || now === undefined) return [];
  const added = now.filter((need) => !then.includes(need));
  const removed = then.filter((need) => !now.includes(need));
  return reasonIf(added.length + removed.length > 0, 'needs-changed', { added, removed });
}

/** What the assessment was asked otherwise: it goes with every change, for it may be behind it. */
function askedOtherwise(
  before: ComparedAssessment,
  after: ComparedAssessment,
): readonly DecisionChangeReason[] {
  const names = [...new Set([...Object.keys(before.options), ...Object.keys(after.options)])].toSorted();
  const [then, now] = [before.options, after.options].map((options) => new Map(Object.entries(options)));
  const settings = names.filter((name) => name !== 'asOf' && !isSame(then?.get(name), now?.get(name)));
  return [
    ...reasonIf(before.ruleSet !== after.ruleSet, 'rule-set-changed', {
      before: before.ruleSet,
      after: after.ruleSet,
    }),
    ...reasonIf(before.asOf !== after.asOf, 'as-of-changed', { before: before.asOf, after: after.asOf }),
    ...reasonIf(settings.length > 0, 'settings-changed', { settings }),
  ];
}

function reasonIf(
  holds: boolean,
  code: DecisionChangeReason['code'],
  facts: Readonly<Record<string, FactValue>>,
): readonly DecisionChangeReason[] {
  return holds ? [{ code, facts }] : [];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
