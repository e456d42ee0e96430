import {
  COORDINATOR,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { codeOf, ImportSteps } from '../../../test/support/import-steps.js';
import { ToyModule } from '../../../test/support/toy-importer.js';
import { ForgetColumnMap, ImportReviewQueries, MapImportColumns, SetImportKind } from './index.js';

let service: TestService;
let process: ImportSteps['process'], one: ImportSteps['one'], previewed: ImportSteps['previewed'];

beforeAll(async () => {
  service = await openTestService(ToyModule);
  ({ process, one, previewed } = new ImportSteps(service));
});
afterAll(() => service.close());
beforeEach(async () => {
  for (const table of ['place', 'import', 'column_map']) {
    await service.database.manager.query(`DELETE FROM ${table}`);
  }
});

describe('what a file holds', () => {
  const setKind = (importId: string, kind: 'places' | 'survey', offer: '2024-25' | null = null) =>
    service.get(SetImportKind).execute(COORDINATOR, { importId, kind, offer });

  it('is seen by its header', async () => {
    const importId = await previewed('outcode,grade,lessons,rooms,pupils,note\nYO1,3,5,1,1,\n', {
      kind: null,
    });
    expect(await one(importId)).toMatchObject({ state: 'ready', kind: 'inspections', offer: null });
  });

  it('is asked for when no kind is clear, with the candidates', async () => {
    const importId = await previewed('outcode,note\nYO1,x\n', { kind: null });
    const asked = await one(importId);
    expect(asked).toMatchObject({ state: 'needs-kind', kind: null, recognition: { why: 'no-clear-kind' } });
    expect(asked?.recognition?.candidates.map(({ name }) => name).sort()).toEqual([
      ...['inspections', 'places', 'survey'],
    ]);
    expect(asked?.header).toMatchObject({ row: 1, names: ['outcode', 'note'], samples: [['YO1', 'x']] });
    expect(codeOf(await setKind(importId, 'survey'))).toBe('offer-required');
    expect(codeOf(await setKind(importId, 'places', '2024-25'))).toBe('offer-not-wanted');
    expect(valueOf(await setKind(importId, 'places'))).toMatchObject({ state: 'received' });
    expect(valueOf(await setKind(importId, 'places'))).toMatchObject({ state: 'received' });
    expect(valueOf(await process(importId)).state).toBe('ready');
    expect(await one(importId)).toMatchObject({ kind: 'places', recognition: null });
  });

  it('is asked for when it belongs to an offer and none is named', async () => {
    const importId = await previewed('outcode,answer,question\nYO1,yes,no\n', { kind: null });
    expect(await one(importId)).toMatchObject({
      state: 'needs-kind',
      recognition: { why: 'offer-needed', looksLike: 'survey' },
    });
    valueOf(await setKind(importId, 'survey', '2024-25'));
    expect(valueOf(await process(importId)).state).toBe('ready');
    expect(await one(importId)).toMatchObject({ kind: 'survey', offer: '2024-25' });
  });

  it('is doubted when the header says otherwise, unless a person insists', async () => {
    const importId = await previewed('outcode,grade,lessons,rooms,pupils\nYO1,1,1,1,1\n');
    expect(await one(importId)).toMatchObject({
      ...{ state: 'needs-kind', kind: 'places' },
      recognition: { why: 'looks-like-another', looksLike: 'inspections' },
    });
    valueOf(await setKind(importId, 'places'));
    expect(valueOf(await process(importId)).state).toBe('ready');
    expect(await one(importId)).toMatchObject({ kind: 'places' });
  });

  it('is nothing when it is no table', async () => {
    for (const content of ['<html><p>Sign in</p></html>', 'outcode;note\nYO1;x\n', '\n\n']) {
      const importId = await previewed(content, { kind: null });
      expect(await one(importId)).toMatchObject({ state: 'failed', failure: { code: 'file-refused' } });
    }
  });

  it.each([null, 'places'] as const)('is nothing when it is too wide to choose from (%s)', async (kind) => {
    const names = Array.from({ length: 1_001 }, (_, at) => `column ${String(at)}`);
    const importId = await previewed(`${names.join()}\n${names.map(() => '1').join()}\n`, { kind });
    expect(await one(importId)).toMatchObject({
      state: 'failed',
      failure: { code: 'file-refused', facts: { code: 'too-many-columns' } },
    });
  });
});

describe('columns that are called otherwise', () => {
  const map = (importId: string, columnMap: Record<string, string>) =>
    service.get(MapImportColumns).execute(COORDINATOR, { importId, columnMap });

  it('are asked for, mapped, and remembered for the next file of the same source', async () => {
    const importId = await previewed('Out Code,Remark\nYO1,x\n');
    expect(await one(importId)).toMatchObject({
      state: 'needs-columns',
      header: { names: ['Out Code', 'Remark'], missing: ['outcode'], guesses: { outcode: 'Out Code' } },
    });
    expect(codeOf(await map(importId, { Remark: 'note' }))).toBe('bad-column-map');
    expect(await map(importId, { Nowhere: 'outcode', Remark: 'town' })).toMatchObject({
      refusal: { facts: { absent: ['Nowhere'], strangers: ['town'] } },
    });
    const good = { 'Out Code': 'outcode', Remark: 'note' };
    expect(valueOf(await map(importId, good)).state).toBe('received');
    expect(valueOf(await map(importId, good)).state).toBe('received');
    expect(valueOf(await process(importId)).state).toBe('ready');
    const review = service.get(ImportReviewQueries);
    expect(await review.columnMaps()).toMatchObject([
      { kind: 'places', map: good, header: ['Out Code', 'Remark'], fileName: 'p.csv', uses: 1 },
    ]);
    const next = await previewed('REMARK, out code\ny,YO2\n', { fileName: 'next.csv' });
    expect(await one(next)).toMatchObject({ state: 'ready', columnMap: good, storedCount: 1 });
    const auto = await previewed('Out Code,Remark\nYO3,z\n', { kind: null });
    expect(await one(auto)).toMatchObject({ state: 'ready', kind: 'places' });
    expect((await review.columnMaps())[0]).toMatchObject({ uses: 3, fileName: 'p.csv' });
  });

  it('are asked for again once the map is forgotten', async () => {
    await previewed('Out Code\nYO1\n', { columnMap: { 'Out Code': 'outcode' } });
    const [known] = await service.get(ImportReviewQueries).columnMaps();
    const columnMapId = known?.id ?? '';
    const forget = () => service.get(ForgetColumnMap).execute(COORDINATOR, { columnMapId });
    expect(codeOf(await forget())).toBe('accepted');
    expect(codeOf(await forget())).toBe('no-such-column-map');
    expect((await one(await previewed('Out Code\nYO2\n')))?.state).toBe('needs-columns');
    const rows = await service.database.manager.query<{ action: string }[]>(
      `SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [columnMapId],
    );
    expect(rows.map(({ action }) => action)).toEqual(['column-map.remember', 'column-map.forget']);
  });

  it('that a map names wrongly are told as such', async () => {
    const importId = await previewed('Out Code\nYO1\n', { columnMap: { 'Out Code': 'outcodes' } });
    expect(await one(importId)).toMatchObject({
      failure: { code: 'file-refused', facts: { code: 'map-target-unknown' } },
    });
  });

  it('let a file that nobody wants to review go right through once they are known', async () => {
    const importId = await previewed('Out Code\nYO1\n', { review: false });
    expect((await one(importId))?.state).toBe('needs-columns');
    valueOf(await map(importId, { 'Out Code': 'outcode' }));
    expect(valueOf(await process(importId)).state).toBe('imported');
  });
});
