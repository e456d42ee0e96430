import { INSPECTION_SAMPLES, sample } from '../../../test/support/sample-imports.js';
import {
  importFile,
  openTestService,
  receiveFile,
  type TestService,
} from '../../../test/support/service-harness.js';
import { type OfferYear, SYSTEM } from '../../domain/kernel/index.js';
import { type ImportKind, ImportsQueries, ProcessImport } from '../imports/index.js';
import {
  loadAssessmentFacts,
  loadPlaces,
  SchoolPlacesQueries,
  SchoolsModule,
  SchoolsQueries,
} from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(SchoolsModule);
});
afterAll(() => service.close());
beforeEach(async () => {
  for (const table of [
    ...['school', 'inspection', 'uninspected_school', 'trust', 'trust_membership', 'school_link'],
    ...['place', 'offer_list_entry', 'import'],
  ]) {
    await service.database.manager.query(`DELETE FROM ${table}`);
  }
});

const load = (kind: ImportKind, name: string) => importFile(service, { kind, name, content: sample(name) });
const facts = (offer: OfferYear = '2024-25') => loadAssessmentFacts(service.database.manager, offer);

const GIAS_HEADER =
  'URN,EstablishmentName,EstablishmentStatus (code),LA (name),GOR (name),Postcode,Easting,Northing,Trusts (code)';
const gias = (...rows: readonly string[]): string => [GIAS_HEADER, ...rows].join('\n');

describe('schools', () => {
  it('are stored with the row they came from, and those that a later file lacks are gone', async () => {
    await importFile(service, {
      ...{ kind: 'schools', name: 'may.csv' },
      content: gias('990001,One,1,Leeds,North,LS1 1AA,,,', '990002,Two,1,Leeds,North,,430000,433500,99101'),
    });
    await importFile(service, {
      ...{ kind: 'schools', name: 'june.csv' },
      content: gias('990002,Two renamed,3,York,North,,430000,433500,'),
    });
    const { schools } = await facts();
    expect(schools).toHaveLength(1);
    expect(schools[0]).toMatchObject({
      ...{ urn: '990002', name: 'Two renamed', statusCode: '3', trustUid: null },
      source: { file: 'june.csv', row: 2 },
    });
    expect(schools[0]?.location?.latitude).toBeCloseTo(53.797, 2);
  });

  it('with a bad row are stored without it, and the fault names row, column and value', async () => {
    const { importId, ...result } = await importFile(service, {
      ...{ kind: 'schools', name: 'g.csv' },
      content: gias('990001,One,1,Leeds,North,,,,', '99,Two,1,Leeds,North,,,,', '990003,Three,9,X,Y,,,,'),
    });
    expect(result).toMatchObject({ storedCount: 1, faultCount: 2, state: 'imported' });
    const found = await service.get(ImportsQueries).faults(importId);
    expect(found.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [3, 'URN', '99', 'bad-urn'],
      [4, 'EstablishmentStatus (code)', '9', 'unknown-code'],
    ]);
  });

  it('stay as they were when the next file cannot be used', async () => {
    await importFile(service, { kind: 'schools', content: gias('990001,One,1,Leeds,North,,,,') });
    const { state } = await importFile(service, { kind: 'schools', content: 'nothing,useful\n1,2\n' });
    expect(state).toBe('needs-columns');
    expect((await facts()).schools.map(({ urn }) => urn)).toEqual(['990001']);
  });

  it('without coordinates are placed by their district, whichever file comes first', async () => {
    const rows = ['990001,One,1,Leeds,North,LS90 1AA,,,', '990002,Two,1,Leeds,North,ZZ1 1AA,,,'];
    await importFile(service, { kind: 'schools', content: gias(...rows) });
    expect((await facts()).schools.map(({ location }) => location)).toEqual([null, null]);
    await load('places', 'outcodes.csv');
    const placed = async () => (await facts()).schools.map(({ location }) => location?.approximate ?? null);
    expect(await placed()).toEqual([true, null]);
    await importFile(service, { kind: 'schools', content: gias(...rows), force: true });
    expect(await placed()).toEqual([true, null]);
    await importFile(service, { kind: 'places', content: 'postcode,latitude,longitude\nZZ1,52.5,-1.5\n' });
    expect(await placed()).toEqual([null, true]);
    expect((await loadPlaces(service.database.manager)).size).toBe(1);
  });

  it('are listed by name with filters, page by page, and shown whole', async () => {
    for (const [kind, name] of [
      ['schools', 'gias.csv'],
      ['inspections', 'ofsted-2023.csv'],
      ['groups', 'groups.csv'],
      ['group-links', 'group-links.csv'],
      ['school-links', 'links.csv'],
    ] as const) {
      await load(kind, name);
    }
    const queries = service.get(SchoolsQueries);
    const all = await queries.list({ limit: 500 });
    const pages: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await queries.list({ limit: 40, ...(after === '' ? {} : { after }) });
      pages.push(...page.items.map(({ urn }) => urn));
      after = page.nextCursor;
    }
    expect(pages).toEqual(all.items.map(({ urn }) => urn));
    expect(pages.length).toBeGreaterThan(120);
    const open = await queries.list({ open: true, trustUid: '99101' });
    expect(open.items.every(({ trustUid, statusCode }) => trustUid === '99101' && statusCode !== '2')).toBe(
      true,
    );
    expect((await queries.list({ text: '%' })).items).toEqual([]);
    expect((await queries.list({ text: '\u0000' })).items).toEqual([]);
    expect((await queries.list({ text: '990001' })).items[0]?.latestInspection).toMatch(/^20/);
    const one = await queries.one('990001');
    expect(one?.facts.name).toBe('Alderfield Primary Academy');
    expect(one?.memberships[0]).toMatchObject({
      trustUid: '99101',
      trustName: 'PENNINE WAY LEARNING PARTNERSHIP',
    });
    expect(one?.links.map(({ linkedUrn }) => linkedUrn)).toEqual(['990801']);
    expect(await queries.one('111111')).toBeUndefined();
    expect((await queries.regionsAndAuthorities()).authorities).toContain('Airedale');
  });
});

