import type { FactValue, Facts } from '../kernel/index.js';
import type { OfferListCode } from './codes.js';
import type { Decision, RuleFinding } from './decision.js';
import type { DecisionChangeReason } from './decision-change.js';

const GRADE_FACTS = [
  'overallEffectiveness',
  'leadershipAndManagement',
  'qualityOfEducation',
  'concern',
] as const;
const RECORD_FACTS = ['statusCode', 'typeCode', 'typeGroupCode', 'openDate'] as const;
const FIGURE_FACTS = [
  ...['schoolsInTrust', 'schoolsHeld', 'schoolsCounted', 'schoolsRiOrWorse', 'schoolsCompared'],
  ...['gradeChange', 'schoolsUnknown'],
] as const;

/**
 * What the findings of one subject say otherwise than before: rule by rule, the same rule on both sides, since a rule
 * that was not asked (an earlier one settled it) says nothing. An inspection that only a newly asked rule names is new
 * when it is newer than every one named before.
 */
export function compareFindings(before: Decision, after: Decision): readonly DecisionChangeReason[] {
  const newestBefore = newestInspection(before.findings);
  const reasons = after.findings.flatMap((now) => {
    const then = before.findings.find(({ rule }) => rule === now.rule);
    if (then !== undefined) return findingReasons(now.rule, then.facts, now.facts);
    const start = textOf(now.facts['inspectionStart']);
    return start !== null && start > (newestBefore ?? '') ? [newInspection(now.facts, newestBefore)] : [];
  });
  return unique(reasons);
}

/** The rules that answer otherwise than before. */
export function turnedRules(before: Decision, after: Decision): readonly DecisionChangeReason[] {
  return after.findings.flatMap((now): DecisionChangeReason[] => {
    const then = before.findings.find(({ rule }) => rule === now.rule);
    if (then === undefined || then.answer === now.answer) return [];
    return [{ code: 'rule-turned', facts: { rule: now.rule, before: then.answer, after: now.answer } }];
  });
}

function findingReasons(rule: string, before: Facts, after: Facts): readonly DecisionChangeReason[] {
  const list: OfferListCode = rule === 'below-floor-list' ? 'below-floor' : '2ri-plus';
  return [
    ...inspectionReasons(before, after),
    ...earlierInspectionReasons(before, after),
    ...trustReasons(before, after),
    ...differing(before, after, ['listGiven', 'onList']).map(({ before: then, after: now, name }) => ({
      code: 'list-changed' as const,
      facts: { list, fact: name, before: then, after: now },
    })),
    ...referralReasons(rule === 'application-accepted' ? 'application' : 'referral', before, after),
    ...differing(before, after, ['directSupportAgreed']).map(({ after: agreed }) => ({
      code: 'direct-support-changed' as const,
      facts: { agreed },
    })),
    ...differing(before, after, RECORD_FACTS).map((facts) => ({
      code: 'school-record-changed' as const,
      facts: { fact: facts.name, before: facts.before, after: facts.after },
    })),
    ...differing(before, after, FIGURE_FACTS).map((facts) => ({
      code: 'trust-figures-changed' as const,
      facts: { fact: facts.name, before: facts.before, after: facts.after },
    })),
    ...trustSchoolReasons(before, after),
  ];
}

function inspectionReasons(before: Facts, after: Facts): DecisionChangeReason[] {
  if (!('inspectionStart' in before) && !('inspectionStart' in after)) return [];
  const then = textOf(before['inspectionStart']);
  const now = textOf(after['inspectionStart']);
  if (then === now) {
    return now === null
      ? []
      : [...gradeReasons(now, before, after), ...publicationReasons(now, before, after)];
  }
  if (now !== null && now > (then ?? '')) return [newInspection(after, then)];
  return [{ code: 'inspection-no-longer-known', facts: { inspectionStart: then, nowNewest: now } }];
}

function newInspection(facts: Facts, before: string | null): DecisionChangeReason {
  return {
    code: 'new-inspection',
    facts: {
      inspectionStart: facts['inspectionStart'] ?? null,
      publicationDate: facts['publicationDate'] ?? null,
      overallEffectiveness: facts['overallEffectiveness'] ?? null,
      earlierInspectionStart: before,
    },
  };
}

function gradeReasons(inspectionStart: string, before: Facts, after: Facts): DecisionChangeReason[] {
  return differing(before, after, GRADE_FACTS).map(({ name, before: then, after: now }) => ({
    code: 'grade-changed',
    facts: { inspectionStart, judgement: name, before: then, after: now },
  }));
}

