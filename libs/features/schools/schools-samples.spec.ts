import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultLine, fileAt, type FileSource, type TableSummary } from '../../platform/files/index.js';
import { Places } from '../../platform/geography/index.js';
import { readGias } from './gias-reader.js';
import type { InspectionFacts } from '../../domain/offers/index.js';
import { readGroupLinks, readGroups } from './groups-reader.js';
import { readSchoolLinks } from './links-reader.js';
import { readReferrals, readUrnList } from './lists-reader.js';
import { mergeInspections } from './ofsted-merge.js';
import { readInspections } from './ofsted-reader.js';
import { readPlaceRows } from './places-reader.js';

/**
 * Every file in samples/ok and samples/rejected is read by the reader that its name begins with and compared with
 * the `.expected.json` beside it. A column renamed by a publisher becomes one more file here.
 */
const SAMPLES = join(import.meta.dirname, 'samples');

type Reader = (source: FileSource, keep: (item: unknown) => void) => Promise<TableSummary>;

const PLACES = new Places([
  { outcode: 'LS1', location: { latitude: 53.796, longitude: -1.548, approximate: true } },
  { outcode: 'EC1', location: { latitude: 51.523, longitude: -0.102, approximate: true } },
  { outcode: 'TR1', location: { latitude: 50.263, longitude: -5.051, approximate: true } },
  { outcode: 'BT1', location: { latitude: 54.599, longitude: -5.928, approximate: true } },
]);

const READERS: Readonly<Record<string, Reader>> = {
  gias: (source, keep) => readGias(source, keep, { places: PLACES }),
  'group-links': (source, keep) => readGroupLinks(source, keep),
  groups: (source, keep) => readGroups(source, keep, { places: PLACES }),
  links: (source, keep) => readSchoolLinks(source, keep),
  ofsted: (source, keep) =>
    readInspections(source, {
      inspection: keep,
      uninspected: (entry) => {
        keep({ uninspected: entry });
      },
    }),
  places: (source, keep) => readPlaceRows(source, keep),
  referrals: (source, keep) => readReferrals(source, keep),
  'urn-list': (source, keep) => readUrnList(source, keep),
};

interface Expected {
  readonly stopped: string | null;
  readonly items: readonly unknown[];
  readonly messages: readonly string[];
}

const csvFiles = (folder: string): readonly string[] =>
  readdirSync(join(SAMPLES, folder)).filter((name) => name.endsWith('.csv'));

async function readSample(folder: string, name: string): Promise<Expected> {
  const kind = Object.keys(READERS).find(
    (prefix) => name.startsWith(`${prefix}.`) || name.startsWith(`${prefix}-`),
  );
  const reader = READERS[kind ?? ''];
  if (reader === undefined) throw new Error(`${name} begins with the name of no reader`);
  const items: unknown[] = [];
  const summary = await reader(fileAt(join(SAMPLES, folder, name)), (item) => {
    items.push(item);
  });
  return { stopped: summary.stopped?.code ?? null, items, messages: summary.faults.map(faultLine) };
}

function expectedOf(folder: string, name: string): Expected {
  const text = readFileSync(join(SAMPLES, folder, name.replace('.csv', '.expected.json')), 'utf8');
  return JSON.parse(text) as Expected;
}

describe('good files', () => {
  it.each(csvFiles('ok'))('%s', async (name) => {
    const read = await readSample('ok', name);
    expect(read).toEqual(expectedOf('ok', name));
    expect([read.stopped, read.messages]).toEqual([null, []]);
  });
});

describe('files with faults', () => {
  it.each(csvFiles('rejected'))('%s', async (name) => {
    const read = await readSample('rejected', name);
    expect(read).toEqual(expectedOf('rejected', name));
    expect(read.messages.length).toBeGreaterThan(0);
  });
});

describe('files of several months together', () => {
  const months = [
    'ofsted-month-2026-06-latest.csv',
    'ofsted-month-2025-05-year-to-date.csv',
    'ofsted-month-2024-08-latest.csv',
  ];
  const inspectionsOf = (name: string): readonly InspectionFacts[] =>
    expectedOf('ok', name).items.filter(
      (item): item is InspectionFacts => !('uninspected' in (item as object)),
    );

  it('are one history, in which an older file fills what a newer one has no column for', () => {
    const newest = inspectionsOf(months[0] ?? '').find(
      ({ inspectionNumber }) => inspectionNumber === '10250031',
    );
    expect(newest?.earlier).toBeNull();
    const history = mergeInspections(months.map(inspectionsOf))
      .filter(({ urn }) => urn === '999931')
      .toSorted((a, b) => b.startDate.localeCompare(a.startDate));
    expect(history).toMatchObject([
      {
        ...{
          inspectionNumber: '10250031',
          overallEffectiveness: 'not-judged',
          concern: 'RSI',
          earlier: 'listed',
        },
        source: { file: months[0], row: 2 },
      },
      {
        ...{
          inspectionNumber: '10240031',
          overallEffectiveness: 3,
          safeguardingEffective: true,
          earlier: 'listed',
        },
        judgements: { 'quality-of-education': 3, 'leadership-and-management': 3 },
        source: { file: months[1], row: 2 },
      },
      { inspectionNumber: '10240001', overallEffectiveness: 3, source: { file: months[2], row: 2 } },
    ]);
  });
});

describe('the samples', () => {
  it('cover every reader from both sides, and no expectation is without its file', () => {
    for (const folder of ['ok', 'rejected']) {
      const names = csvFiles(folder);
      for (const kind of Object.keys(READERS)) {
        expect([kind, names.some((name) => name.startsWith(kind))]).toEqual([kind, true]);
      }
      const orphans = readdirSync(join(SAMPLES, folder)).filter(
        (name) =>
          name.endsWith('.expected.json') &&
          !existsSync(join(SAMPLES, folder, name.replace('.expected.json', '.csv'))),
      );
      expect(orphans).toEqual([]);
    }
  });
});
