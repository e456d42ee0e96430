import {
  COORDINATOR,
  importFile,
  openTestService,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import { codeOf, ImportSteps } from '../../../test/support/import-steps.js';
import { ToyImporter, ToyModule } from '../../../test/support/toy-importer.js';
import { DiscardImport, ImportReviewQueries, ImportsQueries } from './index.js';

let service: TestService;
let process: ImportSteps['process'],
  one: ImportSteps['one'],
  confirm: ImportSteps['confirm'],
  accept: ImportSteps['accept'],
  receive: ImportSteps['receive'],
  previewed: ImportSteps['previewed'],
  stored: ImportSteps['stored'];
let toy: ToyImporter;

beforeAll(async () => {
  service = await openTestService(ToyModule);
  ({ process, one, confirm, accept, receive, previewed, stored } = new ImportSteps(service));
  toy = service.get(ToyImporter);
});
afterAll(() => service.close());
beforeEach(async () => {
  toy.afterStore = () => undefined;
  await service.database.manager.query(`DELETE FROM place`);
  await service.database.manager.query(`DELETE FROM import`);
  await service.database.manager.query(`DELETE FROM outbox`);
});

const discard = (importId: string) => service.get(DiscardImport).execute(COORDINATOR, { importId });

async function audited(importId: string): Promise<readonly string[]> {
  const rows = await service.database.manager.query<{ action: string }[]>(
    `SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`,
    [importId],
  );
  return rows.map(({ action }) => action);
}

describe('a file that is to be reviewed', () => {
  it('is read, compared and kept back until somebody confirms', async () => {
    await importFile(service, { kind: 'places', content: 'outcode,note\nYO1,old\nYO2,gone\nYO3,same\n' });
    const importId = await previewed('outcode,note\nYO1,new\nYO3,same\nbad,x\nYO4,added\n');
    expect(await stored()).toBe('YO1 old, YO2 gone, YO3 same');
    expect(await one(importId)).toMatchObject({
      ...{ state: 'ready', rowCount: 4, storedCount: 3, faultCount: 1, finishedAt: null, canUndo: false },
      changeCounts: { added: 1, changed: 1, removed: 1, same: 1 },
    });
    const changes = await service.get(ImportReviewQueries).changes(importId);
    expect(changes.items.map(({ change, subject, row, fields }) => [change, subject, row, fields])).toEqual([
      [
        ...['added', 'YO4', 5],
        [
          { field: 'note', before: null, after: 'added' },
          { field: 'outcode', before: null, after: 'YO4' },
        ],
      ],
      ['changed', 'YO1', 2, [{ field: 'note', before: 'old', after: 'new' }]],
      [
        ...['removed', 'YO2', null],
        [
          { field: 'note', before: 'gone', after: null },
          { field: 'outcode', before: 'YO2', after: null },
        ],
      ],
    ]);
    expect(valueOf(await confirm(importId))).toMatchObject({ state: 'confirmed' });
    expect(await stored()).toBe('YO1 old, YO2 gone, YO3 same');
    expect(valueOf(await process(importId))).toMatchObject({ state: 'imported', storedCount: 3 });
    expect(await stored()).toContain('YO1 new');
    expect(await one(importId)).toMatchObject({ state: 'imported', canUndo: true, faultCount: 1 });
    expect(await audited(importId)).toEqual([
      ...['import.receive', 'import.process', 'import.confirm', 'import.process'],
    ]);
  });

  it('shows its examples page by page and by sort', async () => {
    const rows = Array.from({ length: 130 }, (_, n) => `YO${String(n + 1)},`);
    const importId = await previewed(`outcode,note\n${rows.join('\n')}`);
    const review = service.get(ImportReviewQueries);
    expect((await one(importId))?.changeCounts).toEqual({ added: 130, changed: 0, removed: 0, same: 0 });
    const first = await review.changes(importId, { change: 'added', limit: 60 });
    const second = await review.changes(importId, { change: 'added', limit: 60, afterN: first.nextN ?? 0 });
    expect([first.items.length, second.items.length, second.nextN]).toEqual([60, 40, null]);
    expect((await review.changes(importId, { change: 'removed' })).items).toEqual([]);
  });

  it('can be put aside, once, and the same bytes are taken again', async () => {
    const importId = await previewed('outcode\nYO1');
    expect(await receive('outcode\nYO1')).toBe(importId);
    expect(valueOf(await discard(importId))).toMatchObject({ state: 'discarded' });
    expect(valueOf(await discard(importId))).toMatchObject({ state: 'discarded' });
    expect(codeOf(await confirm(importId))).toBe('not-possible-in-this-state');
    expect(await process(importId)).toMatchObject({ refusal: { code: 'nothing-to-do' } });
    expect((await service.get(ImportReviewQueries).changes(importId)).items).toEqual([]);
    expect(await receive('outcode\nYO1')).not.toBe(importId);
    expect(await audited(importId)).toEqual(['import.receive', 'import.process', 'import.discard']);
  });

  it('is refused a stale confirmation, and one of a thing that there is not', async () => {
    const importId = await previewed('outcode\nYO1');
    expect(codeOf(await confirm(importId, 1))).toBe('overtaken');
    expect(codeOf(await confirm('00000000-0000-4000-8000-000000000000'))).toBe('no-such-import');
    expect(codeOf(await confirm('nonsense'))).toBe('no-such-import');
    const version = (await one(importId))?.version ?? 0;
    expect(codeOf(await confirm(importId, version))).toBe('accepted');
    expect(codeOf(await discard(importId))).toBe('not-possible-in-this-state');
  });

  it('confirmed by eight people at once is stored once, and all get the same answer', async () => {
    const importId = await previewed('outcode\nYO1');
    const version = (await one(importId))?.version ?? 0;
    await service.database.manager.query(`DELETE FROM outbox`);
    const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(importId, version)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true, value: { state: 'confirmed', version: version + 1 } });
    expect((await audited(importId)).filter((action) => action === 'import.confirm')).toHaveLength(1);
    const jobs = await service.database.manager.query<unknown[]>(`SELECT 1 FROM outbox`);
    expect(jobs).toHaveLength(1);
    expect(valueOf(await process(importId)).state).toBe('imported');
    expect(valueOf(await confirm(importId, version))).toMatchObject({ state: 'imported' });
  });
});

