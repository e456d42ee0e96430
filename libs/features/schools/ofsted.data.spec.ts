import { resolve } from 'node:path';
import type { InspectionFacts, UrnListEntry } from '../../domain/offers/index.js';
import { fileAt, type TableSummary } from '../../platform/files/index.js';
import { mergeInspections } from './ofsted-merge.js';
import { readInspections } from './ofsted-reader.js';

interface Read {
  readonly inspections: InspectionFacts[];
  readonly uninspected: UrnListEntry[];
  readonly summary: TableSummary;
}

async function read(name: string): Promise<Read> {
  const inspections: InspectionFacts[] = [];
  const uninspected: UrnListEntry[] = [];
  const summary = await readInspections(fileAt(resolve(process.cwd(), '../shared/data/ofsted', name)), {
    inspection: (inspection) => void inspections.push(inspection),
    uninspected: (entry) => void uninspected.push(entry),
  });
  return { inspections, uninspected, summary };
}

const of = (inspections: readonly InspectionFacts[], urn: string): readonly InspectionFacts[] =>
  inspections.filter((inspection) => inspection.urn === urn);

describe('the latest inspections at 31 August 2024', () => {
  const name = 'ofsted_mi_latest_2024-08-31_excerpt.csv';

  it('twenty schools: latest, previous and ungraded', async () => {
    const { inspections, summary, uninspected } = await read(name);
    expect(summary).toMatchObject({ rowsRead: 20, rowsRefused: 0, faultCount: 0, encoding: 'windows-1252' });
    expect(inspections.filter((one) => one.kind === 'graded')).toHaveLength(20 + 18);
    expect(inspections.filter((one) => one.kind === 'ungraded')).toHaveLength(8);
    expect(uninspected).toEqual([]);
    expect(inspections.filter((one) => one.earlier === 'none')).toHaveLength(2);
    expect(inspections.filter((one) => one.earlier === 'listed')).toHaveLength(18);
    expect(inspections.filter((one) => !one.ofCurrentSchool)).toHaveLength(9);
  });

  it('the first row, cell by cell', async () => {
    const { inspections } = await read(name);
    const [latest, previous, ...more] = of(inspections, '100000');
    expect(more).toEqual([]);
    expect(latest).toEqual({
      urn: '100000',
      urnAtInspection: '100000',
      ofCurrentSchool: true,
      inspectionNumber: '10323215',
      kind: 'graded',
      startDate: '2024-06-12',
      publicationDate: '2024-07-11',
      overallEffectiveness: 1,
      concern: 'none',
      judgements: {
        'quality-of-education': 1,
        'behaviour-and-attitudes': 1,
        'personal-development': 1,
        'leadership-and-management': 1,
        'early-years': 2,
        'sixth-form': null,
      },
      safeguardingEffective: true,
      earlier: 'listed',
      source: { file: name, row: 2 },
    });
    expect(previous).toMatchObject({ inspectionNumber: 'ITS411816', startDate: '2013-04-18', earlier: null });
    expect(previous?.judgements['quality-of-education']).toBeNull();
    expect(previous?.safeguardingEffective).toBeNull();
    expect(of(inspections, '100005').find((one) => one.kind === 'ungraded')).toMatchObject({
      inspectionNumber: '10345614',
      startDate: '2024-05-23',
      publicationDate: '2024-06-26',
      overallEffectiveness: null,
      concern: null,
      judgements: {},
      earlier: null,
    });
  });
});

describe('all inspections of the year to 31 May 2025', () => {
  const name = 'ofsted_mi_all_inspections_ytd_2025-05-31_excerpt.csv';

  it('sixteen inspections and the ones before, without overall grades of their own', async () => {
    const { inspections, summary, uninspected } = await read(name);
    expect(summary).toMatchObject({ rowsRead: 16, rowsRefused: 0, faultCount: 0 });
    expect(inspections).toHaveLength(32);
    const own = inspections.filter((one) => one.startDate >= '2024-09-24');
    expect(own).toHaveLength(16);
    expect(own.every((one) => one.overallEffectiveness === null)).toBe(true);
    expect(own.filter((one) => one.kind === 'ungraded').map((one) => one.inspectionNumber)).toEqual([
      '10353864',
    ]);
    expect(uninspected).toEqual([]);
  });

  it('special measures ended by a section 8 visit deemed section 5', async () => {
    const [own, previous] = of((await read(name)).inspections, '141941');
    expect(own).toMatchObject({
      kind: 'graded',
      concern: 'none',
      safeguardingEffective: true,
      earlier: 'listed',
    });
    expect(previous).toMatchObject({ overallEffectiveness: 4, concern: 'SM', safeguardingEffective: false });
  });

  it('a grade carried over from the predecessor', async () => {
    const [, previous] = of((await read(name)).inspections, '139476');
    expect(previous).toMatchObject({
      urnAtInspection: '111573',
      ofCurrentSchool: false,
      overallEffectiveness: 2,
    });
  });
});

