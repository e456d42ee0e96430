import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../test/support/cli-harness.js';
import { writeSamples } from '../../../samples/make-samples.js';
import { makeSamples } from '../../../samples/maker/samples.js';

const FOLDER = join(process.cwd(), 'samples');

/** Files that differ from what the generator makes, or that only one of the two has. */
function stale(made: ReadonlyMap<string, Buffer>, committed: ReadonlyMap<string, Buffer>): readonly string[] {
  const names = new Set([...made.keys(), ...committed.keys()]);
  return [...names].filter((name) => !made.get(name)?.equals(committed.get(name) ?? Buffer.alloc(0)));
}

function csvFilesOf(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

const COMMITTED = csvFilesOf(FOLDER);

describe('the samples', () => {
  it('are what the generator makes, byte for byte', () => {
    expect(stale(makeSamples(), COMMITTED)).toEqual([]);
  });

  it('are found out when a byte differs or a file is lost', () => {
    const changed = new Map([...COMMITTED]).set('links.csv', Buffer.from('URN\r\n'));
    expect(stale(makeSamples(), changed)).toEqual(['links.csv']);
    changed.delete('links.csv');
    expect(stale(makeSamples(), changed)).toEqual(['links.csv']);
  });

  it('are written by the script as they are made', () => {
    const folder = temporaryFolder();
    try {
      writeSamples(folder.path);
      expect(stale(makeSamples(), csvFilesOf(folder.path))).toEqual([]);
    } finally {
      folder.remove();
    }
  });

  it('are published in cp1252, with names beyond ASCII, and our own in UTF-8', () => {
    const gias = COMMITTED.get('gias.csv') ?? Buffer.alloc(0);
    expect(gias.includes(Buffer.from([0x53, 0x74, 0x20, 0x5a, 0x6f, 0xeb, 0x92, 0x73]))).toBe(true);
    expect(COMMITTED.get('survey-2024-25.csv')?.toString('utf8')).toMatch(/Siân|Zoë/);
  });

  it('name no real school, trust or leader', () => {
    const gias = COMMITTED.get('gias.csv')?.toString('latin1') ?? '';
    const urns = gias
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.slice(0, 6));
    expect(urns.filter((urn) => !/^990\d{3}$/.test(urn))).toEqual([]);
    const surveys = [...COMMITTED].filter(([name]) => name.startsWith('survey-'));
    expect(surveys).toHaveLength(3);
    const emails = surveys.flatMap(([, bytes]) => bytes.toString('utf8').match(/[\w.]+@[\w.]+/g) ?? []);
    expect(emails.filter((email) => !email.endsWith('@leaders.example'))).toEqual([]);
    expect(new Set(emails).size).toBeGreaterThan(50);
  });
});
