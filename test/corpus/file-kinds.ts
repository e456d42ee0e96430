import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContacts } from '../../libs/features/messages/readers.js';
import {
  readGias,
  readGroupLinks,
  readGroups,
  readInspections,
  readReferrals,
  readSchoolLinks,
  readUrnList,
} from '../../libs/features/schools/readers.js';
import { readPlaceRows } from '../../libs/features/schools/places-reader.js';
import { readSurvey } from '../../libs/features/survey/readers.js';
import type { FileSource, TableSummary } from '../../libs/platform/files/index.js';
import { Places } from '../../libs/platform/geography/index.js';

/** Every kind of file that is read from CSV; a sample's name begins with its kind (surveys have a folder). */
export const FILE_KINDS = [
  'contacts',
  'gias',
  'group-links',
  'groups',
  'links',
  'ofsted',
  'places',
  'referrals',
  'survey',
  'urn-list',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

type Keep = (item: object) => void;

const PLACES = new Places([
  { outcode: 'LS1', location: { latitude: 53.796, longitude: -1.548, approximate: true } },
  { outcode: 'YO1', location: { latitude: 53.96, longitude: -1.08, approximate: true } },
]);

/** Reads a file as its kind; what is usable goes to `keep`, one by one. */
export const READERS: Readonly<Record<FileKind, (source: FileSource, keep: Keep) => Promise<TableSummary>>> =
  {
    contacts: (source, keep) => readContacts(source, keep),
    gias: (source, keep) => readGias(source, keep, { places: PLACES }),
    'group-links': (source, keep) => readGroupLinks(source, keep),
    groups: (source, keep) => readGroups(source, keep, { places: PLACES }),
    links: (source, keep) => readSchoolLinks(source, keep),
    ofsted: (source, keep) => readInspections(source, { inspection: keep, uninspected: keep }),
    places: (source, keep) => readPlaceRows(source, keep),
    referrals: (source, keep) => readReferrals(source, keep),
    survey: (source, keep) => readSurvey(source, keep),
    'urn-list': (source, keep) => readUrnList(source, keep),
  };

export interface Sample {
  readonly kind: FileKind;
  readonly folder: 'ok' | 'rejected';
  readonly name: string;
  /** Null: no golden answer stands beside the file. */
  readonly expected: string | null;
  readonly bytes: Buffer;
}

const FEATURES = join(import.meta.dirname, '../../libs/features');

function kindOf(feature: string, name: string): FileKind {
  if (feature === 'survey') return 'survey';
  const kind = FILE_KINDS.find((prefix) => name.startsWith(`${prefix}.`) || name.startsWith(`${prefix}-`));
  if (kind === undefined) throw new Error(`${name} begins with the name of no reader`);
  return kind;
}

const folders = ['messages', 'schools', 'survey'].flatMap((feature) =>
  (['ok', 'rejected'] as const).map((folder) => ({
    feature,
    folder,
    path: join(FEATURES, feature, 'samples', folder),
  })),
);

/** All sample files beside the readers. */
export function corpus(): readonly Sample[] {
  return folders.flatMap(({ feature, folder, path }) => {
    const names = readdirSync(path);
    return names
      .filter((name) => name.endsWith('.csv'))
      .map((name) => {
        const golden = name.replace('.csv', '.expected.json');
        const expected = names.includes(golden) ? readFileSync(join(path, golden), 'utf8') : null;
        return { kind: kindOf(feature, name), folder, name, expected, bytes: readFileSync(join(path, name)) };
      });
  });
}

/** Golden answers without a file to answer for. */
export function orphanedAnswers(): readonly string[] {
  return folders.flatMap(({ path }) => {
    const names = readdirSync(path);
    return names.filter(
      (name) =>
        name.endsWith('.expected.json') &&
        !names.some((other) => other.startsWith(`${name.replace('.expected.json', '')}.`) && other !== name),
    );
  });
}
