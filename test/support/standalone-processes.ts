import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from './eventually.js';

/** One start of the built standalone service, or of another of its commands. */
export interface StandaloneUnderTest {
  output(): string;
  /** Waits until the output holds this. */
  says(text: string, limitMs?: number): Promise<string>;
  /** Waits for its end; the exit code, null after a signal. */
  ended(): Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
}

/** `environment` beside the PATH; nothing else of this process leaks in. */
export function launchStandalone(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  entry = 'main.js',
): StandaloneUnderTest {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(process.cwd(), 'dist', 'apps', 'standalone', 'src', entry), ...args],
    { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const closed = once(child, 'close') as Promise<[number | null]>;
  return {
    output: () => output,
    says: (text, limitMs = 90_000) =>
      eventually(
        `it says ${JSON.stringify(text)}`,
        () => {
          if (output.includes(text)) return output;
          if (child.exitCode !== null) throw new Error(`it ended instead:\n${output}`);
          return undefined;
        },
        limitMs,
      ),
    ended: async () => (await closed)[0],
    signal: (signal) => child.kill(signal),
  };
}
