import { basename } from 'node:path';
import { SCHOOL_FILE_PROFILES, type SchoolFileKind } from '../../../libs/features/schools/readers.js';
import { SURVEY_FILE_PROFILE } from '../../../libs/features/survey/readers.js';
import {
  clearlyBest,
  type ColumnMap,
  contradicts,
  fileAt,
  findHeader,
  likenesses,
  likenessOf,
  peekTable,
  type TableProfile,
} from '../../../libs/platform/files/index.js';
import type { InputOptions, MappedFile, MatchOptions } from './input-options.js';

type FileKind = SchoolFileKind | 'survey';

const PROFILES: readonly TableProfile<FileKind>[] = [SURVEY_FILE_PROFILE, ...SCHOOL_FILE_PROFILES];

const KIND_WORDS: Readonly<Record<FileKind, string>> = {
  survey: 'a capacity survey',
  schools: 'GIAS establishments',
  inspections: 'Ofsted management information',
  groups: 'GIAS groups',
  'group-links': 'GIAS links between groups and schools',
  'school-links': 'GIAS links between schools and their predecessors',
  places: 'a table of postcode districts',
  '2ri-plus': 'a list of schools',
  'below-floor': 'a list of schools',
  referrals: 'a list of referrals',
  applications: 'a list of applications',
};

interface GivenFile {
  readonly option: string;
  readonly path: string;
  readonly kind: FileKind;
  readonly map?: ColumnMap | undefined;
}

/** One sentence for each file that was given to an option meant for another kind of file. */
export async function misplacedFiles(
  options: InputOptions & Partial<Pick<MatchOptions, 'survey'>>,
  maps: ReadonlyMap<MappedFile, ColumnMap>,
): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (const given of filesIn(options, maps)) {
    const looksLike = await otherKind(given);
    if (looksLike === null) continue;
    sentences.push(
      `${given.option}: ${basename(given.path)} looks like ${KIND_WORDS[looksLike]}, not like ${KIND_WORDS[given.kind]}.`,
    );
  }
  return sentences;
}

function filesIn(
  options: InputOptions & Partial<Pick<MatchOptions, 'survey'>>,
  maps: ReadonlyMap<MappedFile, ColumnMap>,
): readonly GivenFile[] {
  const { schools, inspections, groups, groupLinks, links, places, list, survey } = options;
  const one = (
    option: string,
    kind: FileKind,
    path: string | undefined,
    map?: ColumnMap,
  ): readonly GivenFile[] => (path === undefined ? [] : [{ option, kind, path, map }]);
  return [
    ...one('--schools', 'schools', schools, maps.get('schools')),
    ...inspections.flatMap((path) => one('--inspections', 'inspections', path)),
    ...one('--groups', 'groups', groups),
    ...one('--group-links', 'group-links', groupLinks),
    ...one('--links', 'school-links', links),
    ...one('--places', 'places', places),
    // Lists of schools are left out: beside the URN they may have any columns, those of an extract too.
    ...one('--list referrals', 'referrals', list.referrals),
    ...one('--list applications', 'applications', list.applications),
    ...one('--survey', 'survey', survey, maps.get('survey')),
  ];
}

/** The kind that the header speaks for, when it contradicts the one that was meant; what cannot be read says so later. */
async function otherKind({ path, kind, map = {} }: GivenFile): Promise<FileKind | null> {
  const { rows } = await peekTable(fileAt(path));
  const own = PROFILES.find(({ name }) => name === kind);
  const header = findHeader(rows, PROFILES, map);
  if (header === null || own === undefined) return null;
  const best = clearlyBest(likenesses(header.cells, PROFILES, map));
  return best !== null && contradicts(best, likenessOf(header.cells, own, map)) ? best.name : null;
}