describe('the latest inspections at 30 June 2026', () => {
  const name = 'ofsted_mi_latest_2026-06-30_excerpt.csv';

  it('ten schools: renewed framework, the framework before, ungraded', async () => {
    const { inspections, summary, uninspected } = await read(name);
    expect(summary).toMatchObject({ rowsRead: 10, rowsRefused: 0, faultCount: 0 });
    expect(inspections).toHaveLength(1 + 7 + 6);
    expect(uninspected).toEqual([]);
    expect(of(inspections, '100025')[0]).toMatchObject({
      startDate: '2026-01-13',
      overallEffectiveness: 'not-judged',
      concern: 'none',
      judgements: {},
      safeguardingEffective: true,
      earlier: null,
    });
    expect(of(inspections, '139445')[0]).toMatchObject({
      startDate: '2025-03-04',
      overallEffectiveness: 'not-judged',
      safeguardingEffective: true,
      judgements: {
        'quality-of-education': 2,
        'behaviour-and-attitudes': 1,
        'early-years': 2,
        'sixth-form': null,
      },
      earlier: null,
    });
  });

  it('the same inspection in three files is one, with the gaps filled from the others', async () => {
    const files = [
      name,
      'ofsted_mi_all_inspections_ytd_2025-05-31_excerpt.csv',
      'ofsted_mi_latest_2024-08-31_excerpt.csv',
    ];
    const lists = await Promise.all(files.map(async (file) => (await read(file)).inspections));
    const merged = mergeInspections(lists);
    expect(merged.length).toBeLessThan(lists.flat().length);
    expect(of(merged, '100000').map((one) => [one.inspectionNumber, one.source.file, one.earlier])).toEqual([
      ['10323215', name, 'listed'],
      ['ITS411816', files[2], null],
    ]);
    expect(of(merged, '139439')[0]).toMatchObject({ overallEffectiveness: 'not-judged', earlier: 'listed' });
    const keys = merged.map((one) => `${one.urn} ${one.inspectionNumber ?? one.startDate}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('headers', () => {
  it.each([
    ['ofsted_mi_latest_2020-22_RECONSTRUCTED.header.csv', 25],
    ['ofsted_mi_latest_2022-23_graded-wording_FROM_R_SCRIPT.header.csv', 25],
    ['ofsted_mi_latest_2024-08-31.header.csv', 25],
  ])('%s has all columns of three inspections', async (name) => {
    const { summary } = await read(name);
    expect(summary).toMatchObject({ rowsRead: 0, faultCount: 0 });
    expect(summary.absentColumns.filter((key) => !key.startsWith('oeif.'))).toEqual([
      'ownNumber',
      'renewedSafeguarding',
    ]);
  });

  it('the year-to-date file lacks what it is known to lack', async () => {
    const { summary } = await read('ofsted_mi_all_inspections_ytd_2025-05-31.header.csv');
    const lacking = summary.absentColumns.filter((key) => !/^(oeif|ungraded)\./.test(key));
    expect(lacking).toEqual([
      'renewedSafeguarding',
      'latest.number',
      'latest.relates',
      'latest.urnAt',
      'latest.overall',
    ]);
  });

  it('the file of June 2026 has no previous inspections and both frameworks', async () => {
    const { summary } = await read('ofsted_mi_latest_2026-06-30.header.csv');
    expect(
      summary.absentColumns.filter((key) => key.startsWith('oeif.') || key.startsWith('ungraded.')),
    ).toEqual([]);
    expect(summary.absentColumns.filter((key) => key.startsWith('previous.'))).toHaveLength(14);
    expect(summary.absentColumns).toContain('latest.overall');
  });
});
