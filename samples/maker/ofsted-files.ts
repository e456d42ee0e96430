import { britishDate, type CsvRow } from './csv-text.js';
import type { SampleInspection } from './inspections.js';
import type { SampleSchool, SampleWorld } from './schools.js';

const NO_OVERALL_FROM = '2024-09-01';

/** What the columns of one published layout are called. */
interface LatestWords {
  /** `full` until 2022, `graded` since. */
  readonly graded: string;
  readonly latestNumber: string;
  readonly ungradedDate: string;
  readonly ungradedOutcome: string;
  readonly ungradedPublished: string;
  readonly hasTrust: boolean;
}

const WORDS_2020: LatestWords = {
  graded: 'full',
  latestNumber: 'Inspection number of latest full inspection',
  ungradedDate: 'Date of latest section 8 inspection',
  ungradedOutcome: 'Section 8 inspection overall outcome',
  ungradedPublished: 'Section 8 inspection publication date',
  hasTrust: false,
};
const WORDS_2024: LatestWords = {
  graded: 'graded',
  latestNumber: 'Inspection number of latest graded inspection',
  ungradedDate: 'Date of latest ungraded inspection',
  ungradedOutcome: 'Ungraded inspection overall outcome',
  ungradedPublished: 'Ungraded inspection publication date',
  hasTrust: true,
};

/** The latest and the previous graded inspection of every school, as published up to `asOf`. */
export function latestRows(world: SampleWorld, asOf: string, layout: '2020' | '2024'): readonly CsvRow[] {
  const words = layout === '2020' ? WORDS_2020 : WORDS_2024;
  return world.schools.flatMap((school): CsvRow[] => {
    const known = school.inspections.filter((inspection) => inspection.published <= asOf);
    const [latest, previous] = known.filter(({ kind }) => kind === 'graded').reverse();
    if (latest === undefined) return notYetInspected(school, words, asOf);
    const ungraded = known.findLast(({ kind, start }) => kind === 'ungraded' && start > latest.start);
    return [
      {
        ...schoolCells(school, words.hasTrust),
        ...latestCells(school, latest, words),
        ...previousCells(school, previous, words),
        ...(ungraded
          ? {
              [words.ungradedDate]: britishDate(ungraded.start, '/'),
              [words.ungradedPublished]: britishDate(ungraded.published, '/'),
              [words.ungradedOutcome]: `School remains ${latest.overall === 1 ? 'Outstanding' : 'Good'}`,
            }
          : {}),
      },
    ];
  });
}

/** A school without an inspection is listed with nothing but NULL; one that the files lost is not listed at all. */
function notYetInspected(school: SampleSchool, words: LatestWords, asOf: string): CsvRow[] {
  const lost = school.inspections.some(({ start }) => start >= '2024-09-01');
  const open = school.opened === null || school.opened <= asOf;
  return lost || !open ? [] : [schoolCells(school, words.hasTrust)];
}

/** One row an inspection that began from `from` on and was published up to `asOf`, with the one before it. */
export function allInspectionRows(world: SampleWorld, from: string, asOf: string): readonly CsvRow[] {
  return world.schools.flatMap((school) =>
    school.inspections
      .filter(({ start, published }) => start >= from && published <= asOf)
      .map((inspection): CsvRow => {
        const previous = school.inspections.findLast(
          ({ start, kind }) => kind === 'graded' && start < inspection.start,
        );
        return {
          ...schoolCells(school, true),
          'Inspection number': inspection.number,
          'Inspection type': 'S5 Inspection',
          'Inspection type grouping': 'S5 Inspection',
          'Event type grouping': 'Schools - S5',
          'Inspection start date': britishDate(inspection.start, '/'),
          'Publication date': britishDate(inspection.published, '/'),
          'Did the latest ungraded inspection convert to a graded inspection?': '',
          'Outcomes for ungraded and monitoring inspections': '',
          // From September 2024 on there is no overall grade, and no column for one.
          ...(inspection.start < NO_OVERALL_FROM
            ? { 'Overall effectiveness': inspection.overall ?? 'NULL' }
            : {}),
          ...gradeCells(inspection, '', 'Safeguarding is effective'),
          ...yearToDatePrevious(school, previous),
        };
      }),
  );
}