describe('inspections', () => {
  it('add up over files, each row kept once, the newest file counting first in whatever order they come', async () => {
    for (const name of INSPECTION_SAMPLES) await load('inspections', name);
    const inOrder = await facts();
    await service.database.manager.query('DELETE FROM inspection');
    await service.database.manager.query('DELETE FROM uninspected_school');
    for (const name of [...INSPECTION_SAMPLES].reverse()) {
      await importFile(service, { kind: 'inspections', name, content: sample(name), force: true });
    }
    const reversed = await facts();
    expect(inOrder.inspections.length).toBeGreaterThan(300);
    const sorted = (list: readonly object[]) => list.map((item) => JSON.stringify(item)).sort();
    expect(sorted(reversed.inspections)).toEqual(sorted(inOrder.inspections));
    expect(new Set(inOrder.inspections.map(({ source }) => source.file)).size).toBe(
      INSPECTION_SAMPLES.length,
    );
    const before = await service.database.manager.query<unknown[]>('SELECT 1 FROM inspection');
    await importFile(service, {
      ...{ kind: 'inspections', name: 'again.csv', content: sample('ofsted-2023.csv'), force: true },
    });
    expect(await service.database.manager.query<unknown[]>('SELECT 1 FROM inspection')).toHaveLength(
      before.length,
    );
  });
});

describe('what was never imported', () => {
  it('is missing, not empty', async () => {
    await load('schools', 'gias.csv');
    expect(await facts()).toMatchObject({
      ...{ trusts: null, memberships: null, links: null, twoRiPlus: null, referrals: null },
    });
    await importFile(service, { kind: '2ri-plus', offer: '2024-25', content: 'URN\nnobody\n' });
    await importFile(service, { kind: 'groups', content: sample('groups.csv') });
    const given = await facts();
    expect(given.twoRiPlus).toEqual([]);
    expect(given.trusts?.length).toBeGreaterThan(10);
    expect((await facts('2019-20')).twoRiPlus).toBeNull();
  });
});

