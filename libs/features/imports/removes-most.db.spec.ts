import {
  COORDINATOR,
  importFile,
  openTestService,
  piecesOf,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { ToyModule } from '../../../test/support/toy-importer.js';
import { type Outcome, SYSTEM } from '../../domain/kernel/index.js';
import {
  ConfirmImport,
  ImportReviewQueries,
  ImportsQueries,
  ProcessImport,
  ReceiveImport,
  type ReceiveImportInput,
} from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(ToyModule);
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.database.manager.query(`DELETE FROM place`);
  await service.database.manager.query(`DELETE FROM import`);
});

const process = (importId: string) => service.get(ProcessImport).execute(SYSTEM, { importId });
const one = (importId: string) => service.get(ImportsQueries).one(importId);
const confirm = (importId: string) => service.get(ConfirmImport).execute(COORDINATOR, { importId });
const accept = (importId: string) =>
  service.get(ConfirmImport).execute(COORDINATOR, { importId, acceptRemoval: true });
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'accepted' : outcome.refusal.code);

/** Received, to be reviewed unless it says otherwise, and read. */
async function previewed(content: string, changes: Partial<ReceiveImportInput> = {}): Promise<string> {
  const received = await service.get(ReceiveImport).execute(COORDINATOR, {
    ...{ kind: 'places', offer: null, fileName: 'p.csv', content: piecesOf(Buffer.from(content)) },
    ...{ maxBytes: 1_000_000, review: true, ...changes },
  });
  const { importId } = valueOf(received);
  valueOf(await process(importId));
  return importId;
}

async function stored(): Promise<string> {
  const rows = await service.database.manager.query<{ text: string }[]>(
    `SELECT outcode || COALESCE(' ' || (facts->>'note'), '') AS text FROM place ORDER BY outcode`,
  );
  return rows.map(({ text }) => text).join(', ');
}

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
