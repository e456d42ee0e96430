import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SupportCase } from '../../libs/domain/offers/index.js';
import type { StoredAnswer } from '../../libs/features/survey/index.js';
import { supportCaseWith } from './matching-factories.js';
import { answerWith } from './run-factories.js';

/** A worker of the built code as a process of its own. */
export interface WorkerUnderTest {
  readonly pid: number;
  /** Ends it as asked, or without warning. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** What it wrote: log lines and complaints. */
  output(): string;
}

export function launchWorker(databaseUrl: string, redisUrl = ''): WorkerUnderTest {
  const entry = join(process.cwd(), 'dist', 'apps', 'worker', 'src', 'main.js');
  const worker: ChildProcess = spawn(process.execPath, [entry], {
    env: { ...process.env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [worker.stdout, worker.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return {
    pid: worker.pid ?? 0,
    end: async (signal) => {
      if (worker.exitCode !== null || worker.signalCode !== null) return;
      const gone = once(worker, 'exit');
      worker.kill(signal);
      await gone;
    },
    output: () => output,
  };
}

/** A matching that no engine proves optimal in a few seconds: mixed days, tight budgets, everybody near everybody. */
export function hardMatching(): {
  readonly cases: readonly SupportCase[];
  readonly answers: Readonly<Record<string, StoredAnswer>>;
} {
  const cases = Array.from({ length: 240 }, (_, index) =>
    supportCaseWith({
      caseId: `school-${String(100_000 + index)}`,
      supportedId: String(100_000 + index),
      name: `School ${String(index)}`,
      urns: [String(100_000 + index)],
      halfDays: 5 + ((index * 7919) % 16),
      location: {
        latitude: 53 + ((index * 104_729) % 997) / 1000,
        longitude: -2 + ((index * 1_299_709) % 991) / 1000,
        approximate: false,
      },
    }),
  );
  const leaders = Array.from({ length: 60 }, (_, index): [string, StoredAnswer] => [
    `L${String(index).padStart(3, '0')}`,
    answerWith({
      halfDaysOffered: 37 + ((index * 31) % 17),
      easting: 400_000 + ((index * 15_485_863) % 60_000),
      northing: 360_000 + ((index * 32_452_843) % 90_000),
    }),
  ]);
  return { cases, answers: Object.fromEntries(leaders) };
}
