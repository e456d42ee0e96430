import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CsvStop } from '../csv-stop.js';
import type { WorkbookFrame } from './workbook-frames.js';
import type { SheetLimits } from './workbook-limits.js';

const STDERR_KEPT = 4_000;

/**
 * The process that unpacks one workbook. Its heap is limited, it is ended when we have waited for it too long, and it
 * waits itself while we are busy with rows: then its time does not run.
 */
export class WorkbookProcess {
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly closed: Promise<unknown>;
  private waitedMs = 0;
  private tookTooLong = false;
  private complaint = '';

  constructor(private readonly limits: SheetLimits) {
    const heap = `--max-old-space-size=${limits.readerMegabytes}`;
    this.child = spawn(process.execPath, [heap, childFile(), JSON.stringify(limits)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {},
    });
    this.closed = once(this.child, 'close');
    // A spawn that fails is reported by whoever waits for the end.
    this.closed.catch(() => undefined);
    // A child that has seen enough closes its ends: what it said before counts.
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.complaint = `${this.complaint}${chunk.toString('latin1')}`.slice(-STDERR_KEPT);
    });
  }

  /** Waits until the child can take more; what a child that has ended would have got is dropped. */
  async write(bytes: Uint8Array): Promise<void> {
    if (!this.child.stdin.writable || this.child.stdin.write(bytes)) return;
    const { stdin } = this.child;
    await this.patiently(
      new Promise<void>((done) => {
        const settle = (): void => {
          stdin.off('drain', settle).off('close', settle);
          done();
        };
        stdin.on('drain', settle).on('close', settle);
      }),
    );
  }

  endInput(): void {
    this.child.stdin.end();
  }

  /** What the child says, until it ends. */
  async *frames(): AsyncGenerator<WorkbookFrame> {
    const output = this.child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
    let parts: Buffer[] = [];
    for (;;) {
      const step = await this.patiently(output.next());
      if (step.done === true) return;
      let rest = step.value;
      for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
        parts.push(rest.subarray(0, end));
        yield JSON.parse(Buffer.concat(parts).toString('utf8')) as WorkbookFrame;
        parts = [];
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) parts.push(rest);
    }
  }

  /** Why a child ended without a last word. Throws when that is nobody's fault but ours. */
  async earlyEnd(): Promise<CsvStop> {
    await this.closed;
    const { exitCode, signalCode } = this.child;
    if (this.tookTooLong) {
      return { code: 'workbook-too-slow', row: null, facts: { seconds: this.limits.readerSeconds } };
    }
    if (signalCode === 'SIGABRT' || signalCode === 'SIGKILL' || exitCode === 134) {
      return { code: 'workbook-too-demanding', row: null, facts: { megabytes: this.limits.readerMegabytes } };
    }
    throw new Error(
      `The reader of workbooks ended with ${exitCode ?? signalCode ?? 'nothing'}: ${this.complaint}`,
    );
  }

  /** Ends the child at once, whatever it does. */
  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    this.child.stdout.destroy();
    this.child.stdin.destroy();
    await this.closed.catch(() => undefined);
  }

  private async patiently<T>(work: Promise<T>): Promise<T> {
    const since = performance.now();
    const timer = setTimeout(
      () => {
        this.tookTooLong = true;
        this.child.kill('SIGKILL');
      },
      Math.max(0, this.limits.readerSeconds * 1000 - this.waitedMs),
    );
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.waitedMs += performance.now() - since;
    }
  }
}

/** A process runs built JavaScript: the file beside this one when built itself, else the one in dist. */
function childFile(): string {
  const beside = fileURLToPath(new URL('./workbook-child.js', import.meta.url));
  return existsSync(beside)
    ? beside
    : resolve(process.cwd(), 'dist/libs/platform/files/workbook/workbook-child.js');
}
