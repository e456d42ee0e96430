import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../../test/support/eventually.js';
import { WorkerProcess } from './worker-process.js';

describe('the worker as a process of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leader-match-worker-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const script = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const pidOf = (worker: WorkerProcess, not?: number): Promise<number> =>
    eventually('a worker runs', () => (worker.pid === not ? undefined : worker.pid));

  it('is started again when it dies, with what it is told, and not after it was stopped', async () => {
    const told = join(folder, 'told.txt');
    const entry = script(
      'lives.mjs',
      `import { appendFileSync } from 'node:fs';
       appendFileSync(${JSON.stringify(told)}, process.env.WHERE + '\\n');
       process.on('SIGTERM', () => process.exit(0));
       setInterval(() => {}, 1000);`,
    );
    const lines: string[] = [];
    const worker = new WorkerProcess({
      environment: { WHERE: 'here' },
      say: (line) => lines.push(line),
      entry,
      restartDelayMs: 10,
    });
    worker.start();
    const first = await pidOf(worker);
    await eventually('it lives', () => (readText(told) === 'here\n' ? true : undefined));
    process.kill(first, 'SIGKILL');
    const second = await pidOf(worker, first);
    await eventually('another lives', () => (readText(told) === 'here\nhere\n' ? true : undefined));
    expect(second).not.toBe(first);
    expect(lines).toEqual(['The worker ended (SIGKILL); starting another in 0.01 s']);
    await worker.stop();
    worker.start();
    expect(worker.pid).toBeUndefined();
    expect(() => process.kill(second, 0)).toThrow();
  });

  it('is given longer and longer pauses while it keeps dying', async () => {
    const lines: string[] = [];
    const worker = new WorkerProcess({
      environment: {},
      say: (line) => lines.push(line),
      entry: script('dies.mjs', 'process.exit(3);'),
      restartDelayMs: 1,
    });
    worker.start();
    await eventually('it died four times', () => (lines.length >= 4 ? true : undefined));
    await worker.stop();
    expect(lines.slice(0, 4)).toEqual(
      ['0.001', '0.002', '0.004', '0.008'].map(
        (pause) => `The worker ended (exit code 3); starting another in ${pause} s`,
      ),
    );
  });
});

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