describe('a preview that is out of date', () => {
  it('is not stored: it is made anew, and then says what is true now', async () => {
    const first = await previewed('outcode,note\nYO1,first');
    const second = await previewed('outcode,note\nYO2,second');
    valueOf(await confirm(first));
    valueOf(await process(first));
    expect(codeOf(await confirm(second))).toBe('preview-outdated');
    expect(await one(second)).toMatchObject({ state: 'received' });
    expect(valueOf(await process(second)).state).toBe('ready');
    expect((await one(second))?.changeCounts).toEqual({ added: 1, changed: 0, removed: 1, same: 0 });
    valueOf(await accept(second));
    expect(valueOf(await process(second)).state).toBe('imported');
    expect(await stored()).toBe('YO1 first, YO2 second');
  });

  it('is noticed by the worker too, when the other file came between', async () => {
    const first = await previewed('outcode,note\nYO1,first');
    const second = await previewed('outcode,note\nYO2,second');
    valueOf(await confirm(first));
    valueOf(await confirm(second));
    expect(valueOf(await process(first)).state).toBe('imported');
    expect(valueOf(await process(second)).state).toBe('received');
    expect(await stored()).toBe('YO1 first');
    expect(valueOf(await process(second)).state).toBe('ready');
    expect(codeOf(await accept(second))).toBe('accepted');
  });

  it('is not one of another kind', async () => {
    const first = await previewed('outcode,note\nYO1,first');
    const other = await previewed('outcode,answer\nYO2,x', { kind: 'survey', offer: '2024-25' });
    valueOf(await confirm(other));
    valueOf(await process(other));
    expect(codeOf(await confirm(first))).toBe('accepted');
  });
});

describe('a worker that breaks off while it previews or stores what was confirmed', () => {
  it('leaves nothing behind, and the next attempt does the whole', async () => {
    const importId = await receive('outcode\nYO1\nbad\n');
    toy.afterStore = () => {
      throw new Error('power cut');
    };
    await expect(process(importId)).rejects.toThrow('power cut');
    expect(await one(importId)).toMatchObject({ state: 'reading', changeCounts: null });
    toy.afterStore = () => undefined;
    expect(valueOf(await process(importId)).state).toBe('ready');
    valueOf(await confirm(importId));
    toy.afterStore = () => {
      throw new Error('power cut');
    };
    await expect(process(importId)).rejects.toThrow('power cut');
    expect([await stored(), (await one(importId))?.state]).toEqual(['', 'confirmed']);
    toy.afterStore = () => undefined;
    expect(valueOf(await process(importId))).toMatchObject({ state: 'imported', storedCount: 1 });
    const [left] = await service.database.manager.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM import_stage`,
    );
    expect(left?.n).toBe(0);
  });

  it('counts attempts for each step anew, and gives up after five', async () => {
    const importId = await previewed('outcode\nYO1');
    valueOf(await confirm(importId));
    await service.database.manager.query(`UPDATE import SET takes = 5`);
    expect(valueOf(await process(importId)).state).toBe('failed');
    expect((await one(importId))?.failure).toMatchObject({ code: 'broke-off-repeatedly' });
    expect(await stored()).toBe('');
  });
});

describe('a file without rows', () => {
  it('is refused, whether or not it is to be reviewed, and takes nothing away', async () => {
    await importFile(service, { kind: 'places', content: 'outcode,note\nYO1,a\n' });
    for (const review of [true, false]) {
      const importId = await receive('outcode,note\n', { review });
      expect(valueOf(await process(importId)).state).toBe('failed');
      expect(await one(importId)).toMatchObject({
        state: 'failed',
        failure: { code: 'file-refused', facts: { code: 'no-rows' } },
      });
      const [fault] = await service.get(ImportsQueries).faults(importId);
      expect(fault).toMatchObject({ code: 'no-rows', effect: 'file-refused' });
    }
    expect(await stored()).toBe('YO1 a');
  });
});

describe('a file that is stored', () => {
  it('is undone, not discarded, and says so', async () => {
    const { importId } = await importFile(service, { kind: 'places', content: 'outcode,note\nYO1,a\n' });
    expect(codeOf(await discard(importId))).toBe('stored-already');
    expect(await stored()).toBe('YO1 a');
  });
});
