import { fileFrom, type TableSummary } from '../../libs/platform/files/index.js';
import { type FileKind, READERS } from './file-kinds.js';

/** Files too large to store: made chunk by chunk while they are read. */
const CHUNK = 65_536;

interface Reading {
  readonly summary: TableSummary;
  readonly kept: number;
  /** How much of the file was asked for before reading gave up. */
  readonly megabytesTaken: number;
  readonly heapMegabytes: number;
}

async function read(kind: FileKind, header: string, chunk: Buffer, chunks: number): Promise<Reading> {
  let taken = 0;
  let kept = 0;
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  function* bytes(): Generator<Uint8Array> {
    yield Buffer.from(header);
    for (let at = 0; at < chunks; at += 1) {
      taken += chunk.length;
      if (at % 16 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
      yield chunk;
    }
  }
  const summary = await READERS[kind](fileFrom('giant.csv', bytes()), () => {
    kept += 1;
  });
  return { summary, kept, megabytesTaken: taken / 1e6, heapMegabytes: (most - before) / 1e6 };
}

const times = (text: string): Buffer => Buffer.from(text.repeat(Math.floor(CHUNK / text.length)));
const GIGABYTE = Math.ceil(1e9 / CHUNK);

describe('giants', () => {
  it.each(['gias', 'survey', 'ofsted'] as const)(
    '%s: one line of a gigabyte is given up early',
    async (kind) => {
      const { summary, megabytesTaken, heapMegabytes } = await read(
        kind,
        '',
        Buffer.alloc(CHUNK, 'x'),
        GIGABYTE,
      );
      expect(summary.stopped?.code).toBe('record-too-long');
      expect(megabytesTaken).toBeLessThan(4);
      expect(heapMegabytes).toBeLessThan(200);
    },
  );

  it.each([
    ['commas', ','],
    ['quotation marks', '"'],
    ['half a quoted cell', '"x'],
  ])('a gigabyte of %s without a line break is given up early', async (_name, text) => {
    const { summary, megabytesTaken } = await read('urn-list', 'URN\n', times(text), GIGABYTE);
    expect(summary.stopped?.code).toBe('record-too-long');
    expect(megabytesTaken).toBeLessThan(4);
  });

  it('two million rows: the first half million are read, then the limit is told', async () => {
    const row = times('not a urn\n');
    const { summary, heapMegabytes } = await read('urn-list', 'URN\n', row, Math.ceil(2e6 / 6553));
    expect(summary.stopped).toMatchObject({ code: 'too-many-rows', row: 500_002 });
    expect(summary).toMatchObject({ rowsRead: 500_000, rowsRefused: 500_000, faultCount: 500_001 });
    expect(summary.faults.length).toBeLessThanOrEqual(10_001);
    expect(heapMegabytes).toBeLessThan(250);
  });

  it('a survey of two million rows stops at twenty thousand', async () => {
    const { summary, kept } = await read(
      'survey',
      'leader_ref,leader_role,phases,days_offered\n',
      times(',nle,primary,10\n'),
      500,
    );
    expect(summary.stopped).toMatchObject({ code: 'too-many-rows', facts: { limit: 20_000 } });
    expect([summary.rowsRead, kept]).toEqual([20_000, 0]);
  });

  it.each([
    ['blank lines', '\n'],
    ['lines of blank cells', ',,\n'],
    ['quoted line breaks', '"\n"\n'],
  ])('a gigabyte of %s ends like too many rows', async (_name, text) => {
    const { summary, megabytesTaken } = await read(
      'survey',
      'leader_ref,leader_role,phases,days_offered\n',
      times(text),
      GIGABYTE,
    );
    expect(summary.stopped?.code).toBe('too-many-rows');
    expect(megabytesTaken).toBeLessThan(50);
  });

  it('a gigabyte of rows with unclosed quotation marks is given up', async () => {
    const { summary, megabytesTaken } = await read('urn-list', 'URN\n', times('"999901\n'), GIGABYTE);
    expect(summary.stopped?.code).toBe('too-many-broken-rows');
    expect(megabytesTaken).toBeLessThan(110);
  });

  it.each(['gias', 'ofsted', 'survey'] as const)(
    '%s: a header of 16,384 columns is refused',
    async (kind) => {
      const names = Array.from({ length: 16_384 }, (_, at) => `c${String(at)}`);
      const header = `URN,leader_ref,${names.join(',')}\n`;
      const { summary } = await read(kind, header, times('1,2,3\n'), 1);
      expect(summary.stopped).toMatchObject({ code: 'too-many-columns', row: 1, facts: { columns: 16_386 } });
    },
  );
});
