import type { SourceRow, Urn } from '../../kernel/index.js';
import type { MissingCode } from '../codes.js';
import type { Grade } from '../facts.js';
import { gradeOf, possiblyKnown, surelyKnown, type GradedInspection } from '../school-history.js';
import type { TrustMember } from '../trust-record.js';
import { inBoth } from './finding.js';
import type { TrustSubject } from './rule.js';
import type { RuleFinding } from '../decision.js';

/** What one school contributes to its trust's record. */
export interface MemberRecord {
  readonly urn: Urn;
  /** Inspected since joining the trust. */
  readonly counted: 'yes' | 'no' | 'unknown';
  /** Current grade; null: the files do not give it. */
  readonly grade: Grade | null;
  /** The grade before (also from before joining); `none`: there was none. */
  readonly earlier: Grade | 'none' | null;
  readonly missing: readonly MissingCode[];
  readonly evidence: readonly SourceRow[];
}

/** Judges the trust with and without the inspections whose publication date no file gives. */
export function whateverMembersPublished(
  subject: TrustSubject,
  judge: (records: readonly MemberRecord[]) => RuleFinding,
): RuleFinding {
  const sure = judge(memberRecords(subject, 'sure'));
  const isUncertain = subject.members.some(({ history }) =>
    history.inspections.some(({ known }) => known === 'unknown'),
  );
  return isUncertain ? inBoth(sure, judge(memberRecords(subject, 'possible')), 'publication-date') : sure;
}

/** One record for each school of the trust, and one unknown for each that the school file does not hold. */
export function memberRecords(subject: TrustSubject, published: 'sure' | 'possible'): MemberRecord[] {
  return [
    ...subject.members.map((member) => recordOf(member, published)),
    ...subject.trust.unread.map((row): MemberRecord => ({
      urn: row.urn,
      counted: 'unknown',
      grade: null,
      earlier: null,
      missing: ['school-record'],
      evidence: [row.source],
    })),
  ];
}

/**
 * An inspection that could not be read may be the latest, the one before, or neither: the school's part is open. Rows of
 * the school that name nothing of its history (a list, a referral) are no part of it.
 */
function recordOf(member: TrustMember, published: 'sure' | 'possible'): MemberRecord {
  const record = readRecordOf(member, published);
  const { unread } = member.history;
  if (unread.length === 0) return record;
  return {
    ...record,
    counted: 'unknown',
    grade: null,
    earlier: null,
    missing: [...record.missing, 'unread-row'],
    evidence: [...record.evidence, ...unread.map(({ source }) => source)],
  };
}

function readRecordOf(member: TrustMember, published: 'sure' | 'possible'): MemberRecord {
  const { school, history, membershipRow } = member;
  const [latest, before] = published === 'sure' ? surelyKnown(history) : possiblyKnown(history);
  const urn = school.urn;
  if (latest === undefined) {
    const never = history.listing === 'uninspected' || history.inspections.at(-1)?.earlier === 'none';
    const missing: MissingCode[] = never
      ? []
      : [history.listing === 'absent' ? 'inspections' : 'earlier-judgement'];
    return { urn, counted: never ? 'no' : 'unknown', grade: null, earlier: null, missing, evidence: [] };
  }
  const counted = inspectedSinceJoining(member, latest);
  const grade = gradeOf(latest);
  const earlier =
    before !== undefined ? gradeOf(before) : latest.earlier === 'none' ? ('none' as const) : null;
  const missing: MissingCode[] = [];
  if (counted === 'unknown') missing.push('date-of-joining');
  if (grade === null) missing.push('overall-effectiveness');
  const evidence = [...latest.sources, ...(before?.sources ?? []), ...(membershipRow ? [membershipRow] : [])];
  return { urn, counted, grade, earlier, missing, evidence };
}

/**
 * A school joins a trust as an academy, so a predecessor's inspection, and one from before the academy opened, was
 * before it joined even where the date of joining is missing.
 */
function inspectedSinceJoining(
  { school, joinedOn }: TrustMember,
  latest: GradedInspection,
): MemberRecord['counted'] {
  if (latest.predecessorUrn !== null) return 'no';
  if (joinedOn !== null) return latest.startDate >= joinedOn ? 'yes' : 'no';
  return school.openDate !== null && latest.startDate < school.openDate ? 'no' : 'unknown';
}

/** What the given files cannot rule out: an inspection in the window that no file holds yet. */
export function missingNewInspections(subject: TrustSubject): MissingCode[] {
  return subject.filesReachWindow ? [] : ['inspections-in-window'];
}
