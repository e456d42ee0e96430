import type { IsoDate, TrustUid, Urn } from '../kernel/index.js';
import type {
  AssessmentFacts,
  Grade,
  InspectionFacts,
  Referral,
  SchoolFacts,
  TrustFacts,
  TrustMembership,
} from './facts.js';

/** Tiny facts for specs: every builder gives the plainest valid fact, changed only in what a test is about. */
export function aSchool(urn: Urn, changes: Partial<SchoolFacts> = {}): SchoolFacts {
  return {
    urn,
    name: `School ${urn}`,
    laCode: '201',
    laName: 'Oldtown',
    typeCode: '1',
    typeGroupCode: '4',
    statusCode: '1',
    openDate: null,
    closeDate: null,
    phases: ['primary'],
    religiousCharacter: null,
    dioceseCode: null,
    dioceseName: null,
    trustUid: null,
    trustName: null,
    trustFlagCode: '0',
    regionName: 'North West',
    postcode: null,
    location: null,
    source: { file: 'gias.csv', row: Number(urn) - 100000 },
    ...changes,
  };
}

/** An academy converter in a multi-academy trust. */
export function anAcademy(
  urn: Urn,
  trustUid: TrustUid | null,
  changes: Partial<SchoolFacts> = {},
): SchoolFacts {
  return aSchool(urn, {
    typeCode: '34',
    typeGroupCode: '10',
    trustUid,
    trustName: trustUid === null ? null : `Trust ${trustUid}`,
    trustFlagCode: '3',
    ...changes,
  });
}

/** A graded inspection of the school itself, published on the day it began unless changed. */
export function anInspection(
  urn: Urn,
  startDate: IsoDate,
  overallEffectiveness: Grade | 'not-judged' | null,
  changes: Partial<InspectionFacts> = {},
): InspectionFacts {
  return {
    urn,
    urnAtInspection: urn,
    ofCurrentSchool: true,
    inspectionNumber: null,
    kind: 'graded',
    startDate,
    publicationDate: startDate,
    overallEffectiveness,
    concern: 'none',
    judgements: {},
    safeguardingEffective: true,
    source: { file: 'mi.csv', row: Number(startDate.replaceAll('-', '').slice(2)) },
    ...changes,
  };
}

/** A graded inspection after September 2024: no overall effectiveness, grades for the two named areas. */
export function aReinspection(
  urn: Urn,
  startDate: IsoDate,
  leadership: Grade,
  quality: Grade,
  changes: Partial<InspectionFacts> = {},
): InspectionFacts {
  return anInspection(urn, startDate, 'not-judged', {
    judgements: {
      'leadership-and-management': leadership,
      'quality-of-education': quality,
      'behaviour-and-attitudes': 2,
      'personal-development': 2,
    },
    ...changes,
  });
}

export function aTrust(uid: TrustUid, changes: Partial<TrustFacts> = {}): TrustFacts {
  return {
    uid,
    name: `Trust ${uid}`,
    kind: 'mat',
    open: true,
    postcode: null,
    location: null,
    source: { file: 'groups.csv', row: Number(uid) },
    ...changes,
  };
}

export function aMembership(trustUid: TrustUid, urn: Urn, joinedOn: IsoDate | null): TrustMembership {
  return { trustUid, urn, joinedOn, source: { file: 'links.csv', row: Number(urn) - 100000 } };
}

export function aReferral(changes: Partial<Referral>): Referral {
  return {
    subjectKind: 'school',
    subjectId: '100001',
    decision: 'accepted',
    decidedOn: '2022-11-10',
    decidedBy: 'RSC',
    source: { file: 'referrals.csv', row: 2 },
    ...changes,
  };
}

/**
 * A file that reaches into every window: another school, inspected as good in each offer's year. So that "not in
 * the file" means "did not happen".
 */
const OTHER_SCHOOL = '199999';
const ELSEWHERE: readonly InspectionFacts[] = ['2019-11-05', '2022-11-08', '2024-11-05'].map((day) =>
  anInspection(OTHER_SCHOOL, day, 2),
);

export function someFacts(changes: Partial<AssessmentFacts> = {}): AssessmentFacts {
  return {
    schools: [],
    trusts: null,
    memberships: null,
    links: null,
    twoRiPlus: [],
    referrals: null,
    ...changes,
    inspections: [...ELSEWHERE, ...(changes.inspections ?? [])],
  };
}

/** Facts about one maintained school, 100001, with these inspections. */
export function oneSchool(
  inspections: readonly InspectionFacts[],
  changes: Partial<AssessmentFacts> = {},
): AssessmentFacts {
  return someFacts({ schools: [aSchool('100001')], inspections, ...changes });
}
