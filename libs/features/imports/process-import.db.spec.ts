import {
  importFile,
  openTestService,
  receiveFile,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { SYSTEM } from '../../domain/kernel/index.js';
import { importFaultsCsv, ImportsQueries, ProcessImport } from './index.js';
import { ToyImporter, ToyModule } from '../../../test/support/toy-importer.js';

let service: TestService;
let toy: ToyImporter;

beforeAll(async () => {
  service = await openTestService(ToyModule);
  toy = service.get(ToyImporter);
});
afterAll(() => service.close());
beforeEach(async () => {
  toy.afterStore = () => undefined;
  await service.database.manager.query(`DELETE FROM place`);
  await service.database.manager.query(`DELETE FROM import`);
});

const audited = (importId: string) =>
  count(`audit_event WHERE action = 'import.process' AND subject_id = '${importId}'`);

const process = (importId: string) => service.get(ProcessImport).execute(SYSTEM, { importId });
const one = (importId: string) => service.get(ImportsQueries).one(importId);

async function outcodes(): Promise<readonly string[]> {
  const rows = await service.database.manager.query<{ outcode: string }[]>(
    `SELECT outcode FROM place ORDER BY outcode`,
  );
  return rows.map(({ outcode }) => outcode);
}

async function count(what: string): Promise<number> {
  const [row] = await service.database.manager.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM ${what}`,
  );
  return row?.n ?? -1;
}

describe('processing an import', () => {
  it('stores the good rows and keeps every fault by row, column and value', async () => {
    const content = 'outcode,note\nYO1,first\nnonsense,x\nLS2,third\n"B""1",\n';
    const { importId, ...result } = await importFile(service, { kind: 'places', content, name: 'p.csv' });
    expect(result).toEqual({ state: 'imported', rowCount: 4, storedCount: 2, faultCount: 2 });
    expect(await outcodes()).toEqual(['LS2', 'YO1']);
    const faults = await service.get(ImportsQueries).faults(importId);
    expect(faults[0]).toEqual({
      ...{ n: 1, file: 'p.csv', row: 3, column: 'outcode', value: 'nonsense', code: 'bad-postcode' },
      ...{ allowed: ['YO1'], effect: 'row-refused', facts: {} },
    });
    expect(importFaultsCsv(faults).split(/\r?\n/)[1]).toMatch(/^p\.csv,3,outcode,nonsense,bad-postcode,YO1,/);
    expect(await service.get(ImportsQueries).faults(importId, 1)).toHaveLength(1);
    expect(await one(importId)).toMatchObject({ state: 'imported', fraction: 1, failure: null });
    expect((await one(importId))?.finishedAt).toBeInstanceOf(Date);
    expect(await audited(importId)).toBe(1);
    expect(await count('import_stage')).toBe(0);
  });

  it('is done once: a second job finds nothing to do', async () => {
    const { importId } = await importFile(service, { kind: 'places', content: 'outcode\nYO1' });
    expect(await process(importId)).toMatchObject({ ok: false, refusal: { code: 'nothing-to-do' } });
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await process(unknown)).toMatchObject({ ok: false, refusal: { code: 'nothing-to-do' } });
    expect(await audited(importId)).toBe(1);
  });

  it('of a file that cannot be used says why and stores nothing', async () => {
    const { importId, ...result } = await importFile(service, {
      ...{ kind: 'places', content: '<!doctype html><p>Sign in</p>' },
    });
    expect(result).toMatchObject({ state: 'failed', storedCount: 0 });
    expect((await one(importId))?.failure).toMatchObject({
      code: 'file-refused',
      facts: { code: 'html-page' },
    });
    expect(await service.get(ImportsQueries).faults(importId)).toHaveLength(1);
  });

  it('of a file that breaks off in the middle stores nothing, not even its good rows', async () => {
    const { importId, ...result } = await importFile(service, {
      kind: 'places',
      content: 'outcode,note\nYO1,\nYO2,a NUL \u0000 byte\nYO3,\n',
    });
    expect(result).toMatchObject({ state: 'failed', storedCount: 0 });
    expect((await one(importId))?.failure?.facts).toMatchObject({ code: 'nul-bytes', row: 3 });
    expect(await outcodes()).toEqual([]);
  });

  it('counts all faults and keeps the first ten thousand', async () => {
    const content = `outcode\n${'bad\n'.repeat(10_050)}YO1\n`;
    const { importId, ...result } = await importFile(service, { kind: 'places', content });
    expect(result).toMatchObject({ state: 'imported', storedCount: 1, faultCount: 10_050 });
    expect(await count(`import_fault WHERE import_id = '${importId}'`)).toBe(10_000);
  });

  it('keeps values that jsonb would refuse', async () => {
    const value = `${'x'.repeat(98)}😀 and \\u0000 more`;
    const content = `outcode,note\n"${value}",\nYO1,"half of 😀"\n`;
    const { importId } = await importFile(service, { kind: 'places', content });
    const [fault] = await service.get(ImportsQueries).faults(importId);
    expect(fault?.value?.startsWith('x'.repeat(98))).toBe(true);
    expect(await outcodes()).toEqual(['YO1']);
  });

  it('uses the column map that came with the file', async () => {
    await importFile(service, {
      ...{ kind: 'places', content: 'Bezirk\nYO7', columnMap: { Bezirk: 'outcode' } },
    });
    expect(await outcodes()).toEqual(['YO7']);
  });
});

describe('a worker that breaks off', () => {
  it('leaves nothing half-stored, and the next attempt does the whole', async () => {
    const importId = await receiveFile(service, { kind: 'places', content: 'outcode\nYO1\nbad\n' });
    toy.afterStore = () => {
      throw new Error('power cut');
    };
    await expect(process(importId)).rejects.toThrow('power cut');
    expect([await outcodes(), await count('import_fault'), await count('import_stage')]).toEqual([[], 0, 0]);
    expect(await one(importId)).toMatchObject({ state: 'reading', storedCount: 0 });
    toy.afterStore = () => undefined;
    expect(valueOf(await process(importId))).toMatchObject({ state: 'imported', storedCount: 1 });
  });

  it('five times is given up', async () => {
    const importId = await receiveFile(service, { kind: 'places', content: 'outcode\nYO1' });
    await service.database.manager.query(`UPDATE import SET state = 'reading', takes = 5`);
    expect(valueOf(await process(importId))).toMatchObject({ state: 'failed' });
    expect((await one(importId))?.failure).toEqual({ code: 'broke-off-repeatedly', facts: { times: 5 } });
  });

  it('is told to stop and gives the import back', async () => {
    const importId = await receiveFile(service, { kind: 'places', content: 'outcode\nYO1' });
    const signal = AbortSignal.abort(new Error('shutting down'));
    const stopped = service.get(ProcessImport).execute(SYSTEM, { importId, signal });
    await expect(stopped).rejects.toThrow('shutting down');
    expect(await one(importId)).toMatchObject({ state: 'reading', failure: null });
    expect(valueOf(await process(importId)).state).toBe('imported');
  });
});

describe('two workers on one import', () => {
  it('only one has it at a time', async () => {
    const importId = await receiveFile(service, { kind: 'places', content: 'outcode\nYO1' });
    let second: unknown;
    toy.afterStore = async () => {
      second = await process(importId);
    };
    expect(valueOf(await process(importId)).state).toBe('imported');
    expect(second).toMatchObject({ ok: false, refusal: { code: 'nothing-to-do' } });
  });

  it('the one that was silent too long loses it, and its late finish writes nothing', async () => {
    const importId = await receiveFile(service, {
      kind: 'places',
      content: 'outcode,note\nYO1,late\nbad,\n',
    });
    let takeover: unknown;
    toy.afterStore = async ({ fence }) => {
      if (fence > 1) return;
      // As if this worker had been frozen: another takes over and finishes while it sleeps.
      await service.database.manager.query(
        `UPDATE import SET heartbeat_at = now() - interval '21 seconds', fence = 7, state = 'imported', stored_count = 99`,
      );
      takeover = await one(importId);
    };
    expect(await process(importId)).toMatchObject({ ok: false, refusal: { code: 'superseded' } });
    expect(takeover).toMatchObject({ state: 'imported', storedCount: 99 });
    expect(await one(importId)).toMatchObject({ state: 'imported', storedCount: 99 });
    expect([await outcodes(), await count('import_fault'), await count('import_stage')]).toEqual([[], 0, 0]);
    expect(await audited(importId)).toBe(0);
  });

  it('neither does a late failure', async () => {
    const importId = await receiveFile(service, { kind: 'places', content: 'outcode\nYO1' });
    toy.afterStore = async () => {
      await service.database.manager.query(`UPDATE import SET fence = 7`);
      throw new Error('too late anyway');
    };
    await expect(process(importId)).rejects.toThrow('too late anyway');
    const [row] = await service.database.manager.query<unknown[]>(
      `SELECT state, fence, heartbeat_at IS NULL AS released FROM import`,
    );
    expect(row).toEqual({ state: 'reading', fence: 7, released: false });
  });
});

describe('two files of one kind', () => {
  it('an older one that is read late does not undo the newer', async () => {
    const older = await receiveFile(service, { kind: 'places', content: 'outcode,note\nYO1,old' });
    const newer = await importFile(service, { kind: 'places', content: 'outcode,note\nYO1,new' });
    expect(valueOf(await process(older)).state).toBe('failed');
    expect((await one(older))?.failure).toEqual({ code: 'overtaken', facts: { importId: newer.importId } });
    const [row] = await service.database.manager.query<{ note: string }[]>(
      `SELECT facts->>'note' AS note FROM place`,
    );
    expect(row?.note).toBe('new');
  });

  it('of inspections, which add up, are both read', async () => {
    const older = await receiveFile(service, { kind: 'inspections', content: 'outcode\nYO1' });
    await importFile(service, { kind: 'inspections', content: 'outcode\nYO2' });
    expect(valueOf(await process(older)).state).toBe('imported');
  });

  it('of two offers do not concern each other', async () => {
    const older = await receiveFile(service, { kind: 'survey', offer: '2019-20', content: 'outcode\nYO1' });
    await importFile(service, { kind: 'survey', offer: '2024-25', content: 'outcode\nYO2' });
    expect(valueOf(await process(older)).state).toBe('imported');
  });
});
