import type { CsvRow } from './csv-text.js';
import { REGIONS } from './places.js';
import type { SampleWorld } from './schools.js';

export const CONTACT_COLUMNS: readonly string[] = [
  ...['party', 'party_ref', 'contact_name', 'contact_email', 'found_in'],
];

/** Every so manieth school has nobody to write to. */
const WITHOUT = 5;

/** Offices, not people, at addresses that cannot exist. */
export function contactRows({ schools, trusts }: SampleWorld): readonly CsvRow[] {
  const row = (party: string, ref: string, name: string, email: string): CsvRow => ({
    ...{ party, party_ref: ref, contact_name: name, contact_email: email },
    found_in: 'Invented for the samples',
  });
  const authorities = new Map(schools.map(({ district }) => [district.authority.code, district.authority]));
  const dioceses = REGIONS.flatMap(({ churchOfEngland, catholic }) => [churchOfEngland, catholic]);
  return [
    ...[...authorities.values()].map(({ code }) =>
      row('local-authority', code, 'School improvement team', `improvement@council-${code}.example`),
    ),
    ...dioceses.map(({ code }) =>
      row('diocese', code, 'Education board', `education@${code.toLowerCase()}.example`),
    ),
    ...trusts.map(({ uid }) =>
      row('trust', uid, 'Office of the chief executive', `office@trust-${uid}.example`),
    ),
    ...schools
      .filter((_, place) => place % WITHOUT !== 0)
      .map(({ urn }) => row('school', urn, 'Office of the headteacher', `head@school-${urn}.example`)),
  ];
}
