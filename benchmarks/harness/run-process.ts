import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessEnd {
  /** Null when it was killed for taking too long. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
  /** Of the processor, as last seen, at most 50 ms before its end; null where the machine does not tell. */
  readonly cpuSeconds: number | null;
  /** The most memory that it held at a time; null where the machine does not tell. */
  readonly peakMegabytes: number | null;
}

const LOOK_EVERY_MS = 50;
const MOST_OUTPUT = 200_000;

/** Runs a program to its end, or kills it after so many seconds. */
export function runProcess(
  file: string,
  args: readonly string[],
  options: { readonly folder: string; readonly killAfterSeconds: number },
): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const child = spawn(file, args, { cwd: options.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let peak: number | null = null;
    let cpuSeconds: number | null = null;
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-MOST_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const look = (): void => {
      peak = peakOf(child.pid) ?? peak;
      cpuSeconds = cpuSecondsOf(child.pid) ?? cpuSeconds;
    };
    look();
    const looking = setInterval(look, LOOK_EVERY_MS);
    const killing = setTimeout(() => child.kill('SIGKILL'), options.killAfterSeconds * 1000);
    const stop = (): void => {
      clearInterval(looking);
      clearTimeout(killing);
    };
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('close', (exitCode) => {
      stop();
      const seconds = (performance.now() - startedMs) / 1000;
      resolve({ exitCode, output, seconds, cpuSeconds, peakMegabytes: peak });
    });
  });
}

/** Linux keeps each process's high-water mark. */
function peakOf(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

/** Linux counts the time that programs use in hundredths of a second. */
const TICKS_PER_SECOND = 100;

function cpuSecondsOf(pid: number | undefined): number | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name in brackets may hold spaces: the user's and the system's ticks are the 12th and 13th figures after it.
    const figures = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(figures[11]) + Number(figures[12]);
    return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : null;
  } catch {
    return null;
  }
}