describe('where schools and trusts are', () => {
  const queries = () => service.get(SchoolPlacesQueries);
  const trustFile = (...rows: readonly string[]): string =>
    ['Group UID,Group Name,Group Type (code),Group Status (code),Group Postcode', ...rows].join('\n');

  beforeEach(async () => {
    await importFile(service, {
      kind: 'schools',
      content: gias(
        '990001,Aire,1,Leeds,North,LS90 1AA,430000,433500,99101',
        '990002,Beck,1,Leeds,North,LS90 1AA,,,',
        '990003,Calder,1,York,North,ZZ1 1AA,,,99102',
        '990004,Dale,1,York,South,,,,',
      ),
    });
    await load('places', 'outcodes.csv');
  });

  it('is told of each school, and those that are nowhere are found', async () => {
    const all = await queries().schools();
    expect(all.items.map(({ urn, placed }) => [urn, placed])).toEqual([
      ...[['990001', 'exact'], ['990002', 'approximate'], ['990003', 'none'], ['990004', 'none']], // prettier-ignore
    ]);
    const nowhere = await queries().schools({ placed: false, limit: 1 });
    expect(nowhere).toMatchObject({ items: [{ urn: '990003', postcode: 'ZZ1 1AA' }], nextCursor: '990003' });
    const rest = await queries().schools({ placed: false, after: '990003' });
    expect(rest.items.map(({ urn }) => urn)).toEqual(['990004']);
    expect(rest.nextCursor).toBeNull();
    expect(await queries().hasDistricts()).toBe(true);
  });

  it.each([
    [{ placed: true }, ['990001', '990002']],
    [{ placed: false, laName: 'York' }, ['990003', '990004']],
    [{ placed: false, regionName: 'South' }, ['990004']],
    [{ placed: false, text: 'cald' }, ['990003']],
    [{ text: '990002' }, ['990002']],
    [{ text: '%' }, []],
    [{ text: '\u0000' }, []],
  ])('is filtered by %j', async (filter, expected) => {
    expect((await queries().schools(filter)).items.map(({ urn }) => urn)).toEqual(expected);
  });

  it('is for a trust its own district or its placed schools', async () => {
    await importFile(service, {
      kind: 'groups',
      content: trustFile(
        ...[
          '99101,Aire Trust,6,OPEN,',
          '99102,Calder Trust,6,OPEN,ZZ1 1AA',
          '99103,Dale Trust,6,OPEN,LS90 1AA',
        ],
        ...['99104,Closed Trust,6,CLOSED,', '99105,A Federation,1,OPEN,'],
      ),
    });
    const { items } = await queries().trusts();
    expect(items.map(({ uid, placed }) => [uid, placed])).toEqual([
      ...[['99101', 'approximate'], ['99102', 'none'], ['99103', 'approximate']], // prettier-ignore
    ]);
    expect((await queries().trusts({ placed: false })).items.map(({ uid }) => uid)).toEqual(['99102']);
  });
});

describe('a crash while schools are being replaced', () => {
  it('leaves the earlier register whole', async () => {
    await importFile(service, { kind: 'schools', content: gias('990001,One,1,Leeds,North,,,,') });
    const importId = await receiveFile(service, { kind: 'schools', content: gias('990002,Two,1,L,N,,,,') });
    const { owner } = service.test;
    await owner.query(`ALTER TABLE school ADD CONSTRAINT no_two CHECK (urn <> '990002')`);
    await expect(service.get(ProcessImport).execute(SYSTEM, { importId })).rejects.toThrow('no_two');
    expect((await facts()).schools.map(({ urn }) => urn)).toEqual(['990001']);
    await owner.query(`ALTER TABLE school DROP CONSTRAINT no_two`);
    expect(await service.get(ProcessImport).execute(SYSTEM, { importId })).toMatchObject({ ok: true });
    expect((await facts()).schools.map(({ urn }) => urn)).toEqual(['990002']);
  });
});
