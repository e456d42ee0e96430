import { createHash, randomBytes } from 'node:crypto';
import {
  COORDINATOR,
  openTestService,
  piecesOf,
  receiveFile,
  type TestService,
  valueOf,
} from '../../../test/support/service-harness.js';
import type { Outcome } from '../../domain/kernel/index.js';
import {
  findLostImports,
  ImportsModule,
  ImportsQueries,
  readImportChunks,
  ReceiveImport,
  type ReceiveImportInput,
} from './index.js';

let service: TestService;

beforeAll(async () => {
  service = await openTestService(ImportsModule);
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.database.manager.query(`DELETE FROM import`);
  await service.database.manager.query(`DELETE FROM outbox`);
});

const MIB = 1024 * 1024;

const receive = (changes: Partial<ReceiveImportInput>) =>
  service.get(ReceiveImport).execute(COORDINATOR, {
    ...{ kind: 'schools', offer: null, fileName: 'gias.csv', content: piecesOf(Buffer.from('URN\n1')) },
    ...{ maxBytes: 10 * MIB, ...changes },
  });

async function rowCounts(): Promise<Record<string, number>> {
  const [row] = await service.database.manager.query<Record<string, number>[]>(
    `SELECT (SELECT count(*)::int FROM import) AS imports, (SELECT count(*)::int FROM import_chunk) AS chunks,
       (SELECT count(*)::int FROM outbox) AS jobs,
       (SELECT count(*)::int FROM audit_event WHERE subject_id IN (SELECT id::text FROM import)) AS audited`,
  );
  return row ?? {};
}

const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'accepted' : outcome.refusal.code);

describe('an uploaded file', () => {
  it('is stored whole in chunks of one MiB with its hash, its job and its audit row', async () => {
    const content = randomBytes(2 * MIB + 12_345);
    const { importId, ...received } = valueOf(
      await receive({ content: piecesOf(content), fileName: '/home/user\\dir/my file.csv' }),
    );
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(received).toEqual({ recognised: false, state: 'received', sha256, byteSize: content.length });
    expect(await service.get(ImportsQueries).one(importId)).toMatchObject({
      ...{ kind: 'schools', offer: null, fileName: 'my file.csv', state: 'received', fraction: 0, sha256 },
      ...{ byteSize: content.length, createdBy: COORDINATOR.id, failure: null },
    });
    const chunks: Buffer[] = [];
    for await (const chunk of readImportChunks(service.database.manager, importId)) chunks.push(chunk);
    expect(chunks.map(({ length }) => length)).toEqual([MIB, MIB, 12_345]);
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
    const jobs = await service.database.manager.query<unknown[]>(`SELECT job_name, payload FROM outbox`);
    expect(jobs).toEqual([{ job_name: 'import', payload: { importId } }]);
  });

  it('that is refused leaves nothing at all', async () => {
    const tooLarge = { content: piecesOf(randomBytes(3 * MIB)), maxBytes: 2 * MIB };
    expect(await receive(tooLarge)).toEqual({
      ok: false,
      refusal: { code: 'file-too-large', facts: { limitBytes: 2 * MIB } },
    });
    expect(codeOf(await receive({ content: piecesOf(Buffer.alloc(0)) }))).toBe('file-empty');
    expect(codeOf(await receive({ kind: 'survey' }))).toBe('offer-required');
    expect(codeOf(await receive({ offer: '2024-25' }))).toBe('offer-not-wanted');
    expect(await rowCounts()).toEqual({ imports: 0, chunks: 0, jobs: 0, audited: 0 });
  });

  it('that breaks off leaves nothing at all', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* piecesOf(randomBytes(2 * MIB));
      throw new Error('connection reset');
    }
    await expect(receive({ content: broken() })).rejects.toThrow('connection reset');
    expect(await rowCounts()).toEqual({ imports: 0, chunks: 0, jobs: 0, audited: 0 });
  });
});

describe('the same file again', () => {
  it('is recognised for the same use, and stored again only when forced', async () => {
    const content = 'leader_ref\nL1';
    const file = { kind: 'survey', offer: '2024-25', content } as const;
    const first = await receiveFile(service, file);
    expect(await receiveFile(service, { ...file, name: 'another-name.csv' })).toBe(first);
    expect(await rowCounts()).toEqual({ imports: 1, chunks: 1, jobs: 1, audited: 1 });
    const others = [
      await receiveFile(service, { ...file, offer: '2022-23' }),
      await receiveFile(service, { ...file, columnMap: { Ref: 'leader_ref' } }),
      await receiveFile(service, { ...file, force: true }),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
    expect((await rowCounts())['jobs']).toBe(4);
  });

  it('leads to the one that waits for somebody, and says so', async () => {
    const first = await receiveFile(service, { kind: 'schools', content: 'x' });
    await service.database.manager.query(`UPDATE import SET state = 'ready' WHERE id = $1`, [first]);
    const again = await receive({ content: piecesOf(Buffer.from('x')) });
    expect(valueOf(again)).toMatchObject({ importId: first, recognised: true, state: 'ready' });
  });

  it('is stored when the earlier import failed', async () => {
    const first = await receiveFile(service, { kind: 'schools', content: 'x' });
    await service.database.manager.query(`UPDATE import SET state = 'failed' WHERE id = $1`, [first]);
    expect(await receiveFile(service, { kind: 'schools', content: 'x' })).not.toBe(first);
  });

  it('sent by eight people at once is stored once', async () => {
    const file = { kind: 'places', content: 'outcode\nYO1' } as const;
    const ids = await Promise.all(Array.from({ length: 8 }, () => receiveFile(service, file)));
    expect(new Set(ids).size).toBe(1);
    expect((await rowCounts())['imports']).toBe(1);
  });
});

describe('lists of imports', () => {
  it('go newest first, page by page, by kind', async () => {
    for (const n of [1, 2, 3])
      await receiveFile(service, { kind: 'places', content: `outcode\nYO${String(n)}` });
    await receiveFile(service, { kind: 'schools', content: 'URN' });
    const queries = service.get(ImportsQueries);
    const all = await queries.list();
    expect(all.map(({ kind }) => kind)).toEqual(['schools', 'places', 'places', 'places']);
    const first = await queries.list({ kind: 'places', limit: 2 });
    const second = await queries.list({ kind: 'places', limit: 2, after: first[1]?.id ?? '' });
    expect([...first, ...second].map(({ id }) => id)).toEqual(all.slice(1).map(({ id }) => id));
    expect(await queries.one('nonsense')).toBeUndefined();
  });

  it('tell the reconciler which have waited too long', async () => {
    const id = await receiveFile(service, { kind: 'places', content: 'outcode' });
    expect(await findLostImports(service.database.manager)).toEqual([]);
    await service.database.manager.query(`UPDATE import SET queued_at = now() - interval '21 seconds'`);
    expect(await findLostImports(service.database.manager)).toEqual([id]);
    await service.database.manager.query(`UPDATE import SET state = 'reading', heartbeat_at = now()`);
    expect(await findLostImports(service.database.manager)).toEqual([]);
    await service.database.manager.query(`UPDATE import SET heartbeat_at = NULL`);
    expect(await findLostImports(service.database.manager)).toEqual([id]);
  });
});
