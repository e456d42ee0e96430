import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type OfferYear } from '../../libs/domain/kernel/index.js';
import {
  type AssessmentFacts,
  type InspectionFacts,
  type UrnListEntry,
} from '../../libs/domain/offers/index.js';
import {
  mergeInspections,
  mergeUninspected,
  readGias,
  readGroupLinks,
  readGroups,
  readInspections,
  readPlaces,
  readReferrals,
  readSchoolLinks,
  readUrnList,
} from '../../libs/features/schools/readers.js';
import {
  collected,
  fileOf,
  type FileSource,
  type ItemSink,
  type TableSummary,
} from '../../libs/platform/files/index.js';
import { type ImportKind } from '../../libs/features/imports/index.js';
import { importFile, type TestService } from './service-harness.js';

export function sample(name: string): Buffer {
  return readFileSync(resolve(process.cwd(), 'samples', name));
}

export const INSPECTION_SAMPLES = [
  'ofsted-2025.csv',
  'ofsted-2023.csv',
  'ofsted-2019.csv',
  'ofsted-2005-19.csv',
] as const;

const FILES: readonly (readonly [ImportKind, string, OfferYear?])[] = [
  ['places', 'outcodes.csv'],
  ['schools', 'gias.csv'],
  ['groups', 'groups.csv'],
  ['group-links', 'group-links.csv'],
  ['school-links', 'links.csv'],
  ...INSPECTION_SAMPLES.map((name) => ['inspections', name] as const),
  ['2ri-plus', '2ri-plus.csv', '2024-25'],
  ['referrals', 'referrals.csv', '2022-23'],
];

/** Imports the samples about schools and trusts, the newest inspections first. */
export async function importSchoolSamples(service: TestService): Promise<void> {
  for (const [kind, name, offer] of FILES) {
    const file = { kind, name, content: sample(name), ...(offer === undefined ? {} : { offer }) };
    const { state } = await importFile(service, file);
    if (state !== 'imported') throw new Error(`${name} was not imported`);
  }
}

/** The same facts read from the files, without any database. */
export async function readSchoolSamples(offer: OfferYear): Promise<AssessmentFacts> {
  const file = (name: string): FileSource => fileOf(name, sample(name));
  const all = async <Item>(
    name: string,
    read: (source: FileSource, sink: ItemSink<Item>) => Promise<TableSummary>,
  ): Promise<readonly Item[]> => (await collected<Item>((sink) => read(file(name), sink))).items;
  const { places } = await readPlaces(file('outcodes.csv'));
  const uninspected: UrnListEntry[] = [];
  const lists: (readonly InspectionFacts[])[] = [];
  for (const name of INSPECTION_SAMPLES) {
    lists.push(
      await all<InspectionFacts>(name, (source, inspection) =>
        readInspections(source, { inspection, uninspected: (entry) => void uninspected.push(entry) }),
      ),
    );
  }
  const inspections = mergeInspections(lists);
  return {
    schools: await all('gias.csv', (source, sink) => readGias(source, sink, { places })),
    inspections,
    uninspected: mergeUninspected([uninspected], inspections),
    trusts: await all('groups.csv', (source, sink) => readGroups(source, sink, { places })),
    memberships: await all('group-links.csv', readGroupLinks),
    links: await all('links.csv', readSchoolLinks),
    twoRiPlus: offer === '2024-25' ? await all('2ri-plus.csv', readUrnList) : null,
    referrals: offer === '2022-23' ? await all('referrals.csv', readReferrals) : null,
  };
}
