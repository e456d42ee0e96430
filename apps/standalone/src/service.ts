import { readSettings } from '../../../libs/platform/config/index.js';
import { readStartOptions, USAGE } from './start-options.js';
import { startReport } from './start-report.js';
import type { Standalone } from './start-standalone.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_BAD_USAGE = 2;

/**
 * `npm start`: the whole service on a machine with nothing but Node. Started by `main.ts`, in a session of its own, and
 * ends when that is gone.
 */
async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const settings = readSettings();
  const stopping = new AbortController();
  let service: Standalone | undefined;
  const onSignal = (): void => {
    if (stopping.signal.aborted) return;
    console.log('\nStopping...');
    stopping.abort(new Error('stopped while starting'));
    if (service !== undefined) endWith(service.stop());
  };
  const claimSignals = (): void => {
    for (const signal of SIGNALS) process.removeAllListeners(signal).on(signal, onSignal);
  };
  claimSignals();
  process.once('disconnect', onSignal);
  try {
    // Loaded only now: an answer about a wrong option need not wait for the whole service.
    const { startStandalone } = await import('./start-standalone.js');
    service = await startStandalone({
      settings,
      samples: options.samples,
      say: console.log,
      signal: stopping.signal,
      claimSignals,
    });
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    process.exit(0);
  }
  console.log(startReport(service, settings.dataDir));
}

function endWith(end: Promise<void>): void {
  end.then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  const badUsage =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.exit(badUsage ? EXIT_BAD_USAGE : 1);
});
