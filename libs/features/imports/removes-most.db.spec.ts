import {
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { codeOf, ImportSteps } from '../../../test/support/import-steps.js';
import { ToyModule } from '../../../test/support/toy-importer.js';
import { ImportReviewQueries } from './index.js';

let service: TestService;
let process: ImportSteps['process'],
  one: ImportSteps['one'],
  confirm: ImportSteps['confirm'],
  accept: ImportSteps['accept'],
  previewed: ImportSteps['previewed'],
  stored: ImportSteps['stored'];

beforeAll(async () => {
  service = await openTestService(ToyModule);
  ({ process, one, confirm, accept, previewed, stored } = new ImportSteps(service));
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.database.manager.query(`DELETE FROM place`);
  await service.database.manager.query(`DELETE FROM import`);
});

describe('a file of corrected rows that is sent as if it were everything', () => {
  const everything = 'outcode,note\nYO1,a\nYO2,b\nYO3,c\n';

  it('is stored only when somebody says that most of what is there is to go', async () => {
    await importFile(service, { kind: 'places', content: everything });
    const importId = await previewed('outcode,note\nYO3,mended\n');
    expect(await confirm(importId)).toEqual({
      ok: false,
      refusal: { code: 'removes-most', facts: { removed: 2, stored: 3 } },
    });
    expect((await one(importId))?.state).toBe('ready');
    expect(valueOf(await accept(importId))).toMatchObject({ state: 'confirmed' });
    expect(valueOf(await process(importId)).state).toBe('imported');
    expect(await stored()).toContain('YO3 mended');
  });

  it('waits for that word also when it was sent to be stored at once', async () => {
    await importFile(service, { kind: 'places', content: everything });
    const importId = await previewed('outcode,note\nYO3,mended\nbad,x\n', { review: false });
    expect(await one(importId)).toMatchObject({
      ...{ state: 'ready', review: true, rowCount: 2, storedCount: 1, faultCount: 1 },
      changeCounts: { added: 0, changed: 1, removed: 2, same: 0 },
    });
    expect((await service.get(ImportReviewQueries).changes(importId)).items).toHaveLength(3);
    expect(await stored()).toBe('YO1 a, YO2 b, YO3 c');
    expect(codeOf(await confirm(importId))).toBe('removes-most');
    valueOf(await accept(importId));
    expect(valueOf(await process(importId))).toMatchObject({ state: 'imported', storedCount: 1 });
    expect(await stored()).toContain('YO3 mended');
  });

  it('is stored at once when the word came with it', async () => {
    await importFile(service, { kind: 'places', content: everything });
    const importId = await previewed('outcode,note\nYO3,mended\n', { review: false, acceptRemoval: true });
    expect((await one(importId))?.state).toBe('imported');
    expect(await stored()).toContain('YO3 mended');
  });

  it('needs the word of whoever confirms, too, when it was sent with one and for review', async () => {
    await importFile(service, { kind: 'places', content: everything });
    const importId = await previewed('outcode,note\nYO3,mended\n', { acceptRemoval: true });
    expect(codeOf(await confirm(importId))).toBe('removes-most');
  });

  it('keeps nothing back where files add up, or where none of the kind is stored', async () => {
    await importFile(service, { kind: 'places', content: everything });
    const added = await previewed('outcode,note\nYO3,mended\n', { kind: 'inspections', review: false });
    expect((await one(added))?.state).toBe('imported');
  });

  it('needs no such word where half stays', async () => {
    await importFile(service, { kind: 'places', content: 'outcode,note\nYO1,a\nYO2,b\n' });
    expect(codeOf(await confirm(await previewed('outcode,note\nYO1,a\n')))).toBe('accepted');
  });
});