function publicationReasons(inspectionStart: string, before: Facts, after: Facts): DecisionChangeReason[] {
  return differing(before, after, ['publicationDate']).map(({ before: then, after: now }) => ({
    code: 'publication-date-changed',
    facts: { inspectionStart, before: then, after: now },
  }));
}

/** The inspection before the one that a rule is about. */
function earlierInspectionReasons(before: Facts, after: Facts): DecisionChangeReason[] {
  const [then, now] = [textOf(before['earlierInspectionStart']), textOf(after['earlierInspectionStart'])];
  if (then === now) {
    if (now === null) return [];
    return differing(before, after, ['earlierOverallEffectiveness']).map((facts) => ({
      code: 'grade-changed',
      facts: {
        inspectionStart: now,
        judgement: 'overallEffectiveness',
        before: facts.before,
        after: facts.after,
      },
    }));
  }
  if (now !== null && now > (then ?? '')) {
    const grade = after['earlierOverallEffectiveness'] ?? null;
    return [newInspection({ inspectionStart: now, overallEffectiveness: grade }, then)];
  }
  return [{ code: 'inspection-no-longer-known', facts: { inspectionStart: then, nowNewest: now } }];
}

function trustReasons(before: Facts, after: Facts): DecisionChangeReason[] {
  if (!('standing' in before) || !('standing' in after)) return [];
  const [then, now] = [textOf(before['trustUid']), textOf(after['trustUid'])];
  if (then !== now) {
    if (then === null) return [{ code: 'joined-trust', facts: { trustUid: now } }];
    if (now === null) return [{ code: 'left-trust', facts: { trustUid: then } }];
    return [{ code: 'moved-trust', facts: { before: then, after: now } }];
  }
  return differing(before, after, ['standing']).map((facts) => ({
    code: 'standing-changed',
    facts: { before: facts.before, after: facts.after },
  }));
}

function referralReasons(request: string, before: Facts, after: Facts): DecisionChangeReason[] {
  if (differing(before, after, ['referralDecision', 'decidedOn']).length === 0) return [];
  return [
    {
      code: 'referral-decided',
      facts: {
        request,
        before: before['referralDecision'] ?? null,
        after: after['referralDecision'] ?? null,
        decidedOn: after['decidedOn'] ?? null,
      },
    },
  ];
}

function trustSchoolReasons(before: Facts, after: Facts): DecisionChangeReason[] {
  const [then, now] = [listOf(before['eligibleUrns']), listOf(after['eligibleUrns'])];
  const added = now.filter((urn) => !then.includes(urn));
  const removed = then.filter((urn) => !now.includes(urn));
  return added.length + removed.length === 0
    ? []
    : [{ code: 'trust-schools-changed', facts: { added, removed } }];
}

interface Difference {
  readonly name: string;
  readonly before: FactValue;
  readonly after: FactValue;
}

/** Facts that both sides carry, or one does and not as null, with other values. */
function differing(before: Facts, after: Facts, names: readonly string[]): readonly Difference[] {
  return names.flatMap((name): Difference[] => {
    const [then, now] = [before[name] ?? null, after[name] ?? null];
    return JSON.stringify(then) === JSON.stringify(now) ? [] : [{ name, before: then, after: now }];
  });
}

function newestInspection(findings: readonly RuleFinding[]): string | null {
  const starts = findings.flatMap(({ facts }) => [
    textOf(facts['inspectionStart']) ?? '',
    textOf(facts['earlierInspectionStart']) ?? '',
  ]);
  const newest = starts.toSorted().at(-1) ?? '';
  return newest === '' ? null : newest;
}

function textOf(value: FactValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function listOf(value: FactValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Several rules look at the same inspection: each reason once, with all that any of them knows. */
function unique(reasons: readonly DecisionChangeReason[]): readonly DecisionChangeReason[] {
  const found = new Map<string, DecisionChangeReason>();
  for (const reason of reasons) {
    const { code, facts } = reason;
    const ofInspection = code === 'new-inspection' || code === 'inspection-no-longer-known';
    const key = ofInspection ? `${code} ${textOf(facts['inspectionStart']) ?? ''}` : JSON.stringify(reason);
    const known = found.get(key)?.facts ?? {};
    const said = Object.entries(facts).filter(([name, value]) => value !== null || !(name in known));
    found.set(key, { code, facts: { ...known, ...Object.fromEntries(said) } });
  }
  return [...found.values()];
}
