import type { MissingCode } from '../codes.js';
import type { RuleFinding } from '../decision.js';
import { no, undetermined, yes } from './finding.js';
import type { TrustSubject } from './rule.js';
import { missingNewInspections, whateverMembersPublished, type MemberRecord } from './trust-members.js';

const RULE = 'trust-overall-decline';
const BEST = 1;
const WORST = 4;

/**
 * An overall decline in judgements: over the trust's schools inspected since joining that have an earlier grade, the
 * sum of latest less earlier grade is above 0. The earlier grade may be from before joining.
 */
export function trustOverallDecline(subject: TrustSubject): RuleFinding {
  return whateverMembersPublished(subject, (records) => judge(subject, records));
}

function judge(subject: TrustSubject, records: readonly MemberRecord[]): RuleFinding {
  const ranges = records.map(changeRange);
  const lowest = ranges.reduce((sum, { low }) => sum + low, 0);
  const highest = ranges.reduce((sum, { high }) => sum + high, 0);
  const open = records.filter((_, at) => ranges[at]?.low !== ranges[at]?.high);
  const compared = records.filter((record) => knownChange(record) !== null);
  const facts = {
    trustUid: subject.trust.uid,
    schoolsCompared: compared.length,
    gradeChange: compared.reduce((sum, record) => sum + (knownChange(record) ?? 0), 0),
    schoolsUnknown: open.length,
  };
  const evidence = compared.flatMap((record) => record.evidence);
  if (lowest > 0) return yes(RULE, facts, evidence);
  const missing = [...open.flatMap(missingForChange), ...missingNewInspections(subject)];
  return highest > 0 || !subject.filesReachWindow
    ? undetermined(RULE, missing, facts, evidence)
    : no(RULE, facts, evidence);
}

/** Latest less earlier grade of a school that is compared for certain; null: not (or not certainly) compared. */
export function knownChange({ counted, grade, earlier }: MemberRecord): number | null {
  const isCompared = counted === 'yes' && grade !== null && earlier !== null && earlier !== 'none';
  return isCompared ? grade - earlier : null;
}

/** The least and the most that a school can add, whatever its missing facts are. */
function changeRange({ counted, grade, earlier }: MemberRecord): {
  readonly low: number;
  readonly high: number;
} {
  if (counted === 'no' || earlier === 'none') return { low: 0, high: 0 };
  const low = (grade ?? BEST) - (earlier ?? WORST);
  const high = (grade ?? WORST) - (earlier ?? BEST);
  // It may be that there was no earlier grade, or that the school does not count.
  const mayAddNothing = counted === 'unknown' || earlier === null;
  return mayAddNothing ? { low: Math.min(0, low), high: Math.max(0, high) } : { low, high };
}

function missingForChange(record: MemberRecord): MissingCode[] {
  const isEarlierMissing = record.earlier === null && !record.missing.includes('inspections');
  return isEarlierMissing ? [...record.missing, 'earlier-judgement'] : [...record.missing];
}
