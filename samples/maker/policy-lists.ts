import type { CsvRow } from './csv-text.js';
import type { SampleWorld } from './schools.js';

export const TWO_RI_PLUS_COLUMNS: readonly string[] = ['urn'];
export const REFERRAL_COLUMNS: readonly string[] = [
  ...['subject_kind', 'subject_id', 'decision', 'decided_on', 'decided_by'],
];

/** Schools once eligible for intervention under the former 2RI+ policy: two a region. */
export function twoRiPlusRows({ schools }: SampleWorld): readonly CsvRow[] {
  return [33, 83, 133, 24, 134].map((place) => ({ urn: schools[place]?.urn ?? '' }));
}

/** Requests outside the criteria, each with what was decided about it. */
export function referralRows({ schools, trusts }: SampleWorld): readonly CsvRow[] {
  const school = (place: number): string => schools[place]?.urn ?? '';
  return [
    {
      subject_kind: 'school',
      subject_id: school(22),
      decision: 'accepted',
      decided_on: '2023-01-16',
      decided_by: 'Regional schools commissioner, Lancashire and West Yorkshire',
    },
    {
      subject_kind: 'school',
      subject_id: school(73),
      decision: 'declined',
      decided_on: '2023-02-06',
      decided_by: 'Regional schools commissioner, West Midlands',
    },
    { subject_kind: 'school', subject_id: school(123), decision: 'pending', decided_on: '', decided_by: '' },
    {
      subject_kind: 'trust',
      subject_id: trusts[9]?.uid ?? '',
      decision: 'accepted',
      decided_on: '2023-03-13',
      decided_by: 'Regional schools commissioner, West Midlands',
    },
  ];
}
