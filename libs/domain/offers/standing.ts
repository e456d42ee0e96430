import type { IsoDate, SourceRow, TrustUid } from '../kernel/index.js';
import type { MissingCode, StandingCode } from './codes.js';
import type { SchoolFacts } from './facts.js';
import type { CarriedOn } from './predecessors.js';
import { MAT_FLAG, plainCode, SAT_FLAG, schoolKind } from './school-kind.js';
import { isInTrustOn, type TrustRecord } from './trust-record.js';

/** How a school stands: with its local authority, or in which kind of trust. */
export interface Standing {
  readonly code: StandingCode;
  /** Null: in no academy trust, or the files do not say in which. */
  readonly trustUid: TrustUid | null;
  /** Schools of the trust on the as-of date: open ones, and those the school file does not hold. */
  readonly schoolsInTrust: number | null;
  /** Of those, the ones that the school file does not hold. */
  readonly unreadSchools: number;
  readonly missing: readonly MissingCode[];
  readonly evidence: readonly SourceRow[];
}

/**
 * The standing on the as-of date. Where the school stands in for one that has closed since, it is that one's; a trust
 * in which it was by then is not known from registers of today.
 */
export function standingOf(
  school: SchoolFacts,
  trust: TrustRecord | null,
  asOf: IsoDate,
  carriesOn: CarriedOn | null = null,
): Standing {
  if (carriesOn === null) return standingToday(school, trust, asOf);
  if (carriesOn.school !== null) {
    const then = standingToday(carriesOn.school, null, asOf);
    return { ...then, evidence: [...carriesOn.evidence] };
  }
  return {
    code: 'unknown',
    trustUid: null,
    schoolsInTrust: null,
    unreadSchools: 0,
    missing: ['school-record'],
    evidence: [school.source, ...carriesOn.evidence],
  };
}

function standingToday(school: SchoolFacts, trust: TrustRecord | null, asOf: IsoDate): Standing {
  const nowhere = { trustUid: null, schoolsInTrust: null, unreadSchools: 0, evidence: [school.source] };
  switch (schoolKind(school)) {
    case 'maintained':
      return { ...nowhere, code: 'local-authority', missing: [] };
    case 'other-state-funded':
    case 'not-state-funded':
      return { ...nowhere, code: 'neither', missing: [] };
    case 'unknown':
      return { ...nowhere, code: 'unknown', missing: ['school-type'] };
    case 'academy':
      return academyStanding(school, trust, asOf);
  }
}

function academyStanding(school: SchoolFacts, trust: TrustRecord | null, asOf: IsoDate): Standing {
  const flag = plainCode(school.trustFlagCode);
  const evidence = [school.source, ...(trust?.source ? [trust.source] : [])];
  const own = trust?.schools.find((each) => each.school.urn === school.urn);
  if (own !== undefined && own.joinedOn !== null && own.joinedOn > asOf) {
    // It was an academy elsewhere before, alone or in another trust: registers of today do not say where.
    const rows = own.membershipRow === null ? evidence : [...evidence, own.membershipRow];
    const nowhere = { trustUid: null, schoolsInTrust: null, unreadSchools: 0, evidence: rows };
    return { ...nowhere, code: 'trust-unknown', missing: ['trust-membership'] };
  }
  if (trust === null) {
    const nowhere = { trustUid: null, schoolsInTrust: null, unreadSchools: 0, evidence };
    if (flag === SAT_FLAG) return { ...nowhere, code: 'single-academy-trust', missing: [] };
    const code = flag === MAT_FLAG ? 'multi-academy-trust' : 'trust-unknown';
    return { ...nowhere, code, missing: ['trust-membership'] };
  }
  const others = trust.schools.filter((each) => each.school.urn !== school.urn && isInTrustOn(each, asOf));
  const unread = trust.unread.filter(({ joinedOn }) => joinedOn === null || joinedOn <= asOf);
  const inTrust = {
    trustUid: trust.uid,
    schoolsInTrust: others.length + 1 + unread.length,
    unreadSchools: unread.length,
    evidence,
  };
  switch (trust.kind) {
    case 'mat':
      return { ...inTrust, code: 'multi-academy-trust', missing: [] };
    case 'sat':
      return { ...inTrust, code: 'single-academy-trust', missing: [] };
    case 'unknown':
      return { ...inTrust, code: 'trust-unknown', missing: ['trust-kind'] };
  }
}