function schoolCells(school: SampleSchool, hasTrust: boolean): CsvRow {
  const { district, region, trust } = school;
  return {
    'Web link': school.urn,
    URN: school.urn,
    LAESTAB: `${district.authority.code}${school.establishmentNumber}`,
    'School name': school.name,
    'Ofsted phase': school.phase.ofstedName,
    'Type of education': school.kind.ofstedName,
    'School open date': school.opened === null ? 'NULL' : britishDate(school.opened, '/'),
    'Sixth form': school.phase.sixthForm ? 'Has a sixth form' : 'Does not have a sixth form',
    'Ofsted region': region.ofstedName,
    Region: region.name,
    'Local authority': district.authority.name,
    Postcode: school.postcode,
    'Total number of pupils': school.pupils,
    ...(hasTrust && trust !== null
      ? { 'Multi-academy trust UID': trust.uid, 'Multi-academy trust name': trust.name.toUpperCase() }
      : {}),
  };
}

/** The school as it was on the day: a predecessor's URN and name before the academy opened. */
function identityThen(school: SampleSchool, inspection: SampleInspection): { urn: string; name: string } {
  const { predecessor, opened } = school;
  const before = predecessor !== null && opened !== null && inspection.start < opened;
  return before ? predecessor : school;
}

function latestCells(school: SampleSchool, latest: SampleInspection, words: LatestWords): CsvRow {
  const then = identityThen(school, latest);
  return {
    [words.latestNumber]: latest.number,
    'Inspection type': 'S5 Inspection',
    'Inspection type grouping': 'S5 Inspection',
    'Event type grouping': 'Schools - S5',
    'Inspection start date': britishDate(latest.start, '/'),
    'Publication date': britishDate(latest.published, '/'),
    [`Does the latest ${words.graded} inspection relate to the URN of the current school?`]:
      then.urn === school.urn ? 'Yes' : 'No',
    [`URN at time of latest ${words.graded} inspection`]: then.urn,
    [`School name at time of latest ${words.graded} inspection`]: then.name,
    'Overall effectiveness': latest.overall ?? 'Not judged',
    ...gradeCells(latest, '', 'Safeguarding is effective?'),
  };
}

function previousCells(
  school: SampleSchool,
  previous: SampleInspection | undefined,
  words: LatestWords,
): CsvRow {
  if (previous === undefined) return {};
  const then = identityThen(school, previous);
  return {
    [`Previous ${words.graded} inspection number`]: previous.number,
    'Previous inspection start date': britishDate(previous.start, '/'),
    'Previous publication date': britishDate(previous.published, '/'),
    [`Does the previous ${words.graded} inspection relate to the URN of the current school?`]:
      then.urn === school.urn ? 'Yes' : 'No',
    [`URN at time of previous ${words.graded} inspection`]: then.urn,
    [`School name at time of previous ${words.graded} inspection`]: then.name,
    [`Previous ${words.graded} inspection overall effectiveness`]: previous.overall ?? 'Not judged',
    ...gradeCells(previous, 'Previous ', 'Previous safeguarding is effective?'),
  };
}

function yearToDatePrevious(school: SampleSchool, previous: SampleInspection | undefined): CsvRow {
  if (previous === undefined) return {};
  const then = identityThen(school, previous);
  return {
    'Previous inspection number': previous.number,
    'Previous inspection start date': britishDate(previous.start, '/'),
    'Previous publication date': britishDate(previous.published, '/'),
    'Does the previous inspection relate to the school in its current form?':
      then.urn === school.urn ? 'Yes' : 'No',
    'URN at time of previous inspection': then.urn,
    'School name at time of previous inspection': then.name,
    'Previous overall effectiveness': previous.overall ?? 'Not judged',
    ...gradeCells(previous, 'Previous ', 'Previous safeguarding is effective?'),
  };
}

function gradeCells(inspection: SampleInspection, prefix: '' | 'Previous ', safeguarding: string): CsvRow {
  const named = (column: string): string =>
    prefix === '' ? column : `${prefix}${column.charAt(0).toLowerCase()}${column.slice(1)}`;
  return {
    [named('Category of concern')]: inspection.concern,
    [named('Quality of education')]: inspection.quality,
    [named('Behaviour and attitudes')]: inspection.behaviour,
    [named('Personal development')]: inspection.personal,
    [named('Effectiveness of leadership and management')]: inspection.leadership,
    [safeguarding]: inspection.safeguarding,
    [named('Early years provision (where applicable)')]: inspection.earlyYears,
    [named('Sixth form provision (where applicable)')]: inspection.sixthForm,
  };
}
